using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using Xunit;

namespace NetGen.Samples.Tests;

/// <summary>Samples from their command line to their last line and their pictures, with as little training as they take.</summary>
[Collection(nameof(WholeProcess))]
public sealed class SampleRunTests : IDisposable
{
    private static readonly string[] s_cells = ["rnn", "gru", "lstm", "peephole"];

    private readonly string _folder = Directory.CreateTempSubdirectory("netgen-sample-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("lstm")]
    [InlineData("custom")]
    public void CharacterModel(string cell)
    {
        string text = Path.Combine(_folder, "text.txt");
        File.WriteAllText(text, string.Concat(Enumerable.Repeat("the quick brown fox jumps over the lazy dog, and ", 250)));

        var results = Run("CharacterModel", "--cell", cell, "--minutes", "0.02", "--data", text);

        Assert.Equal(["cell", "hidden", "layers", "parameters", "steps", "seconds", "tokensPerSecond", "validationLoss", "allocatedBytes"], results.EnumerateObject().Select(field => field.Name));
        Assert.InRange(results.GetProperty("validationLoss").GetDouble(), 0, 20);
        Assert.Equal(0, results.GetProperty("allocatedBytes").GetInt64());
        AssertPictures("loss.png");
    }

    [Fact]
    public void LongMemory()
    {
        var results = Run("LongMemory", "--steps", "3");

        Assert.Equal(["addingMse", "copyAccuracy", "countedTo", "timingAccuracy", "timingAccuracyByCell", "seconds", "allocatedBytes"], results.EnumerateObject().Select(field => field.Name));
        foreach (string field in (string[])["addingMse", "copyAccuracy", "countedTo", "timingAccuracyByCell"])
        {
            Assert.Equal(s_cells, results.GetProperty(field).EnumerateObject().Select(cell => cell.Name));
        }

        Assert.InRange(results.GetProperty("addingMse").GetProperty("lstm").GetDouble(), 0.05, 5);
        Assert.Equal(0, results.GetProperty("allocatedBytes").GetInt64());
        AssertPictures("gradients.png", "learning-curves.png");
    }

    [Fact]
    public void NameTagger()
    {
        var results = Run("NameTagger", "--steps", "100");

        Assert.Equal(["f1Forward", "f1Bidirectional", "f1Deep", "seconds", "allocatedBytes"], results.EnumerateObject().Select(field => field.Name));
        Assert.InRange(results.GetProperty("f1Deep").GetDouble(), 0.5, 1);
        Assert.Equal(0, results.GetProperty("allocatedBytes").GetInt64());
        AssertPictures("tagged-sentences.png");
    }

    [Fact]
    public void NameTagger_takes_other_names_and_says_what_is_wrong_with_them()
    {
        string names = Path.Combine(_folder, "names.txt");
        File.WriteAllLines(names, ["anna", "bert"]);

        Assert.Contains("has 2 names", Fail("NameTagger", "--steps", "1", "--data", names), StringComparison.Ordinal);
    }

    [Fact]
    public void SequenceShapes()
    {
        var results = Run("SequenceShapes", "--steps", "3");

        Assert.Equal(["oneToOneAccuracy", "oneToManyNats", "manyToOneAccuracy", "manyToManyAccuracy", "additionExact", "seconds", "allocatedBytes"], results.EnumerateObject().Select(field => field.Name));
        Assert.InRange(results.GetProperty("oneToManyNats").GetDouble(), 1, 5);
        Assert.Equal(0, results.GetProperty("allocatedBytes").GetInt64());
        AssertPictures("addition.png", "melodies.png");
    }

    [Theory]
    [InlineData("[[39]]")]
    [InlineData("""{"train": [], "valid": []}""")]
    [InlineData("""{"train": [], "valid": [], "test": []}""")]
    [InlineData("""{"train": null, "valid": [], "test": []}""")]
    [InlineData("null")]
    public void SequenceShapes_says_what_is_wrong_with_its_data(string json)
    {
        string data = Path.Combine(_folder, "pieces.json");
        File.WriteAllText(data, json);

        Assert.Contains(data, Fail("SequenceShapes", "--steps", "1", "--data", data), StringComparison.Ordinal);
    }

    /// <summary>Runs a sample in this process; its pictures go to a folder of the test.</summary>
    private JsonElement Run(string sample, params string[] options)
    {
        var (exitCode, results) = SampleRun.UntilNothingIsAllocated(() =>
        {
            var (code, output, _) = Call(sample, [.. options, "--json", "--out", _folder]);
            return (code, JsonSerializer.Deserialize<JsonElement>(output.TrimEnd().Split('\n')[^1]));
        });
        Assert.Equal(0, exitCode);
        return results;
    }

    /// <summary>The message of a sample that ends with an error.</summary>
    private static string Fail(string sample, params string[] options)
    {
        var (exitCode, _, errors) = Call(sample, options);
        Assert.Equal(1, exitCode);
        return errors;
    }

    private static (int ExitCode, string Output, string Errors) Call(string sample, string[] options)
    {
        var (console, consoleErrors) = (Console.Out, Console.Error);
        using var output = new StringWriter();
        using var errors = new StringWriter();
        Console.SetOut(output);
        Console.SetError(errors);
        try
        {
            return ((int)Assembly.Load(sample).EntryPoint!.Invoke(null, [options])!, output.ToString(), errors.ToString());
        }
        finally
        {
            Console.SetOut(console);
            Console.SetError(consoleErrors);
        }
    }

    private void AssertPictures(params string[] names) =>
        Assert.Equal(names, Directory.GetFiles(_folder, "*.png").Select(Path.GetFileName).Order());
}
