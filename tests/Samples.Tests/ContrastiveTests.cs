using System;
using System.Linq;
using Contrastive;
using Xunit;

namespace NetGen.Samples.Tests;

[Collection(nameof(WholeProcess))]
public sealed class ContrastiveTests
{
    [Fact]
    public void Runs_from_its_command_line_to_its_pictures_and_results()
    {
        using var run = new SampleRun(typeof(DigitEncoder).Assembly, "--steps", "20", "--epochs", "2", "--label-epochs", "1", "--threads", "2");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["depth.png", "encoder.safetensors", "neighbours.png", "pairs.png"], run.Files);
        Assert.Equal(["disparityCorrelation", "accuracy1Percent", "supervised1Percent", "accuracy100Percent", "supervised100Percent", "seconds", "allocatedBytes"], run.Results.EnumerateObject().Select(result => result.Name));
        Assert.All(["disparityCorrelation", "accuracy1Percent", "supervised1Percent", "accuracy100Percent", "supervised100Percent"], result => Assert.InRange(run[result], 0, 1));
        Assert.Equal(0, run["allocatedBytes"]);
    }

    /// <summary>The right eye's picture is the left eye's, moved by the disparity: of the shifts, the true one makes them most alike.</summary>
    [Fact]
    public void Eyes_see_the_same_dots_apart_by_the_disparity()
    {
        var strips = new StereoStrips(60, new Random(1));
        double sum = 0;
        for (int k = 0; k < 200; k++)
        {
            strips.Next();
            double best = new[] { -1, 0, 1 }.MinBy(shift => Enumerable.Range(20, 20).Sum(pixel => Math.Pow(strips.Right[pixel + shift] - strips.Left[pixel], 2)));
            sum += best * strips.Disparity(29.5);
        }

        Assert.True(sum / 200 > 0.2, $"Mean product of the best shift and the disparity: {sum / 200}");
    }
}
