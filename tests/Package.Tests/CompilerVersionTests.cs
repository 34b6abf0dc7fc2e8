using Xunit;

namespace NetGen.Package.Tests;

/// <summary>A compiler that cannot load the generator, or a language without partial properties, is one error that says what to do.</summary>
[Collection(PackageCollection.Name)]
public sealed class CompilerVersionTests(PackageFixture package)
{
    [Theory]
    [InlineData("-p:CompilerApiVersion=roslyn4.12", "NETGEN302: NetGen needs the C# compiler 4.14 or later")]
    [InlineData("-p:LangVersion=12", "NETGEN303: NetGen needs C# 13 or later")]
    [InlineData("-p:LangVersion=7.3", "NETGEN303: NetGen needs C# 13 or later")]
    public void Too_old_is_one_error(string property, string error)
    {
        var build = new Consumer(package).Build(property);

        Assert.NotEqual(0, build.ExitCode);
        Assert.StartsWith(error, Assert.Single(build.Errors), System.StringComparison.Ordinal);
        Assert.Empty(build.Warnings);
    }

    [Theory]
    [InlineData("-p:CompilerApiVersion=roslyn4.14")]
    [InlineData("-p:LangVersion=13")]
    [InlineData("-p:LangVersion=latest")]
    [InlineData("-p:LangVersion=preview")]
    public void New_enough_builds(string property) => Assert.Empty(new Consumer(package).Build(property).Succeeds().Warnings);
}
