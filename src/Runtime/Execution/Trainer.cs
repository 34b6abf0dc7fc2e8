using System;
using System.ComponentModel;
using System.IO;
using System.Numerics;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// Training: the base of every generated trainer. It holds the gradients and the optimizer's state; the parameters are the model's own, so
/// sessions see what a step has changed.
/// </summary>
public abstract partial class Trainer<T> : Computation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private bool _keepsState;

    /// <summary>Called by generated code.</summary>
    /// <param name="parameters">The model's.</param>
    /// <param name="optimizer">The rule of the updates.</param>
    /// <param name="batchSize">Most samples in one step.</param>
    /// <param name="threads">Threads to work with.</param>
    /// <param name="seed">Of random numbers.</param>
    /// <param name="workspace">Elements of the workspace.</param>
    /// <param name="trains">Positions of the parameters that are updated; null for all.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Trainer(ParameterSet<T> parameters, Optimizer optimizer, int batchSize, int threads, ulong seed, long workspace, int[]? trains = null)
        : base(parameters, batchSize, threads, workspace, nameof(batchSize))
        => Training = new TrainingState<T>(parameters, optimizer, seed, trains);

    /// <summary>What a checkpoint holds.</summary>
    private protected TrainingState<T> Training { get; }

    /// <summary>The rule that steps follow; its learning rate may be changed between steps.</summary>
    public Optimizer Optimizer => Training.Optimizer;

    /// <summary>Derivatives of the mean loss of the last batch with respect to every trainable parameter, after <c>Backward</c>, <c>Accumulate</c> or <c>Step</c>; as computed, before any clipping.</summary>
    public GradientSet<T> Gradients => Training.Gradients;

    /// <summary>The average of the parameters over the updates, if the optimizer's settings ask for one.</summary>
    public ParameterSet<T>? Average => Training.Average;

    /// <summary>
    /// Recurrent states go on from batch to batch, instead of starting at zero: for truncated backpropagation through time, where each batch continues the sequences of the one before.
    /// <see cref="Computation{T}.Reset"/> begins new ones. Default false.
    /// </summary>
    /// <exception cref="InvalidOperationException">A layer runs from the end of sequences to their beginning: there is no going on.</exception>
    public bool KeepsState
    {
        get => _keepsState;
        set => _keepsState = Training.CheckKeepsState(value, RunsFromTheEnd);
    }

    /// <summary>
    /// With <see cref="KeepsState"/>: the steps after which the states of a batch are those that the next one begins with. Where batches of k2 steps overlap, each beginning k1 steps after the one before,
    /// it is k1 (Williams and Peng 1990). Default 0: all steps, for batches that follow each other.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int CarriedSteps
    {
        get => Training.CarriedSteps;
        set => Training.CarriedSteps = value;
    }

    /// <summary>Of generated trainers: a layer runs from the end of sequences.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual bool RunsFromTheEnd => false;

    /// <summary>Of a call with so many steps, those after which states are carried on.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected int StepsToCarry(int steps) => Training.StepsToCarry(steps);

    /// <summary>Updates made so far.</summary>
    public long StepCount => Training.Update.Step;

    /// <summary>The learning rate of the last update, or before the first of the one to come: the optimizer's, times its schedule's factor.</summary>
    public double LearningRate => Training.Update.LearningRate;

    /// <summary>The norm of all gradients in the last update, before clipping; 0 unless the optimizer clips by it.</summary>
    public double GradientNorm => Training.Update.GradientNorm;

    /// <summary>
    /// Changes the parameters by the gradients, as the optimizer says: those of the last <c>Backward</c>, or if batches have been accumulated, the mean over all their samples. Allocates nothing.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The trainer has been disposed of.</exception>
    public void Update()
    {
        ThrowIfDisposed();
        if (Training.AccumulatedSamples > 0)
        {
            Training.Update.Update(Workers, Parameters, Training.Accumulated.All, 1.0 / Training.AccumulatedSamples);
            Training.Accumulated.Clear();
            Training.AccumulatedSamples = 0;
        }
        else
        {
            Training.Update.Update(Workers, Parameters, Gradients.All);
        }

        Training.Batches++;
        if (Average is not null)
        {
            MoveTowards<T>.Run(Workers, Average.All, Parameters.All, Training.AverageStep);
            Average.MarkChanged();
        }
    }

    /// <summary>Tells the schedule how well training goes, by a value that should become small: see <see cref="Schedule.ReduceOnPlateau"/>.</summary>
    public void ReportMetric(double value) => Training.Update.ReportMetric(value);

    /// <summary>
    /// Exchanges the model's parameters with their average, so that sessions compute with it; a second call exchanges them back. Between the two nothing may be trained or saved as a checkpoint.
    /// </summary>
    /// <exception cref="InvalidOperationException">The optimizer's settings ask for no average.</exception>
    public void ExchangeAverage()
    {
        var average = Training.RequireAverage();
        ExchangeLoop<T>.Run(Workers, Parameters.All, average.All);
        Parameters.MarkChanged();
        average.MarkChanged();
    }

    /// <summary>The update after a batch, together with batches accumulated before it. If the loss is not a finite number, nothing is updated: the trainable parameters stay as they were.</summary>
    /// <param name="samples">Samples of the batch.</param>
    /// <param name="loss">Its mean loss.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void UpdateAfter(int samples, T loss)
    {
        if (!T.IsFinite(loss))
            return;
        if (Training.AccumulatedSamples > 0)
            AddGradients(samples);
        Update();
    }

    /// <summary>Adds the gradients of a batch to those of the batches since the last update. A batch whose loss is not a finite number is left out.</summary>
    /// <param name="samples">Samples of the batch.</param>
    /// <param name="loss">Its mean loss.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void AccumulateAfter(int samples, T loss)
    {
        if (!T.IsFinite(loss))
            return;
        AddGradients(samples);
        Training.Batches++;
    }

    /// <summary>What determines the random numbers of the current batch.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected RandomKey Key => Training.Key;

    /// <summary>Room for a copy of the largest batch of an argument.</summary>
    /// <param name="sample">Elements of a sample, or of one time step of it.</param>
    /// <param name="steps">Time steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">No array is that large.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TElement[] RoomForBatch<TElement>(int sample, int steps = 1)
        where TElement : unmanaged
    {
        decimal length = (decimal)MaxBatch * sample * steps;
        return length <= Array.MaxLength
            ? new TElement[(int)length]
            : throw new ArgumentOutOfRangeException("batchSize", MaxBatch, FormattableString.Invariant($"{Parameters.Layout.Network}: a batch of {MaxBatch} has {length:N0} elements, more than the {Array.MaxLength:N0} of an array."));
    }

    /// <summary>Throws unless the last Forward has left what derivatives need: a Backward uses it up, a Step overwrites it.</summary>
    /// <param name="samples">Of that Forward; 0 if there is none.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CheckForward(int samples)
    {
        ThrowIfDisposed();
        Training.CheckForward(samples);
    }

    /// <summary>A gradient by place in the flat buffer.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Span<T> Gradient(int offset, int length) => Gradients.All.Slice(offset, length);

    /// <summary>
    /// Saves all that training needs to go on bit for bit: parameters, optimizer, schedule, average, accumulated gradients, recurrent states, counters of random numbers. One safetensors file; it is replaced whole or not at all.
    /// </summary>
    /// <exception cref="IOException">Writing failed; the old file is as it was. <see cref="UnauthorizedAccessException"/> likewise.</exception>
    public void SaveCheckpoint(string path) => SaveCheckpoint(path, fit: null);

    /// <summary>Takes over the state of a checkpoint. The settings stay those of this trainer, but for the learning rate and the seed, which are the checkpoint's.</summary>
    /// <returns>What was different when it was written.</returns>
    /// <exception cref="SafetensorsException">The file is damaged, no checkpoint, or of another network or optimizer; the message says which tensors differ. Nothing has been loaded.</exception>
    public CheckpointReport LoadCheckpoint(string path) => LoadCheckpoint(path, fit: null);

    internal void SaveCheckpoint(string path, FitState<T>? fit) => Training.Save(path, State, fit);

    internal CheckpointReport LoadCheckpoint(string path, FitState<T>? fit) => Training.Load(path, State, fit);

    private protected override string Kind => "trainer";

    private void AddGradients(int samples)
    {
        AddMultiple<T>.Run(Workers, Training.Accumulated.All, Gradients.All, samples);
        Training.AccumulatedSamples += samples;
    }
}
