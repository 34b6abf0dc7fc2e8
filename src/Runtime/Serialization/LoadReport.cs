using System.Collections.Generic;

namespace NetGen;

/// <summary>A tensor that is both in the network and in the file, but not as the same thing.</summary>
/// <param name="Name">Of the parameter and the tensor.</param>
/// <param name="Expected">Type and shape in the network, for example <c>F32 [84, 10]</c>.</param>
/// <param name="Found">Type and shape in the file.</param>
public sealed record TensorMismatch(string Name, string Expected, string Found);

/// <summary>What <see cref="Safetensors.LoadMatching{T}(ParameterSet{T}, string)"/> found: which parameters have the file's values now, and why the others have not.</summary>
public sealed class LoadReport
{
    internal LoadReport(IReadOnlyList<string> loaded, IReadOnlyList<string> missingInFile, IReadOnlyList<TensorMismatch> mismatches, IReadOnlyList<string> unusedInFile)
        => (Loaded, MissingInFile, Mismatches, UnusedInFile) = (loaded, missingInFile, mismatches, unusedInFile);

    /// <summary>Parameters that have been loaded.</summary>
    public IReadOnlyList<string> Loaded { get; }

    /// <summary>Parameters of the network that the file does not have; they keep their values.</summary>
    public IReadOnlyList<string> MissingInFile { get; }

    /// <summary>Parameters that the file has in another shape, or in a type that is not floating-point; they keep their values.</summary>
    public IReadOnlyList<TensorMismatch> Mismatches { get; }

    /// <summary>Tensors of the file that the network does not have.</summary>
    public IReadOnlyList<string> UnusedInFile { get; }

    /// <summary>All of it, one line each.</summary>
    public override string ToString() => string.Join('\n', [$"{Loaded.Count} parameters loaded", .. Problems()]);

    /// <summary>One sentence for each parameter not loaded and each tensor not used.</summary>
    internal List<string> Problems()
    {
        var problems = new List<string>();
        foreach (var name in MissingInFile)
            problems.Add($"parameter {TensorEntry.Quote(name)} of the network is not in the file");
        foreach (var mismatch in Mismatches)
            problems.Add($"tensor {TensorEntry.Quote(mismatch.Name)} should be {mismatch.Expected} but is {mismatch.Found}");
        foreach (var name in UnusedInFile)
            problems.Add($"tensor {TensorEntry.Quote(name)} of the file is not in the network");
        return problems;
    }
}
