using System;
using System.Diagnostics;
using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace NetGen.Package.Tests;

/// <summary>Packs the library once, under a version that no cache has seen, into a feed outside the repository.</summary>
public sealed class PackageFixture : IDisposable
{
    private readonly Lazy<Consumer> _restoredConsumer;

    public PackageFixture()
    {
        Version = $"0.1.0-test.{Stopwatch.GetTimestamp()}";
        Root = Directory.CreateTempSubdirectory("netgen-package-").FullName;
        Feed = Path.Combine(Root, "feed");
        var configuration = typeof(PackageFixture).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        DotNet.Run(
            Path.GetFullPath("../../src/Runtime", SourceDirectory()),
            "pack", "--no-build", "-c", configuration, "-o", Feed, $"-p:PackageVersion={Version}").Succeeds();
        _restoredConsumer = new(() =>
        {
            var consumer = new Consumer(this);
            consumer.Restore().Succeeds();
            return consumer;
        });
    }

    /// <summary>The version that was packed.</summary>
    public string Version { get; }

    /// <summary>A temporary directory, removed after the tests.</summary>
    public string Root { get; }

    /// <summary>The local feed.</summary>
    public string Feed { get; }

    /// <summary>The packed file.</summary>
    public string PackagePath => Path.Combine(Feed, $"NetGen.{Version}.nupkg");

    /// <summary>Packages that the consumers restore and that this machine's cache lacks: above all the one under test.</summary>
    internal string Packages => Path.Combine(Root, "packages");

    /// <summary>A restored project, to ask for properties.</summary>
    internal Consumer RestoredConsumer => _restoredConsumer.Value;

    internal static string SourceDirectory([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

/// <summary>All tests of the package share one package and run one after another: each is a build.</summary>
[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackageFixture>
{
    public const string Name = "The package";
}
