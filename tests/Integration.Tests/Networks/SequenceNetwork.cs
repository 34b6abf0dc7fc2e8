using System;
using System.Linq;
using System.Numerics;
using System.Reflection;
using Xunit;

namespace NetGen.Integration.Tests.Networks;

/// <summary>A class with <c>[Network]</c> over sequences, seen through reflection, for tests that run over a whole list of them.</summary>
public sealed class SequenceNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string Space = "NetGen.Integration.Tests.Networks.Recurrent";

    private readonly Type _type;

    private SequenceNetwork(Type type)
    {
        _type = type;
        Vocabulary = type.GetCustomAttribute<TokenSequenceAttribute>()?.Vocabulary ?? 0;
        Features = type.GetCustomAttribute<SequenceAttribute>()?.Features ?? 0;
        Outputs = type.GetCustomAttribute<OutputsAttribute>()!.Count;
        HasLabels = type.GetCustomAttribute<SoftmaxCrossEntropyAttribute>() is not null;
        var layers = type.GetCustomAttributes<RecurrentLayerAttribute>().ToList();
        IsLast = layers.Exists(layer => layer.Output == SequenceOutput.Last);
        IsReversed = layers.Exists(layer => layer.Reverse || layer.Bidirectional != Bidirectional.No);
        Recomputes = type.GetCustomAttribute<NetworkAttribute>()!.Recompute;
        HasDropout = type.GetCustomAttribute<DropoutAttribute>() is not null || layers.Exists(layer => layer.RecurrentDropout > 0);
    }

    public int Vocabulary { get; }

    public int Features { get; }

    /// <summary>Per time step, or per sequence if only the last is an output.</summary>
    public int Outputs { get; }

    public bool HasLabels { get; }

    public bool IsLast { get; }

    public bool IsReversed { get; }

    public bool HasDropout { get; }

    /// <summary>Trained in segments of time.</summary>
    public bool Recomputes { get; }

    public bool Streams => !IsLast && !IsReversed;

    public static TheoryData<string> All => Where(_ => true);

    /// <summary>Those whose states go on from batch to batch.</summary>
    public static TheoryData<string> Forwards => Where(network => !network.IsReversed);

    /// <summary>Those that are trained in segments of time. Each is called after one that is not, and otherwise the same.</summary>
    public static TheoryData<string> Recomputed => Where(network => network.Recomputes);

    public static TheoryData<string> Streaming => Where(network => network.Streams);

    public static SequenceNetwork<T> Named(string name) => new(Types.Single(type => type.Name == name));

    public SequenceModel<T> Create(ulong seed = 1) => new(this, Activator.CreateInstance(_type, seed)!);

    public override string ToString() => _type.Name;

    private static TheoryData<string> Where(Predicate<SequenceNetwork<T>> condition) =>
        new(Types.Where(type => condition(new SequenceNetwork<T>(type))).Select(type => type.Name).Order(StringComparer.Ordinal));

    private static Type[] Types { get; } =
    [
        .. typeof(SequenceNetwork<T>).Assembly.GetTypes().Where(type =>
            type.Namespace == Space && type.GetCustomAttribute<NetworkAttribute>() is { } network
            && network.Precision == (typeof(T) == typeof(double) ? Precision.Double : Precision.Single)),
    ];
}

/// <summary>A model of a <see cref="SequenceNetwork{T}"/>.</summary>
public sealed class SequenceModel<T>(SequenceNetwork<T> network, object model)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public SequenceNetwork<T> Network => network;

    public ParameterSet<T> Parameters { get; } = (ParameterSet<T>)model.GetType().GetProperty("Parameters")!.GetValue(model)!;

    /// <summary>Also biases and peepholes, which start at 0.</summary>
    public SequenceModel<T> Perturbed(int seed, double scale = 0.5)
    {
        var random = new Random(seed);
        foreach (ref var value in Parameters.Trainable)
            value += T.CreateTruncating(scale * ((2 * random.NextDouble()) - 1));
        Parameters.MarkChanged();
        return this;
    }

    public SequenceSession<T> CreateSession(int maxBatch, int maxTime, int threads = 1) =>
        new(network, (Session<T>)Call("CreateSession", maxBatch, maxTime, threads));

    /// <param name="recomputeEvery">Of networks that are trained in segments of time.</param>
    public SequenceTrainer<T> CreateTrainer(Optimizer optimizer, int batchSize, int maxTime, int threads = 1, ulong seed = 0, int recomputeEvery = 0) =>
        new(network, (Trainer<T>)(network.Recomputes ? Call("CreateTrainer", optimizer, batchSize, maxTime, threads, seed, recomputeEvery) : Call("CreateTrainer", optimizer, batchSize, maxTime, threads, seed)));

    /// <summary>Calls the method that takes arguments of these types.</summary>
    public object Call(string method, params object[] arguments) =>
        model.GetType().GetMethod(method, [.. arguments.Select(argument => argument.GetType())])!.Invoke(model, arguments)!;
}

