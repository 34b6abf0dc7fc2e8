using System;
using System.ComponentModel;
using System.IO;
using ILGPU;
using NetGen.Kernels;

namespace NetGen.Gpu;

/// <summary>
/// Training on a device: the base of every generated trainer for devices. Parameters, gradients and the optimizer's memory are there; a step waits for nothing, and what it has changed comes back when somebody reads it:
/// the model's parameters, <see cref="Gradients"/>, <see cref="Average"/>.
/// </summary>
/// <remarks>
/// A step whose loss is not finite changes no trainable parameter, as on the CPU. But the host does not wait to know it, so such a step is counted: schedules, bias corrections and random numbers go on. Fit stops there.
/// </remarks>
public abstract class GpuTrainer : GpuComputation
{
    private readonly TrainingState<float> _state;
    private readonly DeviceTraining _training;
    private bool _keepsState;

    /// <summary>Called by generated code.</summary>
    /// <param name="parameters">The model's.</param>
    /// <param name="device">Where to train.</param>
    /// <param name="optimizer">The rule of the updates.</param>
    /// <param name="batchSize">Most samples in one step.</param>
    /// <param name="seed">Of random numbers.</param>
    /// <param name="workspace">Elements of the workspace.</param>
    /// <param name="trains">Positions of the parameters that are updated; null for all.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected GpuTrainer(ParameterSet<float> parameters, Device device, Optimizer optimizer, int batchSize, ulong seed, long workspace, int[]? trains = null)
        : base(parameters, device, batchSize, workspace, nameof(batchSize))
    {
        try
        {
            _state = new TrainingState<float>(parameters, optimizer, seed, trains, $"{device.Name}, {device.Kind}");
            _training = new DeviceTraining(_state, Parameters, Stream, Memory, Progress);
        }
        catch
        {
            Memory.Dispose();
            throw;
        }
    }

    /// <summary>The rule that steps follow; its learning rate may be changed between steps.</summary>
    public Optimizer Optimizer => _state.Optimizer;

    /// <summary>
    /// Derivatives of the mean loss of the last batch with respect to every trainable parameter; as computed, before any clipping. To read them waits for the device. What is written to them stays on the host.
    /// </summary>
    public GradientSet<float> Gradients => _state.Gradients;

    /// <summary>The average of the parameters over the updates, if the optimizer's settings ask for one. To read it waits for the device.</summary>
    public ParameterSet<float>? Average => _state.Average;

    /// <inheritdoc cref="Trainer{T}.KeepsState"/>
    public bool KeepsState
    {
        get => _keepsState;
        set => _keepsState = _state.CheckKeepsState(value, RunsFromTheEnd);
    }

    /// <inheritdoc cref="Trainer{T}.CarriedSteps"/>
    public int CarriedSteps
    {
        get => _state.CarriedSteps;
        set => _state.CarriedSteps = value;
    }

    /// <summary>Steps so far, those included whose loss was not finite.</summary>
    public long StepCount => _state.Update.Step;

    /// <inheritdoc cref="Trainer{T}.LearningRate"/>
    public double LearningRate => _state.Update.LearningRate;

    /// <summary>The norm of all gradients in the last update, before clipping; 0 unless the optimizer clips by it. Waits for the device.</summary>
    public double GradientNorm
    {
        get
        {
            ThrowIfDisposed();
            return _training.GradientNorm();
        }
    }

    /// <summary>Of generated trainers: a layer runs from the end of sequences.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected virtual bool RunsFromTheEnd => false;

    /// <summary>What determines the random numbers of the current batch.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected RandomKey Key => _state.Key;

    private protected override string Kind => "trainer";

    /// <summary>What a checkpoint holds.</summary>
    private protected TrainingState<float> Training => _state;

    /// <summary>What becomes of it on the device.</summary>
    private protected DeviceTraining OnDevice => _training;

    /// <summary>
    /// Changes the parameters by the gradients, as the optimizer says: those of the last <c>Backward</c>, or if batches have been accumulated, the mean over all their samples. Waits for nothing.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The trainer has been disposed of.</exception>
    public void Update()
    {
        ThrowIfDisposed();
        _training.Update();
    }

    /// <inheritdoc cref="Trainer{T}.ReportMetric"/>
    public void ReportMetric(double value) => _state.Update.ReportMetric(value);

    /// <inheritdoc cref="Trainer{T}.ExchangeAverage"/>
    public void ExchangeAverage()
    {
        ThrowIfDisposed();
        _training.ExchangeAverage();
    }

    /// <summary>Waits until the device has done all steps, and brings the parameters back into the model. Without it they come back when they are read.</summary>
    public void Synchronize()
    {
        ThrowIfDisposed();
        Stream.Synchronize();
        Parameters.Fetch();
    }

    /// <summary>
    /// Saves all that training needs to go on: parameters, optimizer, schedule, average, accumulated gradients, recurrent states, counters of random numbers. The same file as that of a training on the CPU, where it can
    /// go on too. Waits for the device.
    /// </summary>
    /// <exception cref="IOException">Writing failed; the old file is as it was. <see cref="UnauthorizedAccessException"/> likewise.</exception>
    public void SaveCheckpoint(string path) => SaveCheckpoint(path, fit: null);

    /// <inheritdoc cref="Trainer{T}.LoadCheckpoint(string)"/>
    public CheckpointReport LoadCheckpoint(string path) => LoadCheckpoint(path, fit: null);

    /// <summary>A gradient by place in the flat buffer.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ArrayView<float> Gradient(int offset, int length)
    {
        // Who asks is about to write.
        _training.Gradients.MarkChanged();
        return _training.Gradients.View.SubView(offset, length);
    }

    /// <summary>The loss of a batch of which no gradients are used yet.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected PendingLoss LossOf(ArrayView<float> loss) => _training.Report(loss);

    /// <summary>The update after a batch, together with batches accumulated before it. If the loss is not a finite number, nothing is updated: the trainable parameters stay as they were.</summary>
    /// <param name="samples">Samples of the batch.</param>
    /// <param name="loss">Its mean loss.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected PendingLoss UpdateAfter(int samples, ArrayView<float> loss) => _training.UpdateAfter(samples, loss);

    /// <summary>Adds the gradients of a batch to those of the batches since the last update. A batch whose loss is not a finite number is left out.</summary>
    /// <param name="samples">Samples of the batch.</param>
    /// <param name="loss">Its mean loss.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected PendingLoss AccumulateAfter(int samples, ArrayView<float> loss) => _training.Accumulate(samples, loss);

    /// <summary>Of a call with so many steps, those after which states are carried on.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected int StepsToCarry(int steps) => _state.StepsToCarry(steps);

    /// <summary>Throws unless the last Forward has left what derivatives need: a Backward uses it up, a Step overwrites it.</summary>
    /// <param name="samples">Of that Forward; 0 if there is none.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CheckForward(int samples)
    {
        ThrowIfDisposed();
        _state.CheckForward(samples);
    }

    private protected void SaveCheckpoint(string path, FitState<float>? fit)
    {
        ThrowIfDisposed();
        _training.FetchAccumulated();
        _state.Save(path, State, fit);
    }

    private protected CheckpointReport LoadCheckpoint(string path, FitState<float>? fit)
    {
        ThrowIfDisposed();
        var carried = State.ToArray();
        var report = _state.Load(path, carried, fit);
        State = carried;
        _training.TakeAccumulated();
        return report;
    }

    // The average stays readable.
    private protected override void DisposeParts() => _training.Average?.Fetch();
}
