using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading;
using Xunit;

namespace NetGen.Integration.Tests.Training;

/// <summary>A training that is killed at random moments, most of them during the write of a checkpoint, ends as one that is left alone.</summary>
public sealed class KillTests : IDisposable
{
    private const int ExitLimit = 60_000;

    private readonly string _directory = Directory.CreateTempSubdirectory("netgen-kill-").FullName;
    private readonly Random _random = new(Environment.TickCount);

    /// <summary>NETGEN_KILLS sets another number.</summary>
    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("NETGEN_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 15;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Killed_training_ends_as_undisturbed_training()
    {
        var expected = Finish(Path.Combine(_directory, "undisturbed"));
        var kills = 0;
        for (var round = 0; kills < Kills; round++)
        {
            var path = Path.Combine(_directory, $"killed{round}");
            while (kills < Kills && Killed(path))
                kills++;
            Assert.Equal(expected, Finish(path));
            Assert.False(File.Exists(path + ".tmp"));
        }
    }

    /// <summary>Lets the training run for a moment; false if it came to its end before it was killed.</summary>
    private bool Killed(string path)
    {
        using var process = Start(path);
        Assert.Equal("training", process.StandardOutput.ReadLine());
        Thread.Sleep(_random.Next(400));
        if (process.HasExited)
            return false;
        process.Kill();
        Assert.True(process.WaitForExit(ExitLimit));
        return process.ExitCode != 0;
    }

    private static string Finish(string path)
    {
        using var process = Start(path);
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(ExitLimit));
        Assert.True(process.ExitCode == 0, output);
        return output;
    }

    private static Process Start(string path)
    {
        // tests/Integration.Tests/bin/Release/net10.0 -> tests/InterruptedTraining/bin/Release/net10.0
        var program = AppContext.BaseDirectory.Replace("Integration.Tests", "InterruptedTraining", StringComparison.Ordinal);
        return Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Path.Combine(program, "InterruptedTraining.dll"), path]) { RedirectStandardOutput = true })!;
    }
}
