using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Gpu;

/// <summary>
/// What sessions and trainers on a device have in common: a workspace there, arguments on their way to it, and the kernels by the names that they have on the CPU. Belongs to one thread at a time; dispose of it to free
/// its memory at once. What it is told to do, the device does later, in order; only results that are copied to the host are waited for.
/// </summary>
public abstract partial class GpuComputation : Computation
{
    private readonly DeviceParameters _parameters;
    private readonly ArrayView<float> _workspace;
    private DeviceMemory? _scratchMemory;
    private ArrayView<float> _scratch;

    /// <param name="parameters">The model's parameters.</param>
    /// <param name="device">The device.</param>
    /// <param name="maxBatch">Most samples in one call.</param>
    /// <param name="workspace">Elements of the workspace.</param>
    /// <param name="batchArgument">What the caller calls <paramref name="maxBatch"/>.</param>
    private protected GpuComputation(ParameterSet<float> parameters, Device device, int maxBatch, long workspace, string batchArgument)
        : base((parameters ?? throw new ArgumentNullException(nameof(parameters))).Layout, maxBatch, batchArgument)
    {
        ArgumentNullException.ThrowIfNull(device);
        // Kernels count elements of a value in 32 bits.
        if (workspace / maxBatch > int.MaxValue)
            throw new ArgumentOutOfRangeException(batchArgument, maxBatch, FormattableString.Invariant($"{Network}: one sample needs a workspace of {workspace / maxBatch:N0} elements, more than the {int.MaxValue:N0} that can be addressed."));
        Device = device;
        _parameters = DeviceParameters.Of(device, parameters);
        Stream = _parameters.Stream;
        Memory = new DeviceMemory(Stream);
        try
        {
            Progress = new Progress(Memory, Stream);
            // Below 0 for numbers of time steps below 1, which HoldSequences is about to refuse by name.
            _workspace = Memory.Allocate<float>(Math.Max(workspace, 0), $"{Network}: the workspace");
        }
        catch
        {
            Memory.Dispose();
            throw;
        }
    }

    /// <summary>Where it computes.</summary>
    public Device Device { get; }

    /// <summary>What this object holds on the device.</summary>
    private protected DeviceMemory Memory { get; }

    /// <summary>The model's queue of work.</summary>
    private protected DeviceStream Stream { get; }

    /// <summary>How far the device has come with the calls.</summary>
    private protected Progress Progress { get; }

    /// <summary>The model's parameters, here and there.</summary>
    private protected DeviceValues Parameters => _parameters.Values;

    private protected sealed override bool IsDisposed => Memory.IsDisposed;

    /// <inheritdoc/>
    public sealed override void Dispose()
    {
        if (IsDisposed)
            return;
        try
        {
            Stream.Synchronize();
            Progress.Close();
            DisposeParts();
        }
        catch (AcceleratorException)
        {
            // A device that has failed has no results any more, and whoever works with it has been told.
        }

        _scratchMemory?.Dispose();
        Memory.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Before the memory on the device is freed.</summary>
    private protected virtual void DisposeParts()
    {
    }

    /// <summary>A value in the workspace.</summary>
    [EditorBrowsable(EditorBrowsableState.Never), MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected ArrayView<float> Workspace(long offset, int length) => _workspace.SubView(offset, length);

    /// <summary>A parameter's values by place in the flat buffer: the model's newest, whoever has changed them.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ArrayView<float> Parameter(int offset, int length)
    {
        Parameters.Require();
        return Parameters.View.SubView(offset, length);
    }

    /// <summary>Memory for a kernel's own purposes, with any values; valid until the next kernel asks for some.</summary>
    private protected ArrayView<float> Scratch(long length)
    {
        // Grows in the first calls only, and then waits for the kernels that use what it was before.
        if (_scratch.Length < length)
        {
            _scratchMemory?.Dispose();
            _scratchMemory = new DeviceMemory(Stream);
            _scratch = _scratchMemory.Allocate<float>(length, $"{Network}: memory of kernels");
        }

        return _scratch.SubView(0, length);
    }

    /// <summary>Queues a kernel.</summary>
    /// <param name="groups">Groups of threads, or of each axis.</param>
    /// <param name="groupSize">Threads of a group.</param>
    /// <param name="kernel">With its arguments.</param>
    private protected void Launch<TKernel>(Index3D groups, Index3D groupSize, TKernel kernel)
        where TKernel : struct, IKernel
        => Stream.Launch((groups, groupSize), kernel);
}
