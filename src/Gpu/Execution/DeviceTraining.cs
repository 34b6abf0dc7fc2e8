using System;
using System.Collections.Generic;
using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Gpu;

/// <summary>
/// A training's values on the device, and what happens to them after the derivatives of a batch. The host decides nothing that depends on a loss: whether a batch counts, and by how many samples gradients are to be divided,
/// the device finds out itself.
/// </summary>
internal sealed class DeviceTraining
{
    private readonly TrainingState<float> _state;
    private readonly DeviceUpdate _update;
    private readonly (int Offset, ParameterDefinition Definition)[] _limited;
    private readonly PageLockedArray1D<int> _counts;
    private readonly int _groupSize;

    private int _runs;
    private bool _isRun;

    // Once a batch has been accumulated, only the device knows whether some are: it may not have counted.
    private ArrayView<float>? _accumulated;

    public DeviceTraining(TrainingState<float> state, DeviceValues parameters, DeviceStream stream, DeviceMemory memory, Progress progress)
    {
        (_state, Parameters, Stream, Memory, Progress, _groupSize) = (state, parameters, stream, memory, progress, stream.Device.GroupSize);
        var layout = state.Parameters.Layout;
        var (network, length) = (layout.Network, layout.TrainableLength);
        Gradients = new DeviceValues(memory, stream, state.Gradients, length, $"{network}: the gradients");
        // The number of steps, which is last, stays on the host.
        Moments = new DeviceValues(memory, stream, state.Update.Buffers, state.Update.Buffers.Layout.Length - 2, $"{network}: the optimizer's memory");
        if (state.Average is not null)
            Average = new DeviceValues(memory, stream, state.Average, layout.Length, $"{network}: the average of the parameters");
        Status = new UpdateStatus
        {
            Counts = memory.AllocateZeros<int>(UpdateStatus.CountsLength, $"{network}: the state of updates"),
            Factors = memory.AllocateZeros<float>(UpdateStatus.FactorsLength, $"{network}: the state of updates"),
        };
        _counts = memory.AllocatePinned<int>(UpdateStatus.CountsLength);
        _limited = Limited(state.Update.Layout);
        _update = DeviceUpdate.Of(state.Update, this);
    }

    public DeviceStream Stream { get; }

    public DeviceMemory Memory { get; }

    public Progress Progress { get; }

    public DeviceValues Parameters { get; }

    public DeviceValues Gradients { get; }

    public DeviceValues Moments { get; }

    public DeviceValues? Average { get; }

    /// <summary>Sums of gradients times samples. As long as no batch has been accumulated, some memory that nobody reads.</summary>
    public ArrayView<float> Accumulated => _accumulated ?? Gradients.View;

    public UpdateStatus Status { get; }

    /// <summary>From here on, until <see cref="EndRun"/>, a batch whose loss is not finite is the last one that may count: the host need not know the loss before it goes on.</summary>
    public void BeginRun()
    {
        _runs++;
        _isRun = true;
    }

    /// <summary>Batches are each for itself again.</summary>
    public void EndRun() => _isRun = false;

    /// <summary>Tells the host the loss of a batch.</summary>
    public PendingLoss Report(ArrayView<float> loss) => Note(loss, LossUse.Report, samples: 0);

    /// <summary>Adds the gradients of a batch to those of the batches since the last update, if its loss is finite.</summary>
    public PendingLoss Accumulate(int samples, ArrayView<float> loss)
    {
        _accumulated ??= Memory.AllocateZeros<float>(Gradients.View.Length, $"{_state.Parameters.Layout.Network}: the accumulated gradients");
        var pending = Note(loss, LossUse.Accumulate, samples);
        AddGradients(samples);
        _state.Batches++;
        return pending;
    }

    /// <summary>The update after a batch, together with batches accumulated before it, if its loss is finite.</summary>
    public PendingLoss UpdateAfter(int samples, ArrayView<float> loss) => Update(loss, LossUse.Update, samples);

    /// <summary>The update by the accumulated gradients, or if there are none by the last ones.</summary>
    public void Update() => Update(Status.Factors, LossUse.UpdateAnyway, samples: 0);

    /// <summary>Exchanges the parameters with their average.</summary>
    public void ExchangeAverage()
    {
        _state.RequireAverage();
        Parameters.Require();
        Average!.Require();
        var count = (int)Parameters.View.Length;
        Stream.Launch(Over(count), new ExchangeKernel { A = Parameters.View, B = Average.View, Count = count });
        Parameters.MarkChanged();
        Average.MarkChanged();
    }

