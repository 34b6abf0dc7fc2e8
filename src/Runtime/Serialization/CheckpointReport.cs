using System.Collections.Generic;

namespace NetGen;

/// <summary>Whether training that goes on from a checkpoint does so bit for bit as if it had not stopped.</summary>
public sealed class CheckpointReport
{
    internal CheckpointReport(string path, long step, IReadOnlyList<string> differences) => (Path, Step, Differences) = (path, step, differences);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Updates made before it was written.</summary>
    public long Step { get; }

    /// <summary>What was different when the checkpoint was written, and makes the results differ: another version of NetGen, another kind of machine, other settings. One sentence each.</summary>
    public IReadOnlyList<string> Differences { get; }

    /// <summary>Whether nothing was different.</summary>
    public bool IsExact => Differences.Count == 0;

    /// <summary>One line for the file and for each difference.</summary>
    public override string ToString() => string.Join('\n', [$"Went on from '{Path}' after {Step} updates.", .. Differences]);
}
