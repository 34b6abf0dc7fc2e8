using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;
using NetGen.Generator.Layers;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Emit;

/// <summary>The plan: what the network is and how it was compiled. It heads every generated file and is the text of <c>Summary</c>.</summary>
internal sealed class PlanWriter(CompiledNetwork compiled, CSharp csharp)
{
    private const int LongestExpression = 60;

    /// <summary>Of each program of the session, what its steps are computed with.</summary>
    private readonly List<ILookup<int, Kernel>> _forward = [.. compiled.Session.Select(program => program.Kernels.Take(program.Backward).ToLookup(kernel => kernel.Step))];

    private NetworkGraph Network => compiled.Network;

    /// <summary>Lines without comment marks.</summary>
    public IReadOnlyList<string> Lines()
    {
        var type = Network.Specification.Type;
        string name = type.Namespace.Length == 0 ? type.Name : $"{type.Namespace}.{type.Name}";
        long parameters = Network.Parameters.Sum(p => p.Shape.Count.Value);
        var lines = new List<string>
        {
            $"Network     {name}: {Named(Network.Entries[0].Inputs)} -> {Named(Network.Entries[0].Outputs)}, {(csharp.Real == "float" ? "float32" : "float64")}",
            $"Parameters  {CSharp.Grouped(parameters)} values    Multiply-adds  {CSharp.Grouped(MultiplyAdds())} per {(Network.HasTime ? "time step" : "sample")}",
            $"Workspace   {Memory(compiled.Session)} values for inference{(compiled.Trainings.Count > 0 ? $", {Memory(compiled.Trainings)} for training" : "")}",
        };
        if (compiled.Trainings.FirstOrDefault(training => training.Segments is not null) is { } inSegments)
        {
            lines.Add(Recomputed(inSegments));
        }

        lines.Add("");
        lines.AddRange(Table());
        return lines;
    }

    private static string Recomputed(KernelProgram training)
    {
        long Of(long steps) => training.Memory.Length.Evaluate(symbol => symbol == "Batch" ? 1 : steps);
        int states = training.Segments!.Units;
        return "Recomputed  in training, segment by segment of sqrt(steps) steps or as many as recomputeEvery says: " +
            $"batch * {states} values of states are kept between segments, so about sqrt(steps) * batch * {Of(2) - Of(1) + states} in all";
    }

