using System;
using System.Collections.Generic;
using System.Text;

namespace NetGen;

/// <summary>A safetensors file is malformed, or does not hold the parameters of the network that it is loaded into. Nothing has been loaded.</summary>
public sealed class SafetensorsException : FormatException
{
    private const int MostShown = 20;

    internal SafetensorsException(string file, IReadOnlyList<string> problems, Exception? cause = null)
        : base(Describe(file, problems), cause)
        => (File, Problems) = (file, problems);

    internal SafetensorsException(string file, string problem, Exception? cause = null)
        : this(file, [problem], cause)
    {
    }

    /// <summary>The file's path, or <c>stream</c> or <c>bytes</c>.</summary>
    public string File { get; }

    /// <summary>All that is wrong, one sentence each; <see cref="Exception.Message"/> shows the first twenty.</summary>
    public IReadOnlyList<string> Problems { get; }

    private static string Describe(string file, IReadOnlyList<string> problems)
    {
        if (problems.Count == 1)
            return $"{file}: {problems[0]}.";
        var text = new StringBuilder($"{file}: {problems.Count} problems:");
        for (var i = 0; i < problems.Count && i < MostShown; i++)
            text.Append("\n  ").Append(problems[i]);
        return problems.Count > MostShown ? text.Append($"\n  and {problems.Count - MostShown} more").ToString() : text.ToString();
    }
}
