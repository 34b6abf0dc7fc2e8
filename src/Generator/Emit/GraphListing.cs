using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Emit;

/// <summary>A graph as text: one value per line, inputs before users.</summary>
internal static class GraphListing
{
    public static IEnumerable<string> Lines(IReadOnlyList<Root> roots)
    {
        var order = Node.Reachable(roots.Select(root => root.Node));
        var listed = new HashSet<Node>(order);
        foreach (string line in order.SelectMany(node => Lines(node, listed, "  ")))
        {
            yield return line;
        }

        yield return $"  wanted: {string.Join(", ", roots.Select(root => $"{root.Destination.Name} = %{root.Node.Id}"))}";
    }

    public static string Text(Shape shape) => shape.Rank == 0 ? "scalar" : string.Join(" x ", shape.Select(extent => extent.ToString() is var text && text.Contains(' ') ? $"({text})" : text));

    private static IEnumerable<string> Lines(Node node, HashSet<Node> listed, string indent)
    {
        string inputs = string.Join(", ", node.Inputs.Select(input => "%" + input.Id.ToString(CultureInfo.InvariantCulture)));
        string settings = Settings(node.Argument);
        string arguments = inputs.Length > 0 && settings.Length > 0 ? $"{inputs}; {settings}" : inputs + settings;
        string head = $"{indent}%{node.Id} = {node.Op}({arguments}) : {Text(node.Shape)}";
        yield return $"{head,-72}  {(node.Origin == 0 ? "" : $"step {node.Origin}"),-7}  {node.Name}".TrimEnd();
        if (node.Argument is ScanLoop loop && node.Op == Op.Scan)
        {
            foreach (string line in Node.Reachable(loop.NextStates.Concat(loop.Outputs)).Where(listed.Add).SelectMany(inner => Lines(inner, listed, indent + "    ")))
            {
                yield return line;
            }

            yield return $"{indent}    next: {Ids(loop.NextStates)}; kept for every step: {Ids(loop.Outputs)}";
        }
    }

    private static string Ids(IEnumerable<Node> nodes) => string.Join(", ", nodes.Select(node => "%" + node.Id.ToString(CultureInfo.InvariantCulture)).DefaultIfEmpty("nothing"));

    private static string Settings(object? argument) => argument switch
    {
        null => "",
        double value => CSharp.Number(value),
        InputArgument input => input.Classes > 0 ? $"{input.Name}, {input.Classes} classes" : input.Name,
        ParameterArgument parameter => parameter.Path,
        RandomArgument random => $"stream {random.Stream}, word {random.Word}",
        ExtentArgument { Reciprocal: true } extent => $"{CSharp.Number(extent.Factor)} / {extent.Extent}",
        ExtentArgument extent => $"{CSharp.Number(extent.Factor)} * {extent.Extent}",
        AxesArgument axes => $"axes {axes.Axes}",
        AxisArgument axis => $"axis {axis.Axis}",
        SliceArgument slice => $"from {slice.Starts}",
        PadArgument pad => $"before {pad.Before}",
        MatMulArgument product => string.Join(", ", new[] { product.TransposeA ? "first transposed" : "", product.TransposeB ? "second transposed" : "" }.Where(text => text.Length > 0)),
        ConvolutionArgument { Sizes: var s } convolution =>
            $"{(convolution.Form == ConvolutionForm.Forward ? "" : $"of the {convolution.Form.ToString().ToLowerInvariant()}, ")}{Window(s.KernelHeight, s.KernelWidth, s.StrideHeight, s.StrideWidth, s.PadTop, s.PadLeft)}"
            + (s.DilationHeight * s.DilationWidth == 1 ? "" : $", dilation {s.DilationHeight}x{s.DilationWidth}") + (s.Groups == 1 ? "" : $", {s.Groups} groups"),
        PoolingSizes s => Window(s.WindowHeight, s.WindowWidth, s.StrideHeight, s.StrideWidth, s.PadTop, s.PadLeft),
        LoopInputArgument leaf => leaf.ToString(),
        ScanOutputArgument output => output.IsFinal ? $"state {output.Index} at the end" : $"value {output.Index} of every step",
        ScanLoop loop => $"{loop.Steps.Count} sequences, {loop.States.Count} states, over {loop.Time}{(loop.Reverse ? " backwards" : "")}",
        _ => argument.ToString() ?? "",
    };

    private static string Window(int height, int width, int strideHeight, int strideWidth, int padTop, int padLeft) =>
        $"{height}x{width}" + (strideHeight * strideWidth == 1 ? "" : $", stride {strideHeight}x{strideWidth}") + (padTop + padLeft == 0 ? "" : $", {padTop} cells above, {padLeft} on the left");
}
