using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Threading;

namespace NetGen;

/// <summary>One call of Fit.</summary>
internal sealed class FitRun<T, TInput, TTarget, TLoss>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    private readonly ISupervisedTrainer<T, TInput, TTarget, TLoss> _trainer;
    private readonly TrainingState<T> _training;
    private readonly ParameterSet<T> _parameters;
    private readonly Dataset<TInput, TTarget> _data;
    private readonly FitOptions<TInput, TTarget> _options;
    private readonly CancellationToken _cancellation;
    private readonly SampleOrder _order;
    private readonly TInput[] _inputs;
    private readonly TTarget[] _targets;
    private readonly Queue<Batch> _pending;
    private readonly FitState<T> _state;
    private CheckpointReport? _resumption;

    /// <exception cref="ArgumentException">The data does not fit the network, or options contradict one another.</exception>
    public FitRun(ISupervisedTrainer<T, TInput, TTarget, TLoss> trainer, Dataset<TInput, TTarget> data, FitOptions<TInput, TTarget> options, CancellationToken cancellation)
    {
        options.Validate();
        trainer.SampleLengths.Check(data, nameof(data));
        if (options.Validation is not null)
            trainer.SampleLengths.Check(options.Validation, nameof(options.Validation));
        (_trainer, _training, _parameters, _data, _options, _cancellation) = (trainer, trainer.Training, trainer.Training.Parameters, data, options, cancellation);
        _order = new SampleOrder(data.Count, options.Seed, options.Shuffle);
        _inputs = new TInput[trainer.MaxBatch * trainer.SampleLengths.Input];
        _targets = new TTarget[trainer.MaxBatch * trainer.SampleLengths.Target];
        _pending = new Queue<Batch>(trainer.BatchesAhead + 1);
        _state = new FitState<T>
        {
            Data = FormattableString.Invariant($"{data.Count} samples, batches of {trainer.MaxBatch}, {options.BatchesPerUpdate} per update, shuffled {options.Shuffle}, seed {options.Seed}"),
            Best = options.EarlyStopping?.Worst ?? 0,
            BestParameters = options.EarlyStopping is { RestoreBest: true } ? _parameters.Clone() : null,
        };
    }

    public FitResult Run()
    {
        if (_options.Checkpoint is { Resume: true } checkpoint && File.Exists(checkpoint.Path))
        {
            _resumption = _trainer.LoadCheckpoint(checkpoint.Path, _state);
            if (_state.Position > _data.Count)
                throw new ArgumentException(FormattableString.Invariant($"The checkpoint '{checkpoint.Path}' has done {_state.Position:N0} samples of an epoch, but the dataset has only {_data.Count:N0}."), "data");
        }

        while (_state.Epoch < _options.Epochs && !_state.Stopped)
        {
            var start = Stopwatch.GetTimestamp();
            Train();
            EndEpoch(start);
        }

        if (_state.BestParameters is { } best && _state.BestEpoch > 0)
            _parameters.CopyFrom(best);
        return new FitResult([.. _state.History], _options.EarlyStopping is null ? _state.Epoch : _state.BestEpoch, _state.Stopped, _resumption);
    }

    /// <summary>The rest of an epoch.</summary>
    private void Train()
    {
        var order = _order.Of(_state.Epoch);
        var batch = 0;
        var n = 0;
        for (var first = _state.Position; first < order.Length; first += n)
        {
            if (batch == 0 && _cancellation.IsCancellationRequested)
            {
                Settle(ahead: 0);
                Save();
                _cancellation.ThrowIfCancellationRequested();
            }

            n = Math.Min(_trainer.MaxBatch, order.Length - first);
            var updates = ++batch == _options.BatchesPerUpdate || first + n == order.Length;
            var (steps, batches) = (_training.Update.Step, _training.Batches);
            Read(order.Slice(first, n), out var inputs, out var targets);
            var loss = updates ? _trainer.Step(inputs, targets) : _trainer.Accumulate(inputs, targets);
            _pending.Enqueue(new Batch(loss, first, n, steps, batches, updates, _training.Update.LearningRate));
            Settle(_trainer.BatchesAhead);
            if (!updates)
                continue;

            batch = 0;
            // The end of an epoch is saved with its evaluation.
            if (_options.Checkpoint is { EveryUpdates: > 0 } checkpoint && _training.Update.Step % checkpoint.EveryUpdates == 0 && first + n < order.Length)
            {
                Settle(ahead: 0);
                Save();
            }
        }

        Settle(ahead: 0);
    }

    private void Read(ReadOnlySpan<int> indices, out ReadOnlySpan<TInput> inputs, out ReadOnlySpan<TTarget> targets)
    {
        var (_, inputLength, targetLength, _) = _trainer.SampleLengths;
        var inputRoom = _inputs.AsSpan(0, indices.Length * inputLength);
        var targetRoom = _targets.AsSpan(0, indices.Length * targetLength);
        _data.Read(indices, _state.Epoch, _trainer.Workers, inputRoom, targetRoom);
        inputs = inputRoom;
        targets = targetRoom;
    }

    /// <summary>Takes note of losses, the earliest first, until at most so many are unknown.</summary>
    private void Settle(int ahead)
    {
        while (_pending.Count > ahead)
        {
            var batch = _pending.Dequeue();
            var loss = _trainer.ValueOf(batch.Loss);
            if (!double.IsFinite(loss))
            {
                // Batches after it have been counted where they were begun before its loss was known, but they have changed nothing.
                (_training.Update.Step, _training.Batches) = (batch.Steps, batch.Batches);
                Read(_order.Of(_state.Epoch).Slice(batch.First, batch.Samples), out var inputs, out var targets);
                throw NonFinite(loss, Find(inputs, targets));
            }

            _state.Position += batch.Samples;
            _state.LossSum += batch.Samples * loss;
            _options.Progress?.Report(new FitProgress(
                _state.Epoch + 1, _options.Epochs, _state.Position, _data.Count, batch.Updates ? batch.Steps + 1 : batch.Steps, _state.LossSum / _state.Position, batch.LearningRate));
        }
    }

    private void EndEpoch(long start)
    {
        var trainingLoss = _state.LossSum / _data.Count;
        var validationLoss = double.NaN;
        if (_options.Validation is { } validation)
        {
            if (_training.Average is not null)
                _trainer.ExchangeAverage();
            try
            {
                validationLoss = _trainer.Evaluate(validation, _options.Metrics);
                Judge(validationLoss);
            }
            finally
            {
                if (_training.Average is not null)
                    _trainer.ExchangeAverage();
            }
        }
        else
        {
            Judge(trainingLoss);
        }

        var result = new EpochResult(_state.Epoch + 1, trainingLoss, validationLoss, _training.Update.LearningRate, [.. _options.Metrics.Select(metric => metric.Value)], Stopwatch.GetElapsedTime(start));
        _state.History.Add(result);
        _state.Epoch++;
        _state.Position = 0;
        _state.LossSum = 0;
        _training.Update.ReportMetric(_options.Validation is null ? trainingLoss : validationLoss);
        Save();
        _options.EpochEnded?.Invoke(result);
    }

    /// <summary>Early stopping, with the parameters in place that were evaluated.</summary>
    private void Judge(double loss)
    {
        if (_options.EarlyStopping is not { } stopping)
            return;
        var value = stopping.Metric?.Value ?? loss;
        if (stopping.IsImprovement(value, _state.Best))
        {
            (_state.Best, _state.BestEpoch, _state.Waited) = (value, _state.Epoch + 1, 0);
            _state.BestParameters?.CopyFrom(_parameters);
        }
        else
        {
            _state.Stopped = ++_state.Waited > stopping.Patience;
        }
    }

    private void Save()
    {
        if (_options.Checkpoint is not { } checkpoint)
            return;
        // A state that can only go on to NaN must not replace a good one.
        if (FirstNonFiniteParameter(_parameters.Count) is { } parameter)
            throw NonFinite(_state.LossSum / Math.Max(_state.Position, 1), parameter);
        _trainer.SaveCheckpoint(checkpoint.Path, _state);
    }

    private NonFiniteLossException NonFinite(double loss, string where) =>
        new(_parameters.Layout.Network, loss, _training.Update.Step + 1, _state.Epoch + 1, where, _options.Checkpoint is { } checkpoint && File.Exists(checkpoint.Path) ? checkpoint.Path : null);

    /// <summary>Where a batch that has a loss which is not finite first went wrong: the data, a parameter, a layer.</summary>
    private string Find(ReadOnlySpan<TInput> inputs, ReadOnlySpan<TTarget> targets)
    {
        if (typeof(TInput) == typeof(T) && !Trainer<T, TInput, TTarget>.AreFinite(MemoryMarshal.Cast<TInput, T>(inputs)))
            return "the inputs of the batch";
        if (typeof(TTarget) == typeof(T) && !Trainer<T, TInput, TTarget>.AreFinite(MemoryMarshal.Cast<TTarget, T>(targets)))
            return "the targets of the batch";
        // Not what is no parameter of the loss: statistics of normalizations have seen this very batch.
        return FirstNonFiniteParameter(_parameters.Layout.TrainableCount) ?? _trainer.FirstNonFinite(inputs, targets) ?? "the loss";
    }

    private string? FirstNonFiniteParameter(int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (!Trainer<T, TInput, TTarget>.AreFinite(_parameters[i].Values))
                return $"parameter {_parameters[i].Name}, by an earlier update";
        }

        return null;
    }

    /// <summary>A batch whose loss is not known yet.</summary>
    /// <param name="Loss">The promise of it.</param>
    /// <param name="First">Its first sample, in the order of the epoch.</param>
    /// <param name="Samples">How many.</param>
    /// <param name="Steps">Updates before it.</param>
    /// <param name="Batches">Batches before it.</param>
    /// <param name="Updates">Whether it ends with an update.</param>
    /// <param name="LearningRate">Of the last update when it was begun, its own included.</param>
    private readonly record struct Batch(TLoss Loss, int First, int Samples, long Steps, long Batches, bool Updates, double LearningRate);
}