    /// <summary>The norm of all gradients in the last update, before clipping; waits for the device.</summary>
    public double GradientNorm()
    {
        Span<float> factors = stackalloc float[UpdateStatus.FactorsLength];
        Stream.Read(Status.Factors, factors);
        return factors[^1];
    }

    /// <summary>Brings to the host what a checkpoint holds and nobody fetches by reading it.</summary>
    public void FetchAccumulated()
    {
        if (_accumulated is not { } accumulated)
            return;
        Stream.Read(accumulated, _state.Accumulated.All);
        Stream.CopyTo(Status.Counts, _counts);
        Stream.Synchronize();
        _state.AccumulatedSamples = _counts.Span[UpdateStatus.AccumulatedSamples];
    }

    /// <summary>Takes over accumulated gradients from the host.</summary>
    public void TakeAccumulated()
    {
        if (_state.AccumulatedSamples > 0)
            _accumulated ??= Memory.AllocateZeros<float>(Gradients.View.Length, $"{_state.Parameters.Layout.Network}: the accumulated gradients");
        if (_accumulated is not { } accumulated)
            return;
        Stream.Write(_state.Accumulated.All, accumulated);
        _counts.Span[UpdateStatus.AccumulatedSamples] = (int)_state.AccumulatedSamples;
        Stream.CopyFrom(_counts, UpdateStatus.CountsLength, Status.Counts);
        Stream.Synchronize();
    }

    private static (int, ParameterDefinition)[] Limited(ParameterLayout layout)
    {
        var limited = new List<(int, ParameterDefinition)>();
        for (var i = 0; i < layout.TrainableCount; i++)
        {
            if (layout.Definitions[i] is { MaxNorm: > 0, Frozen: false } definition)
                limited.Add((layout.OffsetOf(i), definition));
        }

        return [.. limited];
    }

    private PendingLoss Update(ArrayView<float> loss, int use, int samples)
    {
        Parameters.Require();
        Moments.Require();
        Average?.Require();
        // Whether the loss is finite, the host does not know: the step is counted, and schedule and bias corrections go on.
        _state.Update.Step++;
        _update.PrepareRules();
        var pending = Note(loss, use, samples);
        if (_accumulated is not null && use == LossUse.Update)
            AddGradients(samples);
        _update.Apply();
        foreach (var (offset, definition) in _limited)
            Limit(offset, definition);
        if (Average is not null)
            MoveAverage(Average);
        if (_accumulated is { } accumulated)
            Stream.Launch(Over((int)accumulated.Length), new ForgetKernel { Accumulated = accumulated, Status = Status, Count = (int)accumulated.Length });

        Moments.MarkChanged();
        Parameters.MarkChanged();
        _state.Batches++;
        return pending;
    }

    // The first of the kernels after a batch: what it decides, the others read.
    private PendingLoss Note(ArrayView<float> loss, int use, int samples)
    {
        Stream.Launch((1, 1), new LossKernel { Loss = loss, Slot = Progress.Slot, Status = Status, Number = (int)Progress.Current, Use = use, Samples = samples, OfRun = _isRun ? _runs : 0 });
        var call = Progress.Publish();
        // Statistics that the forward pass keeps.
        if (_state.Parameters.Layout.StateLength > 0)
            Parameters.MarkChanged();
        return new PendingLoss(Progress, call);
    }

    private void AddGradients(int samples) => Stream.Launch(Over((int)Accumulated.Length), new AccumulateKernel
    {
        Accumulated = Accumulated,
        Gradients = Gradients.View,
        Status = Status,
        Samples = samples,
        Count = (int)Accumulated.Length,
    });

    private void Limit(int offset, ParameterDefinition definition)
    {
        var outputs = definition.Shape.Length == 0 ? 1 : definition.Shape[^1];
        Stream.Launch(Over(outputs), new MaxNormKernel
        {
            Weights = Parameters.View.SubView(offset, definition.Length),
            Status = Status,
            Outputs = outputs,
            Count = definition.Length,
            MaxNorm = (float)definition.MaxNorm,
        });
    }

    private void MoveAverage(DeviceValues average)
    {
        var count = (int)average.View.Length;
        Stream.Launch(Over(count), new MoveTowardsKernel { A = average.View, B = Parameters.View, Status = Status, Factor = (float)_state.AverageStep, Count = count });
        average.MarkChanged();
    }

    // A thread for each element.
    private KernelConfig Over(int count) => ((count + _groupSize - 1) / _groupSize, _groupSize);
}
