using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Reflection;
using System.Text.RegularExpressions;
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
        Vocabulary = type.GetCustomAttribute<TokensAttribute>()?.Vocabulary ?? 0;
        InputLength = type.GetCustomAttribute<TokensAttribute>()?.Length ?? type.GetCustomAttribute<InputAttribute>()!.Shape.Aggregate(1, (product, extent) => product * extent);
        OutputLength = type.GetCustomAttribute<OutputsAttribute>()?.Count ?? OfSummary((string)type.GetProperty("Summary")!.GetValue(null)!);
        HasLoss = type.GetCustomAttribute<LossFunctionAttribute>() is not null;
        HasLabels = type.GetCustomAttribute<SoftmaxCrossEntropyAttribute>() is { Distributions: false };
        Classes = type.GetCustomAttribute<OutputsAttribute>()?.Classes ?? 0;
    }

    public string Name => _type.Name;

    /// <summary>Numbers, or tokens, of a sample.</summary>
    public int InputLength { get; }

    /// <summary>0 if inputs are numbers.</summary>
    public int Vocabulary { get; }

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

    /// <summary>Of a class that does not say how many outputs it has: from the plan, which ends its first line with <c>-> output 4x3x2, float32</c>.</summary>
    private static int OfSummary(string summary) =>
        Regex.Match(summary, @"-> \w+ ([\dx]+), float").Groups[1].Value.Split('x').Aggregate(1, (product, extent) => product * int.Parse(extent, CultureInfo.InvariantCulture));

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

    /// <summary>Calls the method that takes arguments of these types.</summary>
    public object Call(string method, params object[] arguments)
    {
        try
        {
            return model.GetType().GetMethod(method, [.. arguments.Select(argument => argument.GetType())])!.Invoke(model, arguments)!;
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

    private delegate void InferenceOfTokens(ReadOnlySpan<int> tokens, Span<T> output);

    private readonly InferenceOfTokens? _forwardTokens = Find<InferenceOfTokens>(session, "Forward", typeof(int));

    /// <summary>Of a network whose inputs are numbers.</summary>
    public Inference Forward { get; } = Find<Inference>(session, "Forward", typeof(T)) ?? NoNumbers;

    /// <summary>Of a network whose inputs are numbers.</summary>
    public Inference Predict { get; } = Find<Inference>(session, "Predict", typeof(T)) ?? NoNumbers;

    public void ForwardOf(Batch<T> batch, Span<T> output)
    {
        if (_forwardTokens is not null)
            _forwardTokens(batch.Tokens, output);
        else
            Forward(batch.Input, output);
    }

    public void Dispose() => session.Dispose();

    private static TDelegate? Find<TDelegate>(Session<T> session, string method, Type element)
        where TDelegate : Delegate =>
        (TDelegate?)session.GetType().GetMethod(method, [typeof(ReadOnlySpan<>).MakeGenericType(element), typeof(Span<T>)])?.CreateDelegate(typeof(TDelegate), session);

    private static void NoNumbers(ReadOnlySpan<T> input, Span<T> output) => throw new InvalidOperationException("The network's inputs are tokens.");
}

/// <summary>A trainer; calls allocate nothing on the way to it.</summary>
public sealed class NetworkTrainer<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Trainer<T> _trainer;
    private readonly Func<Batch<T>, T> _forward, _step;

    public NetworkTrainer(NetworkClass<T> network, Trainer<T> trainer)
    {
        _trainer = trainer;
        (_forward, _step) = (Find(network, "Forward"), Find(network, "Step"));
        Backward = trainer.GetType().GetMethod("Backward")!.CreateDelegate<Action>(trainer);
    }

    private delegate T Loss<TInput, TTarget>(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> target);

    public Action Backward { get; }

    public GradientSet<T> Gradients => _trainer.Gradients;

    public T Forward(Batch<T> batch) => _forward(batch);

    public T Step(Batch<T> batch) => _step(batch);

    public void Update() => _trainer.Update();

    public void Dispose() => _trainer.Dispose();

    private Func<Batch<T>, T> Find(NetworkClass<T> network, string method)
    {
        var found = _trainer.GetType().GetMethod(method)!;
        switch (network.Vocabulary > 0, network.HasLabels)
        {
            case (false, false):
                var numbers = found.CreateDelegate<Loss<T, T>>(_trainer);
                return batch => numbers(batch.Input, batch.Targets);
            case (false, true):
                var classes = found.CreateDelegate<Loss<T, int>>(_trainer);
                return batch => classes(batch.Input, batch.Labels);
            case (true, false):
                var ofTokens = found.CreateDelegate<Loss<int, T>>(_trainer);
                return batch => ofTokens(batch.Tokens, batch.Targets);
            case (true, true):
                var classesOfTokens = found.CreateDelegate<Loss<int, int>>(_trainer);
                return batch => classesOfTokens(batch.Tokens, batch.Labels);
        }
    }
}
