using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Xunit;

namespace NetGen.Package.Tests;

/// <summary>The sample that predicts in a native app.</summary>
[Collection(PackageCollection.Name)]
public sealed class AotInferenceTests(PackageFixture package)
{
    private const long TwoMegabytes = 2_000_000;

    [NativeFact]
    public void Publishes_small_without_a_warning_and_predicts()
    {
        var repository = Path.GetFullPath("../..", PackageFixture.SourceDirectory());
        // Outside the repository: other tests build the sample's projects at the same time.
        var artifacts = Path.Combine(package.Root, "AotInference");
        var native = Path.Combine(artifacts, "native");

        var publish = DotNet.Run(
            repository,
            "publish", Path.Combine("samples", "AotInference"), "-c", "Release", "-tl:off", "-clp:NoSummary", "-p:TargetFrameworks=net9.0", "-p:EmitCompilerGeneratedFiles=false",
            "--artifacts-path", artifacts, "-o", native).Succeeds();

        Assert.Empty(publish.Warnings);
        var program = Assert.Single(Directory.GetFiles(native));
        Assert.InRange(new FileInfo(program).Length, 1, TwoMegabytes);
        if (RuntimeInformation.OSArchitecture != Architecture.X64 || Avx2.IsSupported)
        {
            var run = DotNet.Execute(program, artifacts).Succeeds();
            var lines = run.Output.Split('\n');
            Assert.Equal(Enumerable.Range(0, 10).Select(digit => $"a {digit} is taken for {digit}"), lines.Take(10).Select(line => line.Split(" with ")[0]));
            Assert.Contains("10 of 10 right", lines);
            Assert.Equal(Avx2.IsSupported.ToString(), run.Value("256-bit registers"));
        }
    }
}
