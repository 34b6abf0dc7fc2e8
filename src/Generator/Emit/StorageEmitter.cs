using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;
using NetGen.Generator.Layers;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Emit;

/// <summary>Prints where values live, in the workspace, among states, parameters and gradients, and how much of each there is.</summary>
/// <param name="programs">Programs that share the class; one runs at a time, so they share the workspace.</param>
internal sealed class StorageEmitter(Target target, NetworkGraph network, ParameterPlaces places, IReadOnlyList<KernelProgram> programs)
{
    private string View => target.View(ElementType.Real);

    /// <summary>Elements of the workspace as C# over the largest sizes, which are parameters.</summary>
    public string WorkspaceLength => programs
        .Select(program => program.Memory.Length)
        .Where(length => !length.IsZero)
        .Distinct()
        .Select(length => Long(length, InSegments ? symbol => symbol == "Batch" ? "batchSize" : "segmentSteps" : MaxParameter))
        .DefaultIfEmpty("0")
        .Aggregate((most, length) => $"global::System.Math.Max({most}, {length})");

    /// <summary>The workspace holds the steps of a segment.</summary>
    private bool InSegments { get; } = programs.Any(program => program.Segments is not null);

    /// <summary>Names for the largest sizes, and for the places of values: workspace, parameters, gradients.</summary>
    public void Emit(CodeWriter writer)
    {
        var buffers = programs.SelectMany(program => program.AllKernels).SelectMany(kernel => kernel.Touched).Select(buffer => buffer.Root).Distinct().ToList();
        var times = network.Times;
        for (int k = 0; k < times.Count; k++)
        {
            if (times[k].Name.Length > 0)
            {
                writer.Line();
                writer.Summary($"Most time steps of {times[k].Name} in one call.");
                writer.Line($"public int {times[k].LongestProperty} => LongestOf(time: {k});");
            }
        }

        writer.Line();
        writer.Line("// Where values live. In the workspace, of n samples:");
        foreach (var buffer in buffers.Where(b => b.Kind == BufferKind.Workspace))
        {
            string offset = Long(Offset(buffer), InSegments ? symbol => symbol == "Batch" ? "MaxBatch" : "RecomputeEvery" : MaxProperty);
            string sizes = string.Join(", ", ProgramEmitter.SizesOf(buffer).Select(size => $"int {size}"));
            writer.Line($"private {View} {buffer.Name}{(sizes.Length == 0 ? "" : $"({sizes})")} => Workspace({offset}, {ProgramEmitter.Size(buffer.Shape.Count)});");
        }

        var states = buffers.Where(b => b.Kind == BufferKind.State).GroupBy(b => b.Name).Select(g => g.First()).ToList();
        if (states.Count > 0)
        {
            writer.Line();
            writer.Line("// States that are kept from call to call:");
            foreach (var state in states)
            {
                writer.Line($"private {View} {state.Name}(int n) => Carried({Long(StateOffset(state.Name), MaxProperty)}, {ProgramEmitter.Size(state.Shape.Count)});");
            }
        }

        Segment(writer, "Parameters:", buffers.Where(b => b.Kind == BufferKind.Parameter), "Parameter", places.OfParameter);
        Segment(writer, "Their derivatives:", buffers.Where(b => b.Kind == BufferKind.Gradient), "Gradient", places.OfParameter);
    }

    /// <summary>The call that makes room for lengths and states.</summary>
    public static string HoldSequences(NetworkGraph network) =>
        $"HoldSequences([{string.Join(", ", network.Times.Select(time => time.Longest))}], units: [{string.Join(", ", network.States.Select(state => CSharp.PerSample(state.Shape)))}]);";

    private Dimension StateOffset(string name) => network.States.TakeWhile(s => s.Name != name).Select(s => s.Shape.Count).Aggregate(Dimension.Zero, (a, b) => a + b);

    private Dimension Offset(Buffer buffer)
    {
        return programs.First(program => program.Memory.Offsets.ContainsKey(buffer)).Memory.Offsets[buffer];
    }

    private void Segment(CodeWriter writer, string title, IEnumerable<Buffer> buffers, string method, Func<int, int> place)
    {
        var ordered = buffers.GroupBy(b => b.Name).Select(g => g.First()).OrderBy(b => place(b.Parameter)).ToList();
        if (ordered.Count == 0)
        {
            return;
        }

        writer.Line();
        writer.Line($"// {title}");
        foreach (var buffer in ordered)
        {
            writer.Line($"private {View} {buffer.Name} => {method}({place(buffer.Parameter)}, {buffer.Shape.Count.Value});");
        }
    }

    private static string MaxParameter(string symbol) => symbol == "Batch" ? "maxBatch" : TimeAxis.OfSymbol(symbol).Longest;

    private static string MaxProperty(string symbol) => symbol == "Batch" ? "MaxBatch" : TimeAxis.OfSymbol(symbol).LongestProperty;

    /// <summary>A size at its largest, over parameters of a constructor.</summary>
    public static string Largest(Dimension size) => Long(size, MaxParameter);

    private static string Long(Dimension size, Func<string, string> name)
    {
        string code = size.ToCode(name);
        return size.IsConstant ? code : string.Join(" + ", code.Split([" + "], StringSplitOptions.None).Select(term => char.IsLetter(term[0]) ? "(long)" + term : term));
    }
}
