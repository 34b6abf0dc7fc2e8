using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace NetGen.Package.Tests;

[Collection(PackageCollection.Name)]
public sealed class PackageContentTests(PackageFixture package)
{
    [Fact]
    public void Package_has_the_library_the_analyzers_and_the_build_targets()
    {
        using var archive = ZipFile.OpenRead(package.PackagePath);
        string[] ours = ["NetGen.nuspec", "README.md", "analyzers", "build", "buildTransitive", "lib"];
        var files = archive.Entries.Select(entry => entry.FullName).Where(name => ours.Contains(name.Split('/')[0]));
        Assert.Equal(
            [
                "NetGen.nuspec",
                "README.md",
                "analyzers/dotnet/cs/NetGen.CodeFixes.dll",
                "analyzers/dotnet/cs/NetGen.Generator.dll",
                "build/NetGen.targets",
                "buildTransitive/NetGen.targets",
                "lib/net10.0/NetGen.dll",
                "lib/net10.0/NetGen.xml",
                "lib/net9.0/NetGen.dll",
                "lib/net9.0/NetGen.xml",
            ],
            files.Order(System.StringComparer.Ordinal));
    }

    [Fact]
    public void Package_depends_on_nothing()
    {
        var metadata = Metadata();
        Assert.DoesNotContain(metadata.Descendants(), element => element.Name.LocalName is "dependency" or "frameworkReference");
        Assert.Equal(["net10.0", "net9.0"], metadata.Descendants().Where(element => element.Name.LocalName == "group").Select(element => element.Attribute("targetFramework")!.Value));
    }

    [Theory]
    [InlineData("id", "NetGen")]
    [InlineData("license", "MIT")]
    [InlineData("readme", "README.md")]
    public void Package_says_what_it_is(string element, string value) =>
        Assert.Equal(value, Metadata().Descendants().Single(candidate => candidate.Name.LocalName == element).Value);

    [Fact]
    public void Symbols_are_beside_the_package()
    {
        using var archive = ZipFile.OpenRead(Path.ChangeExtension(package.PackagePath, ".snupkg"));
        Assert.Equal(["lib/net10.0/NetGen.pdb", "lib/net9.0/NetGen.pdb"], archive.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("lib/", System.StringComparison.Ordinal)).Order());
    }

    private XElement Metadata()
    {
        using var archive = ZipFile.OpenRead(package.PackagePath);
        using var stream = archive.GetEntry("NetGen.nuspec")!.Open();
        return XElement.Load(stream);
    }
}
