using System;
using System.IO;
using Xunit;

namespace NetGen.Testing;

/// <summary>Data sets that are too large or too foreign for the repository: in the directory NETGEN_DATA, else in <c>../shared/data</c> beside the checkout.</summary>
internal static class TestData
{
    /// <summary>The full path of a directory of the data, or null where it is not present.</summary>
    public static string? Find(string directory)
    {
        if (Environment.GetEnvironmentVariable("NETGEN_DATA") is { Length: > 0 } root)
            return Existing(Path.Combine(root, directory));
        for (var parent = new DirectoryInfo(AppContext.BaseDirectory).Parent; parent?.Parent is not null; parent = parent.Parent)
        {
            if (Existing(Path.Combine(parent.Parent.FullName, "shared", "data", directory)) is { } path)
                return path;
        }

        return null;
    }

    private static string? Existing(string path) => Directory.Exists(path) ? path : null;
}

/// <summary>A test that is skipped where its data is not present.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute(string directory)
    {
        if (TestData.Find(directory) is null)
            Skip = $"Needs the data '{directory}': set NETGEN_DATA.";
    }
}

/// <summary>A test with parameters that is skipped where its data is not present.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DataTheoryAttribute : TheoryAttribute
{
    public DataTheoryAttribute(string directory)
    {
        if (TestData.Find(directory) is null)
            Skip = $"Needs the data '{directory}': set NETGEN_DATA.";
    }
}
