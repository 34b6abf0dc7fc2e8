using System.Linq;
using FeatureVisualization;
using Xunit;

namespace NetGen.Samples.Tests;

[Collection(nameof(WholeProcess))]
public sealed class FeatureVisualizationTests
{
    [Fact]
    public void Runs_from_its_command_line_to_its_pictures_and_results()
    {
        using var run = new SampleRun(typeof(Vgg).Assembly, "--epochs", "1", "--steps", "1", "--map", "3", "--threads", "2");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["activations.png", "filters.png", "vgg.safetensors"], run.Files);
        Assert.Equal(["objectiveStart", "objectiveEnd", "seconds", "allocatedBytes"], run.Results.EnumerateObject().Select(result => result.Name));
        Assert.True(run["objectiveEnd"] > run["objectiveStart"], $"{run["objectiveStart"]} became {run["objectiveEnd"]}");
        Assert.Equal(0, run["allocatedBytes"]);
    }

    [Fact]
    public void Growing_keeps_what_is_even_and_the_place_of_what_is_not()
    {
        float[] even = [.. Enumerable.Repeat(0.25f, 9)], corner = [1, 0, 0, 0, 0, 0, 0, 0, 0], grown = new float[36];

        Resizing.Grow(even, 3, grown, 6);
        Assert.All(grown, pixel => Assert.Equal(0.25f, pixel, 1e-6f));

        Resizing.Grow(corner, 3, grown, 6);
        Assert.Equal(grown.Max(), grown[0]);
        Assert.All(Enumerable.Range(0, 36).Where(k => k % 6 > 3 || k / 6 > 3), k => Assert.Equal(0, grown[k]));
    }
}
