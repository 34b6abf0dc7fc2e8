using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Emit;

/// <summary>
/// How a method of a session or trainer is called: with samples, or with sequences, whose time steps and lengths come along. Here is the only difference between the two that
/// sessions and trainers know.
/// </summary>
/// <param name="arguments">Inputs and targets of the method.</param>
internal sealed class CallSignature(Target target, NetworkGraph network, IReadOnlyList<Node> arguments)
{
    private IReadOnlyList<TimeAxis> Times { get; } = NetworkGraph.TimesOf(arguments);

    /// <summary>Time axes of the call whose lengths something needs.</summary>
    private IEnumerable<TimeAxis> WithLengths => Times.Where(network.Lengths.ContainsKey);

    private string Sample => Times.Count > 0 ? "sequence" : "sample";

    /// <summary>Of constructors and of the methods that make sessions and trainers.</summary>
    public string SizeDeclarations(string batch) => string.Join(", ", network.Times.Select(time => $"int {time.Longest}").Prepend($"int {batch}"));

    /// <summary>Sizes of the current call.</summary>
    public IReadOnlyList<string> Sizes => [.. Times.Select(time => time.Steps).Prepend("n")];

    public string SizeParameters => string.Join(", ", Sizes.Select(size => $"int {size}"));

    /// <summary>Parameters of a call.</summary>
    public string Inputs(IEnumerable<Node> nodes) => string.Join(", ", nodes.Select(Input));

    /// <summary>Of values that the caller gives, those and the lengths that come with them, as kernels read them.</summary>
    public IEnumerable<Node> Given(IEnumerable<Node> nodes) => nodes.Concat(WithLengths.Select(time => network.Lengths[time]));

    /// <summary>Parameters of the methods behind.</summary>
    public string Views(IEnumerable<Node> nodes) => string.Join(", ", Given(nodes).Select(node => $"{target.View(node.Type, written: false)} {node.Name}"));

    /// <summary>A span parameter.</summary>
    public string Input(Node node) => $"{CSharp.ReadOnlySpan}<{target.CSharp.Type(node.Type)}> {node.Name}";

    public string Output(Node node) => $"{CSharp.Span}<{target.CSharp.Real}> {node.Name}";

    /// <summary>The last parameters of public methods.</summary>
    public string OptionalLengths => string.Concat(Times.Select(time => $", {CSharp.ReadOnlySpan}<int> {time.Lengths} = default"));

    /// <summary>The same as arguments.</summary>
    public string LengthsPassedOn => string.Concat(Times.Select(time => ", " + time.Lengths));

    /// <summary>Finds the sizes of the call in its arguments and checks these.</summary>
    public void Begin(CodeWriter writer)
    {
        if (arguments.Count == 0)
        {
            writer.Line("int n = 1;");
            return;
        }

        var sized = new HashSet<Node>();
        var sample = Times.Count == 0 ? arguments[0] : arguments.FirstOrDefault(argument => CSharp.IsPerSample(argument.Shape) && CSharp.Samples(argument.Shape) == "n");
        if (sample is not null)
        {
            writer.Line($"int n = Samples({sample.Name}.Length, {CSharp.PerSample(sample.Shape)}, nameof({sample.Name}));");
            CheckClasses(writer, sample);
            sized.Add(sample);
        }

        foreach (var time in Times)
        {
            var sequence = arguments.First(argument => argument.Shape.Rank > 1 && time == TimeAxis.Of(argument.Shape[1]));
            string length = $"{sequence.Name}.Length, {CSharp.PerSample(sequence.Shape)}";
            int index = network.Times.ToList().IndexOf(time);
            writer.Line(sized.Count == 0
                ? $"int n = Sequences({length}, nameof({sequence.Name}), {time.Lengths}, out int {time.Steps}{(index > 0 ? $", time: {index}" : "")});"
                : $"int {time.Steps} = StepsOf(n, {length}, nameof({sequence.Name}), {time.Lengths}, time: {index});");
            CheckClasses(writer, sequence);
            writer.Line($"{time.Lengths} = Lengths({time.Lengths}, n, {time.Steps}{(index > 0 ? $", time: {index}" : "")});");
            sized.Add(sequence);
        }

        foreach (var further in arguments.Where(argument => !sized.Contains(argument)))
        {
            Check(writer, further);
        }
    }

    /// <summary>Checks a further argument.</summary>
    /// <param name="name">What the caller knows it as, if not by its own name.</param>
    public void Check(CodeWriter writer, Node argument, string? name = null)
    {
        CheckLength(writer, argument.Shape, name ?? argument.Name!);
        CheckClasses(writer, argument);
    }

    /// <summary>Checks that an argument has room for a shape.</summary>
    public static void CheckLength(CodeWriter writer, Shape shape, string name) =>
        writer.Line(CSharp.IsPerSample(shape)
            ? $"Check({name}.Length, {CSharp.Samples(shape)}, {CSharp.PerSample(shape)}, nameof({name}));"
            : $"Check({name}.Length, 1, {shape.Count.ToCode(_ => "n")}, nameof({name}));");

    /// <summary>Documentation of the parameters of a call.</summary>
    public void Document(CodeWriter writer, params Node[] parameters)
    {
        foreach (var node in parameters)
        {
            writer.Parameter(node.Name!, node.Type == ElementType.Integer
                ? $"Integers from 0 to {node.ArgumentAs<InputArgument>().Classes - 1}, {CSharp.SampleShape(node.Shape)} per {Sample}."
                : CSharp.IsPerSample(node.Shape) ? $"{CSharp.SampleShape(node.Shape)} per {Sample}." : $"{CSharp.SampleShape(node.Shape)}.");
        }

        foreach (var time in Times)
        {
            string of = time.Name.Length == 0 ? "sequence" : time.Name;
            writer.Parameter(time.Lengths, $"Time steps of each {of}; what follows is padding. By default {(arguments.Any(argument => CSharp.Samples(argument.Shape) == "n") ? "all are" : "MaxBatch sequences")} without padding.");
        }
    }

    private static void CheckClasses(CodeWriter writer, Node argument)
    {
        if (argument is { Type: ElementType.Integer, Argument: InputArgument { Classes: > 0 and int classes, Ignored: var ignored } })
        {
            writer.Line($"CheckClasses({argument.Name}, {classes}, nameof({argument.Name}){(ignored is { } label ? $", ignored: {label.ToString(CultureInfo.InvariantCulture)}" : "")});");
        }
    }
}
