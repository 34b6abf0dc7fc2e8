using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>A state that applies a rule in one pass over parameters, gradients and moments.</summary>
internal sealed class FusedUpdate<T, TRule> : OptimizerState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TRule : unmanaged, IUpdateRule<T>
{
    private readonly UpdateSegment[] _segments;
    private readonly TRule[] _rules;
    private readonly RuleAt<TRule> _ruleAt;

    /// <param name="optimizer">The settings.</param>
    /// <param name="layout">The parameters to be trained.</param>
    /// <param name="ruleAt">Makes the rule of a step and segment.</param>
    /// <param name="moments">Those of the rule, at most three.</param>
    public FusedUpdate(Optimizer optimizer, ParameterLayout layout, RuleAt<TRule> ruleAt, params ReadOnlySpan<Moment> moments)
        : base(optimizer, layout, moments)
    {
        _segments = UpdateSegment.Of(layout);
        _rules = new TRule[_segments.Length];
        (_ruleAt, MomentCount) = (ruleAt, moments.Length);
    }

    /// <summary>Numbers that are remembered for each element.</summary>
    public int MomentCount { get; }

    /// <summary>The runs of elements that are updated alike.</summary>
    public ReadOnlySpan<UpdateSegment> Segments => _segments;

    /// <summary>The rule of each segment in the present step; valid until the next.</summary>
    public ReadOnlySpan<TRule> Rules()
    {
        for (var i = 0; i < _segments.Length; i++)
            _rules[i] = _ruleAt(new UpdateStep(Step, LearningRate * _segments[i].LearningRateScale, _segments[i].Decay ? Optimizer.WeightDecay : 0));
        return _rules;
    }

    internal override TResult WithRule<TResult>(IRuleUser<T, TResult> user) => user.Use(this);

    private protected override void Apply(Workers workers, Span<T> parameters, ReadOnlySpan<T> gradients, double scale, double limit)
    {
        var loop = new UpdateLoop<T, TRule>
        {
            Parameters = parameters,
            Gradients = gradients,
            Moments = Buffers.All,
            MomentCount = MomentCount,
            Segments = _segments,
            Rules = Rules(),
            Scale = T.CreateTruncating(scale),
            Limit = T.CreateTruncating(limit),
        };
        Loop<T>.Run(workers, UpdateBlocks.Count(parameters.Length), UpdateBlocks.Length, loop);
    }
}

/// <summary>The pass over blocks [first, last).</summary>
internal readonly ref struct UpdateLoop<T, TRule> : ILoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TRule : struct, IUpdateRule<T>
{
    public required Span<T> Parameters { get; init; }

    public required ReadOnlySpan<T> Gradients { get; init; }

    /// <summary>Moment k of element i is at k Parameters.Length + i.</summary>
    public required Span<T> Moments { get; init; }

    public required int MomentCount { get; init; }

    public required ReadOnlySpan<UpdateSegment> Segments { get; init; }

    public required ReadOnlySpan<TRule> Rules { get; init; }

    /// <summary>Factor on the gradients.</summary>
    public required T Scale { get; init; }

    /// <summary>Largest magnitude of a gradient, after the factor; infinite if there is none.</summary>
    public required T Limit { get; init; }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run<V>(int first, int last) where V : struct, IVector<V, T>
    {
        foreach (var part in new UpdateBlocks(Segments, Parameters.Length, first, last))
        {
            if (part.Segment >= 0)
                Update<V>(Rules[part.Segment], part.First, part.Last);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Update<V>(TRule rule, int first, int last) where V : struct, IVector<V, T>
    {
        var i = first;
        for (; i <= last - V.Count; i += V.Count)
            UpdateAt<V>(rule, i);
        for (; i < last; i++)
            UpdateAt<Scalar<T>>(rule, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void UpdateAt<V>(in TRule rule, nint i) where V : struct, IVector<V, T>
    {
        ref var w = ref MemoryMarshal.GetReference(Parameters);
        ref var m = ref MemoryMarshal.GetReference(Moments);
        nint stride = Parameters.Length;
        var (moment0, moment1, moment2) = (default(V), default(V), default(V));
        if (MomentCount > 0)
            moment0 = V.Load(ref m, i);
        if (MomentCount > 1)
            moment1 = V.Load(ref m, stride + i);
        if (MomentCount > 2)
            moment2 = V.Load(ref m, 2 * stride + i);

        var g = V.Broadcast(Scale) * V.Load(ref MemoryMarshal.GetReference(Gradients), i);
        if (T.IsFinite(Limit))
            g = V.Max(V.Min(g, V.Broadcast(Limit)), V.Broadcast(-Limit));
        V.Store(rule.Update(V.Load(ref w, i), g, ref moment0, ref moment1, ref moment2), ref w, i);

        if (MomentCount > 0)
            V.Store(moment0, ref m, i);
        if (MomentCount > 1)
            V.Store(moment1, ref m, stride + i);
        if (MomentCount > 2)
            V.Store(moment2, ref m, 2 * stride + i);
    }
}
