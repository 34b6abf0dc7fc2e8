using System.Collections.Generic;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Passes;

/// <summary>What a program is after one pass, for those who look on: the verifier, the listing.</summary>
/// <param name="Program">Inference, training...</param>
/// <param name="Roots">What the program computes.</param>
/// <param name="Given">Values that are in memory before it runs.</param>
internal sealed record PassResult(string Program, string Pass, IReadOnlyList<Root> Roots, IReadOnlyDictionary<Node, Buffer> Given)
{
    /// <summary>In the order in which they run; null while the program is a graph.</summary>
    public IReadOnlyList<Kernel>? Kernels { get; init; }

    /// <summary>Null until memory is planned.</summary>
    public MemoryPlan? Memory { get; init; }

    /// <summary>Of a program in segments: buffers that must be intact all the time, in whatever order and however often kernels run.</summary>
    public IReadOnlyCollection<Buffer> Whole { get; init; } = [];

    /// <summary>Buffers that must be intact when the program has run.</summary>
    public IReadOnlyCollection<Buffer> Kept { get; init; } = [];
}
