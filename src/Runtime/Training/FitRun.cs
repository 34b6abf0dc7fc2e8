using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Threading;
using NetGen.Kernels;

namespace NetGen;

/// <summary>One call of Fit.</summary>
internal sealed class FitRun<T, TInput, TTarget>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TInput : unmanaged
    where TTarget : unmanaged
{
    private readonly Trainer<T, TInput, TTarget> _trainer;
    private readonly ParameterSet<T> _parameters;
    private readonly Dataset<TInput, TTarget> _data;
    private readonly FitOptions<TInput, TTarget> _options;
    private readonly Workers _workers;
    private readonly CancellationToken _cancellation;
    private readonly SampleOrder _order;
    private readonly TInput[] _inputs;
    private readonly TTarget[] _targets;
    private readonly FitState<T> _state;
    private CheckpointReport? _resumption;

    public FitRun(Trainer<T, TInput, TTarget> trainer, ParameterSet<T> parameters, Dataset<TInput, TTarget> data, FitOptions<TInput, TTarget> options, Workers workers, CancellationToken cancellation)
    {
        (_trainer, _parameters, _data, _options, _workers, _cancellation) = (trainer, parameters, data, options, workers, cancellation);
        _order = new SampleOrder(data.Count, options.Seed, options.Shuffle);
        _inputs = new TInput[trainer.MaxBatch * trainer.InputLength];
        _targets = new TTarget[trainer.MaxBatch * trainer.TargetLength];
        _state = new FitState<T>
        {
            Data = FormattableString.Invariant($"{data.Count} samples, batches of {trainer.MaxBatch}, {options.BatchesPerUpdate} per update, shuffled {options.Shuffle}, seed {options.Seed}"),
            Best = options.EarlyStopping?.Worst ?? 0,
            BestParameters = options.EarlyStopping is { RestoreBest: true } ? parameters.Clone() : null,
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
        while (_state.Position < order.Length)
        {
            if (batch == 0 && _cancellation.IsCancellationRequested)
            {
                Save();
                _cancellation.ThrowIfCancellationRequested();
            }

            var n = Math.Min(_trainer.MaxBatch, order.Length - _state.Position);
            var inputs = _inputs.AsSpan(0, n * _trainer.InputLength);
            var targets = _targets.AsSpan(0, n * _trainer.TargetLength);
            _data.Read(order.Slice(_state.Position, n), _state.Epoch, _workers, inputs, targets);
            var updates = ++batch == _options.BatchesPerUpdate || _state.Position + n == order.Length;
            var loss = double.CreateTruncating(updates ? _trainer.Step(inputs, targets) : _trainer.Accumulate(inputs, targets));
            if (!double.IsFinite(loss))
                throw NonFinite(loss, Find(inputs, targets));

            _state.Position += n;
            _state.LossSum += n * loss;
            if (updates)
            {
                batch = 0;
                // The end of an epoch is saved with its evaluation.
                if (_options.Checkpoint is { EveryUpdates: > 0 } checkpoint && _trainer.StepCount % checkpoint.EveryUpdates == 0 && _state.Position < order.Length)
                    Save();
            }

            _options.Progress?.Report(new FitProgress(_state.Epoch + 1, _options.Epochs, _state.Position, order.Length, _trainer.StepCount, _state.LossSum / _state.Position, _trainer.LearningRate));
        }
    }

    private void EndEpoch(long start)
    {
        var trainingLoss = _state.LossSum / _data.Count;
        var validationLoss = double.NaN;
        if (_options.Validation is { } validation)
        {
            if (_trainer.Average is not null)
                _trainer.ExchangeAverage();
            try
            {
                validationLoss = _trainer.Evaluate(validation, _options.Metrics);
                Judge(validationLoss);
            }
            finally
            {
                if (_trainer.Average is not null)
                    _trainer.ExchangeAverage();
            }
        }
        else
        {
            Judge(trainingLoss);
        }

        var result = new EpochResult(_state.Epoch + 1, trainingLoss, validationLoss, _trainer.LearningRate, [.. _options.Metrics.Select(metric => metric.Value)], Stopwatch.GetElapsedTime(start));
        _state.History.Add(result);
        _state.Epoch++;
        _state.Position = 0;
        _state.LossSum = 0;
        _trainer.ReportMetric(_options.Validation is null ? trainingLoss : validationLoss);
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
        if (FirstNonFiniteParameter() is { } parameter)
            throw NonFinite(_state.LossSum / Math.Max(_state.Position, 1), parameter);
        _trainer.SaveCheckpoint(checkpoint.Path, _state);
    }

    private NonFiniteLossException NonFinite(double loss, string where) =>
        new(_parameters.Layout.Network, loss, _trainer.StepCount + 1, _state.Epoch + 1, where, _options.Checkpoint is { } checkpoint && File.Exists(checkpoint.Path) ? checkpoint.Path : null);

    /// <summary>Where a batch that has a loss which is not finite first went wrong: the data, a parameter, a layer.</summary>
    private string Find(ReadOnlySpan<TInput> inputs, ReadOnlySpan<TTarget> targets)
    {
        if (typeof(TInput) == typeof(T) && !Trainer<T, TInput, TTarget>.AreFinite(MemoryMarshal.Cast<TInput, T>(inputs)))
            return "the inputs of the batch";
        if (typeof(TTarget) == typeof(T) && !Trainer<T, TInput, TTarget>.AreFinite(MemoryMarshal.Cast<TTarget, T>(targets)))
            return "the targets of the batch";
        return FirstNonFiniteParameter() ?? _trainer.FirstNonFinite(inputs, targets) ?? "the loss";
    }

    private string? FirstNonFiniteParameter()
    {
        for (var i = 0; i < _parameters.Count; i++)
        {
            if (!Trainer<T, TInput, TTarget>.AreFinite(_parameters[i].Values))
                return $"parameter {_parameters[i].Name}, by an earlier update";
        }

        return null;
    }
}
