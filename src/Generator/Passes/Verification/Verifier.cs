using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Passes.Verification;

/// <summary>
/// Stops the compiler at the pass that has made something malformed, rather than at a wrong number much later. Runs in Debug builds and in tests.
/// </summary>
internal static class Verifier
{
    /// <summary>Problems that one message names.</summary>
    private const int Most = 5;

    /// <summary>Tests set it in Release builds, too.</summary>
    public static bool IsOn { get; set; } =
#if DEBUG
        true;
#else
        false;
#endif

    /// <summary>Throws if the pass has left anything malformed.</summary>
    public static void Check(PassResult result)
    {
        var problems = Problems(result).Take(Most).ToList();
        if (problems.Count > 0)
        {
            throw new InvalidOperationException($"After the pass '{result.Pass}' of {result.Program}: {string.Join("; ", problems)}");
        }
    }

    private static IEnumerable<string> Problems(PassResult result)
    {
        if (result.Kernels is not { } kernels)
        {
            return GraphVerifier.Problems([.. result.Roots.Select(root => root.Node)], result.Given.ContainsKey);
        }

        var problems = KernelVerifier.Problems(kernels, [.. result.Given.Values], [.. result.Roots.Select(root => root.Destination)]);
        return result.Memory is { } memory ? problems.Concat(MemoryVerifier.Problems(kernels, memory, result.Kept, result.Whole)) : problems;
    }
}
