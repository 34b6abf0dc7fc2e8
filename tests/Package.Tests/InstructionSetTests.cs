using Xunit;

namespace NetGen.Package.Tests;

/// <summary>What the package's build targets tell the native compiler.</summary>
[Collection(PackageCollection.Name)]
public sealed class InstructionSetTests(PackageFixture package)
{
    private const string Avx2 = "avx2,bmi,bmi2,lzcnt,movbe,popcnt,fma";

    [Theory]
    [InlineData("linux-x64", null, Avx2)]
    [InlineData("win-x64", null, Avx2)]
    [InlineData("linux-musl-x64", null, Avx2)]
    [InlineData("linux-arm64", null, "")]
    [InlineData("linux-x64", "-p:PublishAot=false", "")]
    [InlineData("linux-x64", "-p:NetGenInstructionSet=none", "")]
    [InlineData("linux-x64", "-p:NetGenInstructionSet=native", "native")]
    [InlineData("linux-x64", "-p:IlcInstructionSet=sse4.2", "sse4.2")]
    public void Native_compiler_is_told_the_instruction_set(string runtime, string? property, string expected) =>
        Assert.Equal(expected, package.RestoredConsumer.Property("IlcInstructionSet", runtime, inApp: false, property is null ? [] : [property]));

    [Fact]
    public void An_app_that_has_its_networks_from_another_project_is_told_too() =>
        Assert.Equal(Avx2, package.RestoredConsumer.Property("IlcInstructionSet", "linux-x64", inApp: true));
}
