using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Specification;
using NetGen.Generator.Tests.Harness;
using NetGen.Kernels;

namespace NetGen.Generator.Tests.Interpretation;

/// <summary>A lowered network and what it computes, by the interpreter.</summary>
internal sealed class NetworkInterpreter
{
    /// <summary>Steps of the sequences of test batches.</summary>
    private const int Time = 4;

    private readonly IReadOnlyList<Node?> _derivatives = [];

    public NetworkInterpreter(NetworkGraph network)
    {
        Network = network;
        Trainable = [.. network.Parameters.Where(p => !p.IsState)];
        if (network.Loss is { } loss)
        {
            _derivatives = Derivatives.Of(loss.Value, [.. Trainable.Select(p => p.Node)]);
        }
    }

    public NetworkGraph Network { get; }

    public IReadOnlyList<ParameterDeclaration> Trainable { get; }

    public int ParameterCount => Network.Parameters.Sum(p => (int)p.Shape.Count.Value);

    public int InputCount => PerSample(Network.Input);

    public int OutputCount => PerSample(Network.Output);

    public int TargetCount => PerSample(Network.Loss!.Target);

    /// <summary>For class indices.</summary>
    public int Classes => Network.Loss?.Target.ArgumentAs<InputArgument>().Classes ?? 0;

    /// <summary>Of every network in a source, by the class's name.</summary>
    public static IReadOnlyDictionary<string, NetworkInterpreter> Of(string source) => Specifications(source)
        .ToDictionary(
            specification => specification.Type.Name,
            specification => new NetworkInterpreter(NetworkLowering.Lower(specification) is ({ } graph, _) ? graph : throw new InvalidOperationException(specification.Type.Name)));

    public static IEnumerable<NetworkSpecification> Specifications(string source)
    {
        var driver = GeneratorHarness.Driver(track: true).RunGenerators(GeneratorHarness.Compilation(source));
        return driver.GetRunResult().Results.Single().TrackedSteps["Specifications"].SelectMany(step => step.Outputs).Select(output => (NetworkSpecification)output.Value);
    }

    public double[] Forward(double[] parameters, double[] input, int batch) =>
        Interpreter(parameters, input, null, batch).Evaluate(Network.Output).Elements;

    public double[] Predict(double[] parameters, double[] input, int batch)
    {
        double[] output = Forward(parameters, input, batch);
        if (Network.Loss?.Prediction is not var (given, predicted))
        {
            return output;
        }

        int time = input.Length / batch / InputCount;
        var leaves = new Dictionary<Node, Values> { [given] = new([batch, .. Extents(given, time).Skip(1)], output) };
        return new GraphInterpreter(leaves, new Dictionary<string, int> { ["Batch"] = batch, ["Time"] = time }).Evaluate(predicted).Elements;
    }

    /// <summary>Loss, gradients (in the order of the flat buffer), and the state after training, by parameter.</summary>
    public (double Loss, double[] Gradients, double[] State) Differentiate(double[] parameters, double[] input, double[] target, int batch, ulong seed = 0)
    {
        var interpreter = Interpreter(parameters, input, target, batch, seed);
        double loss = interpreter.Evaluate(Network.Loss!.Value).Elements[0];
        var gradients = Trainable.SelectMany((parameter, k) => _derivatives[k] is { } derivative ? interpreter.Evaluate(derivative).Elements : new double[parameter.Shape.Count.Value]);
        var state = Network.Parameters.Where(p => p.IsState)
            .SelectMany(p => Network.Updates.TryGetValue(p.Node, out var update) ? interpreter.Evaluate(update).Elements : interpreter.Evaluate(p.Node).Elements);
        return (loss, [.. gradients], [.. state]);
    }

    public double Loss(double[] parameters, double[] input, double[] target, int batch, ulong seed = 0) =>
        Interpreter(parameters, input, target, batch, seed).Evaluate(Network.Loss!.Value).Elements[0];

    public double[] RandomInput(Random random, int batch) =>
        Numbers(random, batch * (Network.HasTime ? Time : 1) * InputCount, Network.Input.Type == ElementType.Integer ? Network.Input.ArgumentAs<InputArgument>().Classes : 0);

    public double[] RandomTarget(Random random, int batch) => Numbers(random, batch * (Network.Loss!.Target.Shape.Any(extent => extent.Equals(Dimension.Time)) ? Time : 1) * TargetCount, Classes);

    public static double[] Numbers(Random random, int count, int classes = 0) =>
        [.. Enumerable.Range(0, count).Select(_ => classes > 0 ? random.Next(classes) : random.NextDouble() * 0.9 + 0.05)];

    private GraphInterpreter Interpreter(double[] parameters, double[] input, double[]? target, int batch, ulong seed = 0)
    {
        int time = input.Length / batch / InputCount;
        var leaves = new Dictionary<Node, Values> { [Network.Input] = new([batch, .. Extents(Network.Input, time).Skip(1)], input) };
        foreach (var lengths in Network.Lengths.Values)
        {
            leaves.Add(lengths, new([batch], [.. SequenceLengths.Of(time, batch).Select(length => (double)length)]));
        }

        foreach (var state in Network.States)
        {
            leaves.Add(state, Values.Zeros([batch, .. Extents(state).Skip(1)]));
        }

        int offset = 0;
        foreach (var parameter in Network.Parameters.OrderBy(p => p.IsState).ThenBy(p => p.Index))
        {
            int count = (int)parameter.Shape.Count.Value;
            leaves.Add(parameter.Node, new([.. parameter.Shape.Select(extent => (int)extent.Value)], parameters[offset..(offset + count)]));
            offset += count;
        }

        if (target is not null)
        {
            leaves.Add(Network.Loss!.Target, new([batch, .. Extents(Network.Loss.Target, time).Skip(1)], target));
        }

        return new GraphInterpreter(leaves, new Dictionary<string, int> { ["Batch"] = batch, ["Time"] = time }, new RandomKey(seed, 0));
    }

    private static IEnumerable<int> Extents(Node node, int time = 1) => node.Shape.Select(extent => (int)extent.Evaluate(symbol => symbol == "Time" ? time : 1));

    private static int PerSample(Node node) => Extents(node).Skip(1).Aggregate(1, (count, extent) => count * extent);
}
