using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Methods;

/// <summary>
/// One reading of a network's methods, as they train or as they infer. Steps are the same objects in every reading: the k-th statement or application of a layer in a method is the same step each time.
/// </summary>
/// <param name="steps">All steps so far; added to.</param>
internal sealed class LoweringPass(NetworkLowering network, StepTable steps, bool training)
{
    /// <summary>Statements and calls that a reading may take: beyond, a loop does not end.</summary>
    private const int MostTerms = 200_000;

    /// <summary>Calls within calls.</summary>
    public const int Deepest = 64;

    private readonly Dictionary<string, int> _visits = [];
    private readonly Dictionary<int, int> _draws = [];
    private int _terms;

    public bool Training => training;

    public NetworkLowering Network => network;

    /// <summary>Steps of a loss are listed with it.</summary>
    public bool IsLoss { get; set; }

    /// <summary>Calls that the reading is in.</summary>
    public int Depth { get; set; }

    /// <summary>Values to be read by name after a call.</summary>
    public List<(string Name, TensorValue Value)> Exposed { get; } = [];

    /// <summary>False when the reading has become too long.</summary>
    public bool Count() => ++_terms <= MostTerms;

    /// <summary>The step of a layer's application or an expression.</summary>
    /// <param name="place">Tells it from others: the path of the layer, or of the method and the local.</param>
    /// <param name="once">The same step at each visit.</param>
    /// <param name="path">What names of its parameters begin with.</param>
    /// <param name="origin">Where in the source.</param>
    public Step Step(string kind, string place, string path, string text, bool once = false, int origin = 0)
    {
        _visits[place] = _visits.TryGetValue(place, out int visit) && !once ? visit + 1 : 1;
        string key = $"{place}#{_visits[place]}";
        var step = steps.At(key) ?? steps.Add(key, kind, Identifier(path), path, text, IsLoss, origin);
        // A loss that applies layers itself is read before the method that says what they are for.
        step.IsLoss &= IsLoss;
        return step;
    }

    /// <summary>The first visit of a place is a step that exists already.</summary>
    public void Adopt(string place, Step step) => steps.Adopt(place + "#1", step);

    /// <summary>The step of what a method returns.</summary>
    public Step StepOfResult(MethodSpecification method) => steps.At(ResultPlace(method) + "#1") ?? Step(Layers.Step.Expression, ResultPlace(method), method.Name, "");

    /// <summary>Where the step of what a method returns is found.</summary>
    public static string ResultPlace(MethodSpecification method) => $"{method.Key}.{method.Name}";

    /// <summary>Numbers from a source of their own for each use in a step.</summary>
    public Node Uniform(Step step, Shape shape) => network.Graph.Random(Stream(step), 0, shape);

    /// <summary>Standard normal numbers.</summary>
    public Node Normal(Step step, Shape shape)
    {
        int stream = Stream(step);
        return network.Graph.Normal(network.Graph.Random(stream, 0, shape), network.Graph.Random(stream, 1, shape));
    }

    private int Stream(Step step)
    {
        _draws[step.Number] = _draws.TryGetValue(step.Number, out int use) ? use + 1 : 1;
        return network.RandomStream(step, use);
    }

    private static string Identifier(string path) =>
        string.Concat(path.Split('.').Select(part => char.ToUpperInvariant(part[0]) + part.Substring(1)));
}
