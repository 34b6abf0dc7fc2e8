using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;
using NetGen.Generator.Layers;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Passes;

/// <summary>Names of methods and workspace values in generated code: unique in their class, and those of the layers they come from.</summary>
internal static class Naming
{
    /// <summary>Names that generated members and locals have already.</summary>
    private static readonly string[] Reserved = ["n", "i", "j", "k", "p", "q", "first", "last", "sum", "row", "column", "samples", "key", "V"];

    /// <param name="backward">Index of the first kernel of the backward pass.</param>
    public static void Name(IReadOnlyList<Kernel> kernels, int backward, NetworkGraph network)
    {
        var values = new HashSet<string>(Reserved);
        values.UnionWith(network.Parameters.SelectMany(p => new[] { p.Letter, "d" + p.Letter }));
        var buffers = kernels.SelectMany(k => k.Reads.Concat(k.Writes)).Distinct().ToList();
        values.UnionWith(buffers.Where(buffer => buffer.Kind is BufferKind.Input or BufferKind.Output).Select(buffer => buffer.Name));
        foreach (var buffer in buffers.Where(buffer => buffer.Kind == BufferKind.Workspace))
        {
            buffer.Name = Unique(buffer.Name, values);
        }

        // Methods stand beside values, and their structs beside both.
        var methods = new HashSet<string>(ReservedNames.OfComputations);
        methods.UnionWith(values);
        methods.UnionWith(network.Steps.SelectMany(step => new[] { step.Name + "Sizes", step.Name + "Windows" }));
        for (int k = 0; k < kernels.Count; k++)
        {
            string step = StepName(kernels[k].Step, network);
            string written = Written(kernels[k]);
            bool several = kernels.Take(backward).Count(other => other.Step == kernels[k].Step) > 1;
            kernels[k].Name = Unique(k < backward && !several ? step : $"{step}_{written}", methods, "Loop", "Epilogue");
        }
    }

    /// <summary>For a value that nobody named: what it is, and its layer.</summary>
    public static string Stem(Node node) => (node.Op switch
    {
        Op.MatMul => "product",
        Op.Convolution => "convolved",
        Op.MaxPool or Op.AveragePool => "pooled",
        Op.Sum => "sum",
        Op.Max => "max",
        Op.Min => "min",
        Op.Exp => "e",
        _ => "v",
    }) + node.Origin.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The values a kernel is for: at most two, the last being what it leads to.</summary>
    private static string Written(Kernel kernel)
    {
        var names = kernel.Writes.Select(buffer => buffer.Name).ToList();
        return names.Count <= 2 ? string.Join("_", names) : names[names.Count - 1];
    }

    private static string StepName(int step, NetworkGraph network) =>
        step == 0 ? "Shared"
        : step <= network.Steps.Count ? network.Steps[step - 1].Name
        : network.Loss!.Step.Kind;

    /// <param name="suffixes">What is appended to the name for names of other things.</param>
    private static string Unique(string name, HashSet<string> taken, params string[] suffixes)
    {
        string candidate = name;
        for (int k = 2; taken.Contains(candidate) || suffixes.Any(suffix => taken.Contains(candidate + suffix)); k++)
        {
            candidate = $"{name}_{k}";
        }

        taken.Add(candidate);
        taken.UnionWith(suffixes.Select(suffix => candidate + suffix));
        return candidate;
    }
}
