using System.IO;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Xunit;

namespace NetGen.Package.Tests;

/// <summary>A user's program builds and runs from the package alone.</summary>
[Collection(PackageCollection.Name)]
public sealed class ConsumerTests(PackageFixture package)
{
    // An app that trains, and has names for its stack traces; AotInferenceTests has the limit for one that predicts.
    private const long SizeLimit = 2_500_000;

    [Theory]
    [InlineData("net9.0")]
    [InlineData("net10.0")]
    public void Runs_under_the_JIT(string framework)
    {
        var consumer = new Consumer(package, framework);

        var build = consumer.Build("-p:PublishAot=false").Succeeds();

        Assert.Empty(build.Warnings);
        var run = consumer.RunManaged();
        AssertLearnsAndRemembers(run);
        Assert.Equal("True", run.Value("DynamicCode"));
    }

    [NativeFact]
    public void Publishes_as_a_small_native_app_with_wide_registers()
    {
        var consumer = new Consumer(package);

        var publish = consumer.Publish().Succeeds();

        Assert.Empty(publish.Warnings);
        Assert.InRange(new FileInfo(consumer.NativeProgram).Length, 1, SizeLimit);
        if (RuntimeInformation.OSArchitecture != Architecture.X64 || Avx2.IsSupported)
        {
            var run = consumer.RunNative();
            AssertLearnsAndRemembers(run);
            Assert.Equal("False", run.Value("DynamicCode"));
            Assert.Equal(Avx2.IsSupported.ToString(), run.Value("Vector256"));
            Assert.Equal(Fma.IsSupported.ToString(), run.Value("Fma"));
        }
    }

    [NativeFact]
    public void Opting_out_of_the_instruction_set_warns_and_runs_with_narrow_registers()
    {
        var consumer = new Consumer(package);

        var publish = consumer.Publish("-p:NetGenInstructionSet=none").Succeeds();

        if (RuntimeInformation.OSArchitecture == Architecture.X64)
        {
            Assert.StartsWith("NETGEN301: ", Assert.Single(publish.Warnings), System.StringComparison.Ordinal);
        }

        var run = consumer.RunNative();
        AssertLearnsAndRemembers(run);
        Assert.Equal("False", run.Value("Vector256"));
    }

    private static void AssertLearnsAndRemembers(CommandResult run)
    {
        Assert.Equal("0", run.Value("Allocated"));
        Assert.Equal("True", run.Value("LossFalls"));
        Assert.Equal("8 of 8", run.Value("Right"));
        Assert.Equal("True", run.Value("LoadedPredictsTheSame"));
    }
}
