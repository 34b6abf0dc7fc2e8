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

    /// <summary>Runs a sample in this process; its pictures go to a folder of the test.</summary>
    private JsonElement Run(string sample, params string[] options)
    {
        var (console, output) = (Console.Out, new StringWriter());
        Console.SetOut(output);
        try
        {
            var main = Assembly.Load(sample).EntryPoint!;
            Assert.Equal(0, main.Invoke(null, [(string[])[.. options, "--json", "--out", _folder]]));
        }
        finally
        {
            Console.SetOut(console);
        }

        using var json = JsonDocument.Parse(output.ToString().TrimEnd().Split('\n')[^1]);
        return json.RootElement.Clone();
    }

    private void AssertPictures(params string[] names) =>
        Assert.Equal(names, Directory.GetFiles(_folder, "*.png").Select(Path.GetFileName).Order());
}
