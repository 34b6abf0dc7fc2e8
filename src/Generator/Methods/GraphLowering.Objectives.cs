using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Methods;

/// <content>What trainers minimise and what derivatives are asked of: methods whose parameters are bound by name.</content>
internal sealed partial class GraphLowering
{
    /// <summary>Arguments of a loss or gradient method: outputs and inputs by their names, and targets.</summary>
    private List<TensorValue> Bind(MethodSpecification method, LoweringPass pass, List<Node> targets)
    {
        var arguments = new List<TensorValue>();
        var evaluated = new Dictionary<MethodSpecification, Dictionary<string, Node>>();
        foreach (var parameter in method.Parameters)
        {
            bool Is(string name) => name.Length == parameter.Name.Length && char.ToLowerInvariant(name[0]) == char.ToLowerInvariant(parameter.Name[0]) && string.CompareOrdinal(name, 1, parameter.Name, 1, name.Length) == 0;
            if (_inputs.Keys.FirstOrDefault(Is) is { } input)
            {
                arguments.Add(Given(_inputs[input], pass));
            }
            else if (Entries.FirstOrDefault(entry => Enumerable.Range(0, entry.Results.Count).Any(k => Is(GeneratedNames.OfOutput(entry, k, entry.Results.Count)))) is { } entry)
            {
                var outputs = evaluated.TryGetValue(entry, out var known) ? known : evaluated[entry] = Outputs(entry, pass, copied: false);
                var node = outputs.First(output => Is(output.Key)).Value;
                arguments.Add(new TensorValue(node, node.Shape.Rank > 0 && node.Shape[0].Equals(Dimension.Batch)));
            }
            else if (pass.Exposed.FirstOrDefault(e => Is(e.Name)) is { Value: { } tap })
            {
                arguments.Add(tap);
            }
            else if (Declare(parameter, parameter.Name, isTarget: true) is { } target)
            {
                targets.Add(target);
                arguments.Add(Given(target, pass));
            }
            else
            {
                throw new LoweringStoppedException();
            }
        }

        return arguments;
    }

    private LossGraph Loss(MethodSpecification method)
    {
        lowering.TakeUpdates();
        lowering.TakeCarried();
        lowering.TakeKept();
        var pass = Pass(training: true);
        var targets = new List<Node>();
        var arguments = Bind(method, pass, targets);
        pass.IsLoss = true;
        var (value, step) = Objective(method, pass, arguments, perBatch: true);
        var trains = Trained(method);
        var reached = Node.Reachable([value]);
        var penalties = lowering.Penalties.Where(penalty => reached.Contains(penalty.Key)).Select(penalty => penalty.Value).ToList();
        // A layer whose input the loss does not depend on does not run.
        var carried = lowering.TakeCarried().Where(state => Node.Reachable([state.Value]).All(node => !_inputs.ContainsValue(node) || reached.Contains(node)));
        var loss = new LossGraph(method.Name, step.Text, step, [.. _inputs.Values.Where(reached.Contains)], [.. targets.Where(reached.Contains)], penalties.Aggregate(value, (sum, penalty) => sum + penalty).Named("loss"), lowering.TakeUpdates())
        {
            Trains = trains,
            Carried = carried.ToDictionary(state => state.Key, state => state.Value),
            Kept = lowering.TakeKept(),
            HasPenalties = penalties.Count > 0,
        };
        return loss with { Evaluation = Evaluation(method, arguments, targets) };
    }

    /// <summary>Names of layers and parameters that a loss trains; null for all.</summary>
    private IReadOnlyCollection<string>? Trained(MethodSpecification method)
    {
        if (method.Settings.Count == 0)
        {
            return null;
        }

        foreach (string name in method.Settings.Where(name => graph.Members.All(member => member.Name != name)))
        {
            lowering.Report(Ids.UnknownName, method.Origin, [$"Trains of '{method.Name}'", name, string.Join(", ", graph.Members.Select(member => member.Name))]);
        }

        return [.. graph.Members.Where(member => method.Settings.Contains(member.Name)).SelectMany(member =>
            member.Type == MemberType.Layers ? Enumerable.Range(1, member.Count).Select(k => $"{member.Name}{k}") : [member.Name])];
    }

    /// <summary>A method's result as one number: the mean over the samples, or over the time steps that are no padding; or the sum.</summary>
    private (Node Value, Step Step) Objective(MethodSpecification method, LoweringPass pass, IReadOnlyList<TensorValue> arguments, bool perBatch)
    {
        var reader = Reader(pass);
        object result = reader.Call(method, [.. arguments], method.Origin);
        if (result is not TensorValue value)
        {
            throw result is UnknownValue ? new LoweringStoppedException() : reader.Fail(Ids.LossNeedsNumber, method.Origin, method.Name, "no tensor");
        }

        bool perStep = value is { PerSample: true, Rank: 1 } && value.Shape[0].IsTime;
        if (!value.Shape.Count.IsOne && !perStep)
        {
            throw reader.Fail(Ids.LossNeedsNumber, method.Origin, method.Name, $"a tensor of {value.Shape}");
        }

        // The mean belongs to the method's last expression.
        var step = pass.StepOfResult(method);
        step.Input = value.Node.Shape;
        step.Output = [Dimension.Batch];
        Graph.Origin = step.Number;
        if (!value.PerSample)
        {
            return (Graph.Reshape(value.Node, Shape.Scalar), step);
        }

        var perSample = Graph.Reshape(perStep ? Graph.Sum(lowering.WithoutPadding(value.Node), 1) : value.Node, [Dimension.Batch]);
        if (!perSample.Op.IsLeaf())
        {
            perSample.Named("sampleLoss");
        }

        var total = Graph.Reshape(Graph.Sum(perSample, 0), Shape.Scalar);
        return (!perBatch ? total : total / (perStep ? lowering.RunningSteps(value.Shape[0]) : Graph.Extent(Dimension.Batch)), step);
    }

