using System;
using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Threading.Tasks;
using Xunit;

namespace NetGen.Integration.Tests.Execution;

/// <summary>
/// The tests of numbers again, in processes that may not use all of the processor: the widths of vectors are chosen once per process.
/// </summary>
[Collection("Alone")]
public sealed class InstructionSetTests
{
    private const string Subset = "FullyQualifiedName~OnlyWhatIsAllowed|FullyQualifiedName~LossAndGradients|FullyQualifiedName~PrecisionTests|FullyQualifiedName~OutputsAreKeras|FullyQualifiedName~SingleTrainingDoesNotDependOnThreads|FullyQualifiedName~SamplesThatAreNotNumbersHarmNoOther";

    /// <summary>Here nothing is forbidden; the processes below show that the switches switch.</summary>
    [Fact]
    public void OnlyWhatIsAllowedIsSupported()
    {
        Assert.False(IsForbidden("DOTNET_EnableAVX512") && Avx512F.IsSupported);
        Assert.False(IsForbidden("DOTNET_EnableAVX2") && Avx2.IsSupported);
        Assert.False(IsForbidden("DOTNET_EnableHWIntrinsic") && Vector128.IsHardwareAccelerated);

        static bool IsForbidden(string instructionSet) => Environment.GetEnvironmentVariable(instructionSet) == "0";
    }

    /// <summary>The runtime's switches; those for what the processor has not change nothing.</summary>
    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task NumbersAreRightWithout(string instructionSet)
    {
        var start = new ProcessStartInfo("dotnet", ["vstest", typeof(InstructionSetTests).Assembly.Location, $"--TestCaseFilter:{Subset}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[instructionSet] = "0";
        // A test host inside a test host has settings of its own.
        foreach (string name in new[] { "MSBUILD_EXE_PATH", "MSBuildSDKsPath", "VSTEST_HOST_DEBUG", "DOTNET_STARTUP_HOOKS" })
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        string text = await output + await error;
        Assert.True(process.ExitCode == 0, text);
        Assert.Contains("Passed:", text, StringComparison.Ordinal);
    }
}