/// <summary>A session; calls allocate nothing on the way to it.</summary>
public sealed class SequenceSession<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Session<T> _session;
    private readonly Whole<T>? _forward, _predict;
    private readonly Whole<int>? _forwardTokens, _predictTokens;
    private readonly OneStep<T>? _step;
    private readonly OneStep<int>? _stepTokens;

    public SequenceSession(SequenceNetwork<T> network, Session<T> session)
    {
        _session = session;
        var (forward, predict, step) = (session.GetType().GetMethod("Forward")!, session.GetType().GetMethod("Predict")!, session.GetType().GetMethod("Step"));
        if (network.Vocabulary > 0)
        {
            (_forwardTokens, _predictTokens) = (forward.CreateDelegate<Whole<int>>(session), predict.CreateDelegate<Whole<int>>(session));
            _stepTokens = step?.CreateDelegate<OneStep<int>>(session);
        }
        else
        {
            (_forward, _predict) = (forward.CreateDelegate<Whole<T>>(session), predict.CreateDelegate<Whole<T>>(session));
            _step = step?.CreateDelegate<OneStep<T>>(session);
        }
    }

    private delegate void Whole<TInput>(ReadOnlySpan<TInput> input, Span<T> output, ReadOnlySpan<int> lengths);

    private delegate void OneStep<TInput>(ReadOnlySpan<TInput> input, Span<T> output);

    public bool Streams => _step is not null || _stepTokens is not null;

    public Span<T> State => _session.State;

    public void Reset() => _session.Reset();

    public T[] Forward(Sequences<T> sequences)
    {
        var output = new T[sequences.Count * sequences.TargetSteps * sequences.Network.Outputs];
        Forward(sequences, output);
        return output;
    }

    public void Forward(Sequences<T> sequences, T[] output)
    {
        if (_forwardTokens is not null)
            _forwardTokens(sequences.Tokens, output, sequences.Lengths);
        else
            _forward!(sequences.Input, output, sequences.Lengths);
    }

    public void Predict(Sequences<T> sequences, T[] output)
    {
        if (_predictTokens is not null)
            _predictTokens(sequences.Tokens, output, sequences.Lengths);
        else
            _predict!(sequences.Input, output, sequences.Lengths);
    }

    /// <summary>One time step of all sequences.</summary>
    public void Step(Sequences<T> oneStep, Span<T> output)
    {
        if (_stepTokens is not null)
            _stepTokens(oneStep.Tokens, output);
        else
            _step!(oneStep.Input, output);
    }

    public void Dispose() => _session.Dispose();
}

/// <summary>A trainer; calls allocate nothing on the way to it.</summary>
public sealed class SequenceTrainer<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Func<Sequences<T>, T> _forward, _step;

    public SequenceTrainer(SequenceNetwork<T> network, Trainer<T> trainer)
    {
        Trainer = trainer;
        Backward = trainer.GetType().GetMethod("Backward")!.CreateDelegate<Action>(trainer);
        _forward = Bind(network, "Forward");
        _step = Bind(network, "Step");
    }

    private delegate T Call<TInput, TTarget>(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> targets, ReadOnlySpan<int> lengths);

    public Trainer<T> Trainer { get; }

    public GradientSet<T> Gradients => Trainer.Gradients;

    public Action Backward { get; }

    public T Forward(Sequences<T> sequences) => _forward(sequences);

    public T Step(Sequences<T> sequences) => _step(sequences);

    public void Dispose() => Trainer.Dispose();

    private Func<Sequences<T>, T> Bind(SequenceNetwork<T> network, string name)
    {
        var method = Trainer.GetType().GetMethod(name)!;
        if (network.Vocabulary > 0)
        {
            var labels = method.CreateDelegate<Call<int, int>>(Trainer);
            return sequences => labels(sequences.Tokens, sequences.Labels, sequences.Lengths);
        }

        if (network.HasLabels)
        {
            var labels = method.CreateDelegate<Call<T, int>>(Trainer);
            return sequences => labels(sequences.Input, sequences.Labels, sequences.Lengths);
        }

        var targets = method.CreateDelegate<Call<T, T>>(Trainer);
        return sequences => targets(sequences.Input, sequences.Targets, sequences.Lengths);
    }
}
