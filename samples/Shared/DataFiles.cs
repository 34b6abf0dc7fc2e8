using System;
using System.IO;

namespace NetGen.Samples;

/// <summary>Files that the command line names.</summary>
public static class DataFiles
{
    /// <summary>A file as it is named, or if there is none and the path is relative, that one in the folder of the environment variable NETGEN_DATA.</summary>
    public static string Find(string path) =>
        !File.Exists(path) && Environment.GetEnvironmentVariable("NETGEN_DATA") is { Length: > 0 } folder ? Path.Combine(folder, path) : path;
}