    private IEnumerable<string> Table()
    {
        var rows = new List<string[]> { new[] { "step", "layer", "shape", "parameters", "computed as" } };
        rows.AddRange(Network.Steps.Where(step => (!step.IsLoss || step.Parameters.Count > 0) && step.Kind != "Parameter").Select(step => new[]
        {
            $"{step.Number}",
            step.Kind == Step.Expression ? Clipped($"{step.Name}: {step.Text}")
                : !LayerTable.Contains(step.Kind) || step.Path != step.Name ? $"{step.Path} ({step.Kind})" + string.Concat(step.Fused.Select(fused => " + " + fused))
                : string.Join(" + ", [step.Name == step.Kind || step.Name.StartsWith(LayerTable.Named(step.Kind).NameStem) ? step.Name : $"{step.Name} ({step.Kind})", .. step.Fused]),
            step.Kind == Step.Expression ? CSharp.SampleShape(step.Output) : $"{CSharp.SampleShape(step.Input)} -> {CSharp.SampleShape(step.Output)}",
            step.Parameters.Count == 0 ? "-" : string.Join(", ", step.Parameters.Select(p => $"{p.Letter} {p.Shape}")),
            ComputedAs(step),
        }));
        foreach (var loss in Network.Losses)
        {
            rows.Add(["loss", loss.Definition?.Kind ?? loss.Name, CSharp.SampleShape(loss.Step.Input), "-", loss.Formula + (loss.HasPenalties ? ", plus penalties of weights" : "")]);
        }

        int[] widths = [.. Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length))];
        foreach (var row in rows)
        {
            yield return "  " + string.Join("  ", row.Take(4).Select((cell, column) => cell.PadRight(widths[column]))) + "  " + row[4];
        }
    }

    private static string Named(IEnumerable<Node> values) =>
        string.Join(", ", values.Select(value => $"{value.Name} {CSharp.SampleShape(value.Shape)}").DefaultIfEmpty("nothing"));

    /// <summary>The table stays narrow enough to read.</summary>
    private static string Clipped(string text) => text.Length <= LongestExpression ? text : text.Substring(0, LongestExpression) + "...";

    /// <summary>How the layer came to be computed in inference: in the first method of the session that computes it.</summary>
    private string ComputedAs(Step step)
    {
        var kernels = _forward.Select(program => program[step.Number].ToList()).FirstOrDefault(own => own.Count > 0) ?? [];
        if (kernels.Count == 0)
        {
            return step.IsLoss ? "in a loss only" : step.Kind == LayerTable.Module ? "its layers, further down" :
                step.Input.Count.Equals(step.Output.Count) && step.Parameters.Count == 0 ? "nothing to compute in inference" : "part of another step";
        }

        return string.Join(", ", kernels.Select(Describe).GroupBy(text => text).Select(same => same.Count() == 1 ? same.Key : Several(same.Count(), same.Key)));
    }

    private static string Several(int count, string text)
    {
        string noun = text.Split(' ', ',')[0];
        return $"{count} {noun}{(noun.EndsWith("s", System.StringComparison.Ordinal) ? "es" : "s")}{text.Substring(noun.Length)}";
    }

    private string Describe(Kernel kernel) => kernel switch
    {
        CallKernel { Node.Op: Op.MatMul } call => "product" + End(call),
        CallKernel { Node.Op: Op.Convolution } call => "convolution" + End(call),
        CallKernel { Node.Op: Op.Gather } => "look-up of rows",
        CallKernel { Node.Op: Op.MaxPool or Op.AveragePool } => "pass over the windows",
        LoopKernel { HasReductions: true } => "loop over rows",
        ColumnKernel => "sum over rows",
        ScanKernel => "loop over time",
        _ => "loop over elements",
    };

    /// <summary>What is done to the sums while they are in registers: named by the parameters and the activations of the layers that end there.</summary>
    private string End(CallKernel call)
    {
        if (call.Epilogue is not { } epilogue)
        {
            return "";
        }

        var ends = epilogue.Body.Loads.Where(buffer => buffer.Kind == BufferKind.Parameter).Select(buffer => buffer.Name)
            .Concat(Network.Steps.Where(step => step.Number == call.Step).SelectMany(step => step.Fused))
            .ToList();
        return ends.Count == 0 ? " with an epilogue" : $", ending with {string.Join(" and ", ends)}";
    }

    /// <summary>Products and convolutions of one sample, or of one time step of it.</summary>
    private long MultiplyAdds() => compiled.Inference.AllKernels.OfType<CallKernel>().Sum(call => call.Node switch
    {
        { Op: Op.MatMul } node => (node.Shape.Count * node[0].Shape[node.Shape.Rank - 1]).Evaluate(_ => 1),
        { Op: Op.Convolution, Argument: ConvolutionArgument { Sizes: var s } } => (long)s.OutHeight * s.OutWidth * s.OutChannels * s.KernelHeight * s.KernelWidth * (s.InChannels / s.Groups),
        _ => 0,
    });

    /// <summary>Elements of the workspace that programs share, over the sizes it is made for.</summary>
    private static string Memory(IEnumerable<KernelProgram> programs) => programs.Select(program => program.Memory.Length).OrderByDescending(length => length.Nominal).First()
        .ToCode(symbol => symbol == "Batch" ? "batch" : programs.Any(program => program.Segments is not null) ? "segment" : TimeAxis.OfSymbol(symbol).Steps);
}
