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
    private static readonly string[] Reserved = ["n", "steps", "t", "i", "j", "k", "p", "q", "first", "last", "sum", "row", "column", "samples", "start", "key", "V"];

    /// <summary>What structs append to the name of their method.</summary>
    private static readonly string[] Structs = ["Loop", "Epilogue"];

    /// <param name="backward">Index of the first kernel of the backward pass.</param>
    /// <param name="suffix">Tells the programs of one class apart.</param>
    /// <param name="others">Kernels of the same class that have their names already.</param>
    public static void Name(IReadOnlyList<Kernel> kernels, int backward, NetworkGraph network, string suffix, IReadOnlyList<Kernel> others)
    {
        var values = new HashSet<string>(Reserved);
        values.UnionWith(network.Parameters.SelectMany(p => new[] { p.Letter, "d" + p.Letter }));
        values.UnionWith(others.SelectMany(k => k.Touched).Where(b => b.Kind == BufferKind.Workspace).Select(b => b.Name));
        var buffers = kernels.SelectMany(k => k.Touched).SelectMany(b => new[] { b.Root, b }).Distinct().ToList();
        values.UnionWith(buffers.Where(buffer => buffer.Kind is BufferKind.Input or BufferKind.Output).Select(buffer => buffer.Name));
        foreach (var buffer in buffers.Where(buffer => buffer.Kind == BufferKind.Workspace || buffer.Parent is not null))
        {
            buffer.Name = Unique(suffix.Length == 0 ? buffer.Name : $"{buffer.Name}_{suffix.ToLowerInvariant()}", values.Contains);
            values.Add(buffer.Name);
        }

        // Methods stand beside values, and their structs beside both.
        var methods = new HashSet<string>(ReservedNames.OfComputations) { network.Specification.Type.Name };
        methods.UnionWith(ReservedNames.OfMethods);
        methods.UnionWith(network.Steps.SelectMany(step => new[] { step.Name + "Sizes", step.Name + "Windows" }));
        methods.UnionWith(others.SelectMany(kernel => Structs.Select(suffix => kernel.Name + suffix).Append(kernel.Name)));
        bool IsTaken(string name) => methods.Contains(name) || values.Contains(name) || (name[0] == '_' && values.Contains(name.Substring(1)));
        string Method(string name)
        {
            string method = Unique(name, candidate => IsTaken(candidate) || Structs.Any(suffix => IsTaken(candidate + suffix)));
            methods.Add(method);
            methods.UnionWith(Structs.Select(suffix => method + suffix));
            return method;
        }

        var forwardKernels = kernels.Take(backward).GroupBy(kernel => kernel.Step).ToDictionary(ofStep => ofStep.Key, ofStep => ofStep.Count());
        for (int k = 0; k < kernels.Count; k++)
        {
            string step = StepName(kernels[k].Step, network);
            string written = kernels[k] is not ScanKernel ? Written(kernels[k]) : k < backward ? "steps" : "dsteps";
            bool several = forwardKernels.TryGetValue(kernels[k].Step, out int count) && count > 1;
            kernels[k].Name = Method(k < backward && !several ? step + suffix : WithSuffix($"{step}_{written}", suffix));
            foreach (var inner in kernels[k].Nested.Skip(1))
            {
                inner.Name = Method(WithSuffix($"{StepName(inner.Step, network)}_{Written(inner)}", suffix));
            }
        }
    }

    /// <summary>For a value that nobody named: what it is, and its layer.</summary>
    public static string Stem(Node node) => (node.Op switch
    {
        Op.MatMul => "product",
        Op.Convolution => "convolved",
        Op.MaxPool or Op.AveragePool => "pooled",
        Op.Sum or Op.SumOverTime => "sum",
        Op.Max => "max",
        Op.Min => "min",
        Op.Exp => "e",
        _ => "v",
    }) + node.Origin.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What a method writes may have the suffix in its name already.</summary>
    private static string WithSuffix(string name, string suffix) =>
        suffix.Length > 0 && name.EndsWith("_" + suffix.ToLowerInvariant(), System.StringComparison.Ordinal) ? name : name + suffix;

    /// <summary>The values a kernel is for: at most two, the last being what it leads to.</summary>
    private static string Written(Kernel kernel)
    {
        var names = kernel.Writes.Select(buffer => buffer.Name).ToList();
        return names.Count <= 2 ? string.Join("_", names) : names[names.Count - 1];
    }

    private static string StepName(int step, NetworkGraph network) =>
        network.StepOf(step) is { } known ? (known == network.Loss?.Step && network.Loss.Definition is not null ? known.Kind : known.Name) : "Shared";

    private static string Unique(string name, System.Func<string, bool> isTaken)
    {
        string candidate = name;
        for (int k = 2; isTaken(candidate); k++)
        {
            candidate = $"{name}_{k}";
        }

        return candidate;
    }
}
