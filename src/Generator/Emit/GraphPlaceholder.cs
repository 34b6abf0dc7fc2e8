using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Emit;

/// <summary>Sessions and trainers of a network of methods that could not be compiled: parameters as the methods declare them, as far as they can be known.</summary>
/// <param name="real">The element type.</param>
internal sealed class GraphPlaceholder(string real, IReadOnlyList<MethodSpecification> graphs, IReadOnlyList<MethodSpecification> losses, IReadOnlyList<MethodSpecification> gradients)
{
    /// <param name="print">Prints a class: its name, the arguments of its base, its members.</param>
    public void Classes(CodeWriter writer, Action<CodeWriter, string, string, IEnumerable<string>> print)
    {
        print(writer, "Session", "null!, 1, 1, workspace: 0", [.. graphs.Select(Forward), .. graphs.Count == 0 ? [$"public void Forward({UnknownInput}, {CSharp.Span}<{real}> output)"] : Array.Empty<string>(), .. gradients.Select(Gradient)]);
        foreach (var loss in losses)
        {
            var arguments = Given(loss).ToList();
            string given = Joined(Texts(arguments)) + Lengths(arguments);
            string[] members = [.. new[] { "Step", "Accumulate", "Forward" }.Select(name => $"public {real} {name}({given})"), "public void Backward()"];
            print(writer, GeneratedNames.OfTrainer(loss.Name, losses.Count), "null!, null!, 1, 1, 0, workspace: 0", members);
        }
    }

    /// <summary>Where the graph method itself is missing, it most likely has one input and one output.</summary>
    private string UnknownInput => $"{CSharp.ReadOnlySpan}<{real}> input";

    private string Forward(MethodSpecification graph)
    {
        var outputs = graph.Results.Select((_, k) => $"{CSharp.Span}<{real}> {GeneratedNames.OfOutput(graph, k, graph.Results.Count)}");
        return $"public void {GeneratedNames.OfSessionMethod(graph, graphs.Count)}({Joined(graph.Parameters.Select(Input).Concat(outputs))}{Lengths(graph.Parameters)})";
    }

    private string Gradient(MethodSpecification gradient) =>
        $"public {real} {gradient.Name}({Joined(Texts(Given(gradient)).Concat(gradient.Settings.Select(name => $"{CSharp.Span}<{real}> {GeneratedNames.OfGradient(name)}")))}{Lengths(Given(gradient))})";

    /// <summary>What a loss takes: all inputs, and of its parameters those that carry a shape. What the network would show to be unneeded is taken, too.</summary>
    private IEnumerable<MethodParameter> Given(MethodSpecification method)
    {
        var inputs = graphs.SelectMany(graph => graph.Parameters).GroupBy(parameter => parameter.Name).Select(group => group.First()).ToList();
        return inputs.Concat(method.Parameters.Where(parameter => parameter.Shape is not null && inputs.All(input => input.Name != parameter.Name)));
    }

    private IEnumerable<string> Texts(IEnumerable<MethodParameter> given) => (graphs.Count == 0 ? [UnknownInput] : Array.Empty<string>()).Concat(given.Select(Input));

    /// <summary>Time axes of parameters, in their order.</summary>
    public static IReadOnlyList<TimeAxis> TimesOf(IEnumerable<MethodParameter> parameters) => [.. parameters.Select(parameter => parameter.Time).OfType<string>().Distinct().Select(name => new TimeAxis(name))];

    private static string Lengths(IEnumerable<MethodParameter> parameters) => string.Concat(TimesOf(parameters).Select(time => $", {CSharp.ReadOnlySpan}<int> {time.Lengths} = default"));

    private string Input(MethodParameter parameter) => $"{CSharp.ReadOnlySpan}<{(parameter.Classes > 0 ? "int" : real)}> {parameter.Name}";

    /// <summary>Names that occur twice are what may be wrong with the network.</summary>
    private static string Joined(IEnumerable<string> parameters)
    {
        var seen = new HashSet<string>();
        return string.Join(", ", parameters.Select(parameter =>
        {
            string unique = parameter;
            while (!seen.Add(unique.Substring(unique.LastIndexOf(' '))))
            {
                unique += "_";
            }

            return unique;
        }));
    }
}
