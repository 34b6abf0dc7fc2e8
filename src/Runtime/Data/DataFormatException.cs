using System;

namespace NetGen;

/// <summary>A data file is malformed, or holds something else than was asked for.</summary>
public sealed class DataFormatException : FormatException
{
    internal DataFormatException(string file, string problem, Exception? cause = null)
        : base($"{file}: {problem}.", cause)
        => File = file;

    /// <summary>The file's path, or <c>stream</c>.</summary>
    public string File { get; }
}
