using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Reflection;
using Xunit;

namespace NetGen.Integration.Tests.Networks;

/// <summary>
/// A class with <c>[Network]</c>, seen through reflection: generated classes have no type in common but the bases of sessions and trainers, and the tests that run over a
/// whole list of networks need one.
/// </summary>
public sealed class NetworkClass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Type _type;

    public NetworkClass(Type type)
    {
        _type = type;
        InputLength = type.GetCustomAttribute<InputAttribute>()!.Shape.Aggregate(1, (product, extent) => product * extent);
        OutputLength = type.GetCustomAttribute<OutputsAttribute>()?.Count ?? 0;
        HasLoss = type.GetCustomAttribute<LossFunctionAttribute>() is not null;
        HasLabels = type.GetCustomAttribute<SoftmaxCrossEntropyAttribute>() is { Distributions: false };
        Classes = type.GetCustomAttribute<OutputsAttribute>()?.Classes ?? 0;
    }

    public string Name => _type.Name;

    public int InputLength { get; }

    /// <summary>0 if the class does not say.</summary>
    public int OutputLength { get; }

    public bool HasLoss { get; }

    public bool HasLabels { get; }

    /// <summary>Of a label.</summary>
    public int Classes { get; }

    public int LabelsLength => HasLabels ? OutputLength / Classes : 0;

    /// <summary>The networks of one precision in a namespace, for <see cref="MemberDataAttribute"/>.</summary>
    public static TheoryData<string> In(string space) =>
        new(Types(space).Select(type => type.Name).Order(StringComparer.Ordinal));

    public static NetworkClass<T> Named(string space, string name) => new(Types(space).Single(type => type.Name == name));

    public NetworkModel<T> Create(ulong seed = 1) => new(this, Activator.CreateInstance(_type, seed)!);

    public override string ToString() => Name;

    private static IEnumerable<Type> Types(string space) =>
        typeof(NetworkClass<T>).Assembly.GetTypes().Where(type =>
            type.Namespace == space && type.GetCustomAttribute<NetworkAttribute>() is { } network
            && network.Precision == (typeof(T) == typeof(double) ? Precision.Double : Precision.Single));
}

/// <summary>A model of a <see cref="NetworkClass{T}"/>.</summary>
public sealed class NetworkModel<T>(NetworkClass<T> network, object model)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public NetworkClass<T> Network => network;

    public ParameterSet<T> Parameters { get; } = (ParameterSet<T>)model.GetType().GetProperty("Parameters")!.GetValue(model)!;

    public NetworkModel<T> Clone() => new(network, Call("Clone"));

    public NetworkSession<T> CreateSession(int maxBatch, int threads = 1) =>
        new((Session<T>)Call("CreateSession", maxBatch, threads));

    public NetworkTrainer<T> CreateTrainer(Optimizer optimizer, int batchSize, int threads = 1, ulong seed = 0) =>
        new(network, (Trainer<T>)Call("CreateTrainer", optimizer, batchSize, threads, seed));

    private object Call(string method, params object[] arguments)
    {
        try
        {
            return model.GetType().GetMethod(method)!.Invoke(model, arguments)!;
        }
        catch (TargetInvocationException exception) when (exception.InnerException is not null)
        {
            throw exception.InnerException;
        }
    }
}

/// <summary>A session; calls allocate nothing on the way to it.</summary>
public sealed class NetworkSession<T>(Session<T> session) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public delegate void Inference(ReadOnlySpan<T> input, Span<T> output);

    public Inference Forward { get; } = session.GetType().GetMethod("Forward")!.CreateDelegate<Inference>(session);

    public Inference Predict { get; } = session.GetType().GetMethod("Predict")!.CreateDelegate<Inference>(session);

    public void Dispose() => session.Dispose();
}

/// <summary>A trainer; calls allocate nothing on the way to it.</summary>
public sealed class NetworkTrainer<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Trainer<T> _trainer;
    private readonly LossOfTargets? _forwardTargets, _stepTargets;
    private readonly LossOfLabels? _forwardLabels, _stepLabels;

    public NetworkTrainer(NetworkClass<T> network, Trainer<T> trainer)
    {
        _trainer = trainer;
        var (forward, step) = (trainer.GetType().GetMethod("Forward")!, trainer.GetType().GetMethod("Step")!);
        if (network.HasLabels)
            (_forwardLabels, _stepLabels) = (forward.CreateDelegate<LossOfLabels>(trainer), step.CreateDelegate<LossOfLabels>(trainer));
        else
            (_forwardTargets, _stepTargets) = (forward.CreateDelegate<LossOfTargets>(trainer), step.CreateDelegate<LossOfTargets>(trainer));
        Backward = trainer.GetType().GetMethod("Backward")!.CreateDelegate<Action>(trainer);
    }

    private delegate T LossOfTargets(ReadOnlySpan<T> input, ReadOnlySpan<T> targets);

    private delegate T LossOfLabels(ReadOnlySpan<T> input, ReadOnlySpan<int> labels);

    public Action Backward { get; }

    public GradientSet<T> Gradients => _trainer.Gradients;

    public T Forward(Batch<T> batch) => _forwardLabels is not null ? _forwardLabels(batch.Input, batch.Labels) : _forwardTargets!(batch.Input, batch.Targets);

    public T Step(Batch<T> batch) => _stepLabels is not null ? _stepLabels(batch.Input, batch.Labels) : _stepTargets!(batch.Input, batch.Targets);

    public void Update() => _trainer.Update();

    public void Dispose() => _trainer.Dispose();
}
