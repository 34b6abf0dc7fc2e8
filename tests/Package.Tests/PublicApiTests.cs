using System.IO;
using System.IO.Compression;
using System.Reflection;
using NetGen.Testing;
using Xunit;

namespace NetGen.Package.Tests;

/// <summary>What users can call changes only on purpose: a change shows in the verified file, and so in the review.</summary>
[Collection(PackageCollection.Name)]
public sealed class PublicApiTests(PackageFixture package)
{
    // One framework is enough: packing fails if the frameworks' surfaces are not compatible.
    [Fact]
    public void Public_surface_is_the_verified_one()
    {
        using var archive = ZipFile.OpenRead(package.PackagePath);
        using var library = archive.GetEntry("lib/net10.0/NetGen.dll")!.Open();
        using var bytes = new MemoryStream();
        library.CopyTo(bytes);

        Snapshot.Match(PublicApi.Print(Assembly.Load(bytes.ToArray())), "NetGen.txt");
    }
}
