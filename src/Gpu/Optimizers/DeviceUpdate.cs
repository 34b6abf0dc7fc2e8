using System;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Gpu;

/// <summary>The update of a training, on the device: by the optimizer's own rule, whose coefficients the host computes and whose formula the device runs.</summary>
internal abstract class DeviceUpdate
{
    private protected DeviceUpdate(DeviceTraining training) => Training = training;

    private protected DeviceTraining Training { get; }

    /// <summary>For the rule of an optimizer.</summary>
    public static DeviceUpdate Of(OptimizerState<float> state, DeviceTraining training) => state.WithRule(new Maker(training));

    /// <summary>Computes the rule of the step that has been counted, and queues its copy to the device; before the loss of the step is queued.</summary>
    public abstract void PrepareRules();

    /// <summary>Queues the update.</summary>
    public abstract void Apply();

    private sealed class Maker(DeviceTraining training) : IRuleUser<float, DeviceUpdate>
    {
        public DeviceUpdate Use<TRule>(FusedUpdate<float, TRule> update)
            where TRule : unmanaged, IUpdateRule<float>
            => new DeviceUpdate<TRule>(update, training);
    }
}

/// <summary>The update by a rule.</summary>
internal sealed class DeviceUpdate<TRule> : DeviceUpdate
    where TRule : unmanaged, IUpdateRule<float>
{
    private readonly FusedUpdate<float, TRule> _update;
    private readonly PinnedRing<TRule> _rules;
    private readonly TRule[] _uploaded;
    private readonly UpdateParts _parts;
    private readonly int _partCount;
    private readonly ArrayView<float> _sums;

    public DeviceUpdate(FusedUpdate<float, TRule> update, DeviceTraining training)
        : base(training)
    {
        var (memory, stream, network) = (training.Memory, training.Stream, update.Layout.Network);
        _update = update;
        _rules = new PinnedRing<TRule>(memory, stream, training.Progress, update.Segments.Length, $"{network}: the table of rules");
        _uploaded = new TRule[update.Segments.Length];

        var table = UpdateParts.Of(update.Segments);
        _partCount = table.Length / 3;
        var parts = new PinnedRing<int>(memory, stream, training.Progress, table.Length, $"{network}: the table of segments");
        parts.Upload(table);
        _parts = new UpdateParts { Table = parts.Buffer };
        if (update.Optimizer.Clipping is { OfNorm: true })
            _sums = memory.Allocate<float>(_partCount, $"{network}: sums of squares");
    }

    public override void PrepareRules()
    {
        var rules = _update.Rules();
        // Without schedule and bias corrections they stay as they are.
        if (MemoryMarshal.AsBytes(rules).SequenceEqual(MemoryMarshal.AsBytes<TRule>(_uploaded)) && _update.Step > 1)
            return;
        rules.CopyTo(_uploaded);
        _rules.Upload(rules);
    }

    public override void Apply()
    {
        if (_partCount == 0)
            return;
        var (stream, status, groupSize) = (Training.Stream, Training.Status, Training.Stream.Device.GroupSize);
        var limit = float.PositiveInfinity;
        if (_update.Optimizer.Clipping is { OfNorm: true } ofNorm)
        {
            stream.Launch((_partCount, groupSize), new SquaresKernel
            {
                Gradients = Training.Gradients.View,
                Accumulated = Training.Accumulated,
                Parts = _parts,
                Status = status,
                Sums = _sums,
            });
            stream.Launch((1, groupSize), new NormKernel
            {
                Sums = _sums,
                Count = _partCount,
                Status = status,
                Limit = (float)ofNorm.Limit,
                Epsilon = (float)OptimizerState<float>.NormEpsilon,
            });
        }
        else if (_update.Optimizer.Clipping is { } byValue)
        {
            limit = (float)byValue.Limit;
        }

        stream.Launch((_partCount, groupSize), new UpdateKernel<TRule>
        {
            Parameters = Training.Parameters.View,
            Gradients = Training.Gradients.View,
            Accumulated = Training.Accumulated,
            Moments = Training.Moments.View,
            MomentCount = _update.MomentCount,
            Stride = _update.Layout.TrainableLength,
            Parts = _parts,
            Rules = _rules.Buffer,
            Status = status,
            Limit = limit,
        });
    }
}
