using System;
using System.IO;

namespace NetGen.Package.Tests;

/// <summary>A user's project, outside the repository, that references the package.</summary>
internal sealed class Consumer
{
    private readonly string _directory;
    private readonly string _framework;

    // The native compiler of .NET 9 serves every machine that has the .NET 10 SDK.
    public Consumer(PackageFixture package, string framework = "net9.0")
    {
        _framework = framework;
        _directory = Directory.CreateDirectory(Path.Combine(package.Root, Guid.NewGuid().ToString("N"))).FullName;
        var sources = Path.Combine(PackageFixture.SourceDirectory(), "Consumer");
        foreach (var source in Directory.GetFiles(sources, "*", SearchOption.AllDirectories))
        {
            var copy = new FileInfo(Path.Combine(_directory, Path.GetRelativePath(sources, source)));
            copy.Directory!.Create();
            File.WriteAllText(copy.FullName, File.ReadAllText(source)
                .Replace("NETGEN_VERSION", package.Version, StringComparison.Ordinal)
                .Replace("NETGEN_FRAMEWORK", framework, StringComparison.Ordinal));
        }

        // Packages already on this machine are used where they are; the package under test never gets among them.
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        File.WriteAllText(Path.Combine(_directory, "NuGet.config"), $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="{package.Packages}" />
              </config>
              <fallbackPackageFolders>
                <clear />
                <add key="cache" value="{Directory.CreateDirectory(cache).FullName}" />
              </fallbackPackageFolders>
              <packageSources>
                <add key="local" value="{package.Feed}" />
              </packageSources>
            </configuration>
            """);
    }

    public CommandResult Restore() => DotNet.Run(_directory, "restore", AppProject);

    public CommandResult Build(params string[] properties) => DotNet.Run(_directory, ["build", "-tl:off", "-clp:NoSummary", .. properties]);

    /// <summary>Runs what <see cref="Build"/> built, under the JIT.</summary>
    public CommandResult RunManaged() =>
        DotNet.Run(_directory, Path.Combine("bin", "Debug", _framework, "Consumer.dll")).Succeeds();

    public CommandResult Publish(params string[] properties) =>
        DotNet.Run(_directory, ["publish", "-tl:off", "-clp:NoSummary", "-o", NativeDirectory, .. properties]);

    /// <summary>Runs what <see cref="Publish"/> published.</summary>
    public CommandResult RunNative() => DotNet.Execute(NativeProgram, _directory).Succeeds();

    public string NativeProgram => Path.Combine(NativeDirectory, OperatingSystem.IsWindows() ? "Consumer.exe" : "Consumer");

    /// <summary>The value of a property as a publish for <paramref name="runtime"/> would see it, here or in an app that references this project.</summary>
    public string Property(string name, string runtime, bool inApp, params string[] properties) =>
        DotNet.Run(_directory, ["msbuild", inApp ? AppProject : "Consumer.csproj", $"-getProperty:{name}", $"-p:RuntimeIdentifier={runtime}", .. properties]).Succeeds().Output.Trim();

    private static string AppProject => Path.Combine("App", "App.csproj");

    private string NativeDirectory => Path.Combine(_directory, "native");
}