    /// <summary>The loss of an output that a session has computed, where it depends on nothing else but one target.</summary>
    private (Node, Node, Node)? Evaluation(MethodSpecification method, IReadOnlyList<TensorValue> arguments, IReadOnlyList<Node> targets)
    {
        if (lowering.HasTime || Entries.Count != 1 || Entries[0].Results.Count != 1 || targets.Count != 1 || arguments.Count != 2 || arguments.Count(argument => argument.Node == targets[0]) != 1)
        {
            return null;
        }

        int place = arguments[0].Node == targets[0] ? 1 : 0;
        var output = Graph.Input(GeneratedNames.OfOutput(Entries[0], 0, 1), arguments[place].Node.Shape);
        TensorValue[] bound = [.. arguments];
        bound[place] = new TensorValue(output, arguments[place].PerSample);
        var pass = Pass(training: false);
        pass.IsLoss = true;
        var (value, _) = Objective(method, pass, bound, perBatch: true);
        bool alone = Node.Reachable([value]).All(node => node.Op is not (Op.Parameter or Op.Random) && (node.Op != Op.Input || node == output || node == targets[0]));
        return alone ? (output, targets[0], value) : null;
    }

    private LossGraph? AttributeLoss(Node trained, EntryGraph entry, IReadOnlyDictionary<Node, Node> updates)
    {
        var specification = network.Losses[0];
        var definition = LossTable.Named(specification.Kind);
        if (entry.Outputs.Count != 1 || entry.Inputs.Count != 1)
        {
            lowering.Report(Ids.BadResult, specification.Origin, [Entries[0].Name, $"has {entry.Inputs.Count} inputs and {entry.Outputs.Count} outputs, and an attribute compares one with one target", "write a [Loss] method"]);
            return null;
        }

        if (trained.Shape.Rank == 0 || !trained.Shape[0].Equals(Dimension.Batch))
        {
            lowering.Report(Ids.BadResult, specification.Origin, [Entries[0].Name, "returns what is the same for all samples, and an attribute compares each sample with a target of its own", "write a [Loss] method"]);
            return null;
        }

        var step = new Step(_steps.All.Count + 1, specification.Kind, specification.Kind) { Input = trained.Shape, Output = [Dimension.Batch] };
        Graph.Origin = step.Number;
        entry.Outputs[0].Renamed(definition.OutputName);
        return new LossScope(lowering, step, new Options(definition.Options, specification.Arguments), specification.Origin).Lower(definition, entry.Inputs[0], trained.Renamed(definition.OutputName), entry.Outputs[0], updates);
    }

    private GradientGraph Gradient(MethodSpecification method)
    {
        var pass = Pass(training: false);
        var targets = new List<Node>();
        var arguments = Bind(method, pass, targets);
        pass.IsLoss = true;
        var (value, step) = Objective(method, pass, arguments, perBatch: false);
        var variables = new List<Node>();
        foreach (string name in method.Settings)
        {
            int place = method.Parameters.Select(parameter => parameter.Name).ToList().IndexOf(name);
            var variable = place >= 0 ? arguments[place].Node
                : _inputs.TryGetValue(name, out var input) ? input
                : pass.Exposed.FirstOrDefault(e => char.ToLowerInvariant(name[0]) + name.Substring(1) == e.Name) is { Value: { } tap } ? tap.Node
                : lowering.ParameterAt(name)?.Node;
            if (variable is null || variable.Type != ElementType.Real)
            {
                string known = string.Join(", ", _inputs.Keys.Concat(method.Parameters.Select(p => p.Name)).Concat(pass.Exposed.Select(e => e.Name)).Concat(lowering.Parameters.Where(p => !p.IsState).Select(p => p.Path)).Distinct());
                throw Reader(pass).Fail(Ids.UnknownName, method.Origin, $"[Gradient] of '{method.Name}'", name, known);
            }

            variables.Add(variable);
        }

        var reached = Node.Reachable([value]);
        var derivatives = Derivatives.Of(value, variables).Zip(variables, (derivative, variable) => derivative ?? Graph.Constant(0, variable.Shape)).ToList();
        return new GradientGraph(method.Name, step, [.. _inputs.Values.Concat(targets).Where(reached.Contains)], value, variables, derivatives, [.. method.Settings.Select(GeneratedNames.OfGradient)]);
    }
}
