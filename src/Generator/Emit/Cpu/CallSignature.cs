using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Emit.Cpu;

/// <summary>
/// How a network is called: with samples, or with sequences, whose time steps and lengths come along. Here is the only difference between the two that
/// sessions and trainers know.
/// </summary>
internal sealed class CallSignature(CSharp csharp, NetworkGraph network)
{
    private bool HasTime => network.HasTime;

    private bool HasLengths => network.Lengths is not null;

    /// <summary>Of constructors and of the methods that make sessions and trainers.</summary>
    public string SizeDeclarations(string batch) => HasTime ? $"int {batch}, int maxTime" : $"int {batch}";

    /// <summary>Sizes of the current call.</summary>
    public string Sizes => HasTime ? "n, steps" : "n";

    public string SizeParameters => HasTime ? "int n, int steps" : "int n";

    /// <summary>Parameters of a call.</summary>
    public string Inputs(IEnumerable<Node> nodes) => string.Join(", ", nodes.Select(Input));

    /// <summary>A span parameter.</summary>
    public string Input(Node node) => $"{CSharp.ReadOnlySpan}<{csharp.Type(node.Type)}> {node.Name}";

    public string Output(Node node) => $"{CSharp.Span}<{csharp.Real}> {node.Name}";

    /// <summary>The last parameter of public methods.</summary>
    public string OptionalLengths => HasTime ? $", {CSharp.ReadOnlySpan}<int> lengths = default" : "";

    /// <summary>The same as a parameter of the methods behind.</summary>
    public string LengthsParameter => HasLengths ? $", {CSharp.ReadOnlySpan}<int> lengths" : "";

    public string LengthsArgument => HasLengths ? ", lengths" : "";

    /// <summary>Finds the sizes of a call in its first argument and checks it.</summary>
    public void Begin(CodeWriter writer, Node input)
    {
        writer.Line(HasTime
            ? $"int n = Sequences({input.Name}.Length, {CSharp.PerSample(input.Shape)}, nameof({input.Name}), lengths, out int steps);"
            : $"int n = Samples({input.Name}.Length, {CSharp.PerSample(input.Shape)}, nameof({input.Name}));");
        CheckClasses(writer, input);
        if (HasTime)
        {
            writer.Line("lengths = Lengths(lengths, n, steps);");
        }
    }

    /// <summary>Finds the sizes of a call in the first of its inputs, and checks the others.</summary>
    public void Begin(CodeWriter writer, IReadOnlyList<Node> inputs)
    {
        if (inputs.Count == 0)
        {
            writer.Line("int n = 1;");
            return;
        }

        Begin(writer, inputs[0]);
        foreach (var further in inputs.Skip(1))
        {
            Check(writer, further);
        }
    }

    /// <summary>Checks a further argument.</summary>
    /// <param name="name">What the caller knows it as, if not by its own name.</param>
    public void Check(CodeWriter writer, Node argument, string? name = null)
    {
        name ??= argument.Name;
        writer.Line(CSharp.IsPerSample(argument.Shape)
            ? $"Check({name}.Length, {CSharp.Samples(argument.Shape)}, {CSharp.PerSample(argument.Shape)}, nameof({name}));"
            : $"Check({name}.Length, 1, {argument.Shape.Count.ToCode(_ => "n")}, nameof({name}));");
        CheckClasses(writer, argument);
    }

    /// <summary>Documentation of the parameters of a call.</summary>
    public void Document(CodeWriter writer, params Node[] parameters)
    {
        foreach (var node in parameters)
        {
            writer.Parameter(node.Name!, node.Type == ElementType.Integer
                ? $"Integers from 0 to {node.ArgumentAs<InputArgument>().Classes - 1}, {CSharp.SampleShape(node.Shape)} per {(HasTime ? "sequence" : "sample")}."
                : CSharp.IsPerSample(node.Shape) ? $"{CSharp.SampleShape(node.Shape)} per {(HasTime ? "sequence" : "sample")}." : $"{CSharp.SampleShape(node.Shape)}.");
        }

        if (HasTime)
        {
            writer.Parameter("lengths", "Time steps of each sequence; what follows is padding. By default MaxBatch sequences without padding.");
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
