using System;
using System.Collections.Generic;
using System.Threading;

namespace NetGen;

public abstract partial class Trainer<T, TInput, TTarget>
{
    private Evaluator<T, TInput, TTarget>? _evaluator;

    /// <summary>
    /// Trains for some epochs, in batches of at most <see cref="Computation.MaxBatch"/> samples (the last of an epoch may be smaller). Steps allocate nothing. With a checkpoint, training that was
    /// killed at any moment goes on bit for bit as if it had not been.
    /// </summary>
    /// <param name="data">What to learn from.</param>
    /// <param name="options">Everything around the steps; default ten epochs.</param>
    /// <param name="cancellation">Stops between two updates, after a checkpoint.</param>
    /// <exception cref="ArgumentException">The data does not fit the network, or options contradict one another.</exception>
    /// <exception cref="NonFiniteLossException">A loss is NaN or infinite. Trainable parameters are those before the step.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="SafetensorsException">The checkpoint to go on from is damaged, or of another network or optimizer.</exception>
    public FitResult Fit(Dataset<TInput, TTarget> data, FitOptions<TInput, TTarget>? options = null, CancellationToken cancellation = default)
    {
        options ??= new FitOptions<TInput, TTarget>();
        options.Validate();
        CheckDataset(data, nameof(data));
        if (options.Validation is not null)
            CheckDataset(options.Validation, nameof(options.Validation));
        return new FitRun<T, TInput, TTarget>(this, Parameters, data, options, Workers, cancellation).Run();
    }

    /// <summary>The mean loss over a dataset, as in inference, with the model's present parameters. The metrics hold their values afterwards.</summary>
    /// <exception cref="ArgumentException">The data does not fit the network.</exception>
    public double Evaluate(Dataset<TInput, TTarget> data, IReadOnlyList<Metric>? metrics = null)
    {
        _evaluator ??= new Evaluator<T, TInput, TTarget>(this, NewSession(MaxBatch, Workers.Count));
        return _evaluator.Evaluate(data, metrics ?? [], Workers);
    }

    internal void CheckDataset(Dataset<TInput, TTarget> data, string argument)
    {
        ArgumentNullException.ThrowIfNull(data, argument);
        if (data.Count < 1)
            throw new ArgumentException($"{Parameters.Layout.Network}: the dataset is empty.", argument);
        if (data.InputLength != InputLength)
            throw new ArgumentException(FormattableString.Invariant($"{Parameters.Layout.Network}: a sample's input is {InputLength:N0} elements, but the dataset's is {data.InputLength:N0}."), argument);
        if (data.TargetLength != TargetLength)
            throw new ArgumentException(FormattableString.Invariant($"{Parameters.Layout.Network}: a sample's target is {TargetLength:N0} elements, but the dataset's is {data.TargetLength:N0}."), argument);
    }

    private protected override void DisposeParts()
    {
        base.DisposeParts();
        _evaluator?.Dispose();
    }
}
