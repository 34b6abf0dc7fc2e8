using System;
using System.IO;
using Xunit;

namespace NetGen.Samples.Tests;

[Collection(nameof(WholeProcess))]
public sealed class SampleOptionsTests : IDisposable
{
    private readonly TextWriter _output = Console.Out, _error = Console.Error;
    private readonly StringWriter _written = new();

    public SampleOptionsTests()
    {
        Console.SetOut(_written);
        Console.SetError(_written);
    }

    public void Dispose()
    {
        Console.SetOut(_output);
        Console.SetError(_error);
    }

    [Fact]
    public void Options_have_their_defaults_and_take_what_is_given()
    {
        var options = new SampleOptions("A sample.");
        var epochs = options.AddCount("--epochs", 30, "Epochs.");
        var cell = options.AddChoice("--cell", "The cell.", "rnn", "lstm");
        string seen = "";

        Assert.Equal(0, options.Run(["--seed", "7", "--cell", "lstm"], () => seen = $"{options.Seed} {options.Threads} {options.Json} {epochs.Value} {cell.Value}"));

        Assert.Equal("7 1 False 30 lstm", seen);
    }

    [Theory]
    [InlineData("--epochs", "0", "--epochs must be at least 1, not 0.")]
    [InlineData("--epochs", "many", "Cannot parse argument 'many' for option '--epochs'")]
    [InlineData("--cell", "gru", "Argument 'gru' not recognized")]
    [InlineData("--epoch", "3", "Unrecognized command or argument '--epoch'")]
    public void A_wrong_option_is_explained_and_nothing_runs(string name, string value, string message)
    {
        var options = new SampleOptions("A sample.");
        options.AddCount("--epochs", 30, "Epochs.");
        options.AddChoice("--cell", "The cell.", "rnn", "lstm");

        Assert.Equal(1, options.Run([name, value], () => Assert.Fail("The sample ran.")));

        Assert.Contains(message, _written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_or_malformed_file_ends_with_its_message()
    {
        Assert.Equal(1, new SampleOptions("A sample.").Run([], () => throw new InvalidDataException("some.csv is empty.")));

        Assert.Equal("some.csv is empty.", _written.ToString().Trim());
    }

    [Fact]
    public void Json_is_one_line_and_only_on_request()
    {
        var options = new SampleOptions("A sample.");
        options.Run([], () => options.WriteJson(new { loss = 1.5 }));
        Assert.Equal("", _written.ToString());

        options.Run(["--json"], () => options.WriteJson(new { testAccuracy = 0.5, loss = double.NaN, allocatedBytes = 0L }));
        Assert.Equal("""{"testAccuracy":0.5,"loss":"NaN","allocatedBytes":0}""", _written.ToString().Trim());
    }
}
