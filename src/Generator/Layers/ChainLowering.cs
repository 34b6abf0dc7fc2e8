using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;
using NetGen.Generator.Methods;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Layers;

/// <summary>Lowers a network whose layers stand on the class, one after the other.</summary>
internal sealed class ChainLowering(NetworkLowering lowering, NetworkSpecification network)
{
    private static readonly Dictionary<string, object> NoSizes = [];

    private StepTable? _places;

    private GraphBuilder Graph => lowering.Graph;

    public NetworkGraph? Lower()
    {
        var declared = network.Inputs[0];
        var steps = Steps();
        if (lowering.Input(declared, declared.HasTime) is not { } input || lowering.HasFindings)
        {
            return null;
        }

        // Training first: derivatives follow the order of its nodes.
        // Padding may be anything, also no number, which a derivative of 0 would not make 0.
        var trained = Chain(steps, declared.HasTime && input.Type == ElementType.Real ? lowering.WithoutPadding(input) : input, training: true);
        var carriedTraining = lowering.TakeCarried();
        var kept = lowering.TakeKept();
        var updates = lowering.TakeUpdates();
        var output = trained is null ? null : Chain(steps, input, training: false);
        if (output is null || trained is null)
        {
            return null;
        }

        LossGraph? loss = null;
        if (network.Losses.Count > 0)
        {
            var specification = network.Losses[0];
            var definition = LossTable.Named(specification.Kind);
            var step = new Step(steps.Count + 1, specification.Kind, specification.Kind) { Origin = specification.Origin, Input = trained.Shape, Output = [Dimension.Batch] };
            Graph.Origin = step.Number;
            var scope = new LossScope(lowering, step, new Options(definition.Options, specification.Arguments), specification.Origin);
            loss = scope.Lower(definition, input, trained, output, updates);
            loss = loss is null ? null : loss with { Carried = carriedTraining, Kept = kept };
        }

        Name(output, definition: loss?.Definition);
        ArgumentNames.Check(lowering, network, input, output, loss?.Target, lowering.Parameters);
        return new NetworkGraph(network, Graph, steps, [.. lowering.Parameters], [new EntryGraph("Forward", [input], [output])], loss is null ? [] : [loss])
        {
            Lengths = lowering.LengthsUsed,
            States = lowering.CarriedStates,
            CarriesFromTheEnd = lowering.CarriesFromTheEnd,
            Streaming = declared.HasTime ? Streaming(steps, declared, output) : null,
        };
    }

    /// <summary>One time step, with states from call to call; null where a layer needs the whole sequence.</summary>
    private StreamingGraph? Streaming(List<Step> steps, InputSpecification declared, Node output)
    {
        lowering.IsStreaming = true;
        lowering.TakeCarried();
        var shapes = steps.Select(step => (step.Input, step.Output)).ToList();
        var input = lowering.Input(declared, hasTime: false)!;
        var streamed = Chain(steps, input, training: false);
        for (int k = 0; k < steps.Count; k++)
        {
            (steps[k].Input, steps[k].Output) = shapes[k];
        }

        return streamed is null || lowering.IsReversed || output.Shape.Rank != streamed.Shape.Rank + 1 ? null : new StreamingGraph(input, streamed.Named(output.Name!), lowering.TakeCarried());
    }

    /// <summary>The output is called what the loss takes it for: logits, or simply output.</summary>
    private static void Name(Node output, LossDefinition? definition) => output.Renamed(definition?.OutputName ?? "output");

    private List<Step> Steps()
    {
        var counts = new Dictionary<string, int>();
        var names = new HashSet<string>();
        var steps = new List<Step>();
        foreach (var layer in network.Layers)
        {
            var definition = LayerTable.Named(layer.Kind);
            string stem = layer.Module?.Name ?? definition.NameStem;
            counts[stem] = counts.TryGetValue(stem, out int count) ? count + 1 : 1;
            string name = layer.Name ?? stem + counts[stem];
            if (!names.Add(name))
            {
                lowering.Report(Ids.DuplicateLayerName, layer.Origin, [name]);
            }

            steps.Add(new Step(steps.Count + 1, layer.Kind, name) { Origin = layer.Origin });
        }

        return steps;
    }

    private Node? Chain(List<Step> steps, Node x, bool training)
    {
        int made = 0;
        // What classes of the user's consist of gets steps of its own, after those of the chain.
        var classes = network.Layers.Any(layer => layer.Module is not null)
            ? new MethodLowering(new LoweringPass(lowering, _places ??= new StepTable(steps), training), new GraphSpecification([], []), "", NoSizes)
            : null;
        for (int k = 0; k < network.Layers.Count; k++)
        {
            var layer = network.Layers[k];
            var definition = LayerTable.Named(layer.Kind);
            Graph.Origin = steps[k].Number;
            steps[k].Input = x.Shape;
            steps[k].Fused.Clear();
            steps[k].FlattenedFrom = k > 0 ? FlattenedBy(steps[k - 1]) : [];
            var scope = new LayerScope(lowering, steps[k], new Options(definition.Options, layer.Arguments), layer.Origin, training)
            {
                FollowingActivation = FollowingActivation(k),
            };
            var applied = layer.Kind == LayerTable.Module ? ModuleLayer.Apply(classes!, layer, steps[k], x) : Lowered(LayerTable.Of(layer, classes!, NoSizes), scope, x);
            if (applied is not { } y)
            {
                return null;
            }

            if (y != x)
            {
                // Only now is it known that x is no output, which is called otherwise.
                NameHidden(x, made);
                made = steps[k].Number;
            }

            x = y;
            steps[k].Output = x.Shape;
        }

        // Where all layers leave the input as it is, the output is still another array of the caller's.
        return x.Op.IsLeaf() ? Graph.Elementwise(Op.StopGradient, x) : x;
    }

    /// <summary>What a vector was before it was flattened: layers that leave every element in its place pass it on.</summary>
    private static EquatableArray<int> FlattenedBy(Step previous) => previous.Kind switch
    {
        "Flatten" when previous.Input.Rank > 2 && previous.Input.Sample.Count.IsConstant => [.. previous.Input.Sample.Select(extent => (int)extent.Value)],
        "Activation" or "Dropout" or "GaussianNoise" or "BatchNorm" => previous.FlattenedFrom,
        _ => [],
    };

    private static void NameHidden(Node x, int step)
    {
        if (!x.Op.IsLeaf())
        {
            x.Named("h" + step.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The layer applied to x, unless it is reported: by itself, or for sizes that no index of 32 bits reaches.</summary>
    public static Node? Lowered(LayerDefinition definition, LayerScope scope, Node x)
    {
        try
        {
            if (!scope.RequireKindOfInput(definition, x) || definition.Lower(scope, x) is not { } y)
            {
                return null;
            }

            NetworkLowering.Count(y.Shape.Sample);
            return y;
        }
        catch (OverflowException)
        {
            scope.Report(Ids.TooLarge);
            return null;
        }
        catch (LoweringStoppedException)
        {
            return null;
        }
    }

    private Activation FollowingActivation(int k)
    {
        for (int next = k; next < network.Layers.Count; next++)
        {
            var layer = network.Layers[next];
            var options = new Options(LayerTable.Named(layer.Kind).Options, layer.Arguments);
            if (LayerTable.Named(layer.Kind).ActivationOf(options) is { } activation)
            {
                return activation;
            }

            if (next > k && !LayerTable.Named(layer.Kind).KeepsActivation)
            {
                break;
            }
        }

        return Activations.None;
    }
}
