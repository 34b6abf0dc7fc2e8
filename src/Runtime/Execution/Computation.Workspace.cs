using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Kernels;

namespace NetGen;

/// <summary>
/// What sessions and trainers on the CPU have in common: a workspace, a team of workers, and the kernels by their short names, so that generated methods read as
/// the formulas they compute. Belongs to one thread at a time; dispose of it to free its memory at once.
/// </summary>
public abstract partial class Computation<T> : Computation
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LongestRegister = 16, RepeatedLength = 2 * LongestRegister;

    private readonly NativeBuffer<T> _workspace;
    private readonly T[] _repeated = new T[4 * RepeatedLength];

    /// <param name="parameters">The model's parameters.</param>
    /// <param name="maxBatch">Most samples in one call.</param>
    /// <param name="threads">Threads to work with, the caller's included; 0 for all processors.</param>
    /// <param name="workspace">Elements of the workspace.</param>
    /// <param name="batchArgument">What the caller calls <paramref name="maxBatch"/>.</param>
    private protected Computation(ParameterSet<T> parameters, int maxBatch, int threads, long workspace, string batchArgument)
        : base((parameters ?? throw new ArgumentNullException(nameof(parameters))).Layout, maxBatch, batchArgument)
    {
        if (threads < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(threads), threads, $"{Network}: threads must be at least 1, or 0 for all processors.");
        }

        if (workspace > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(batchArgument, maxBatch, FormattableString.Invariant($"{Network}: a batch of {maxBatch} needs a workspace of {workspace:N0} elements, more than the {int.MaxValue:N0} that can be addressed."));
        }

        Parameters = parameters;
        Workers = Workers.Get(threads);
        // Below 0 for numbers of time steps below 1, which HoldSequences is about to refuse by name.
        _workspace = new NativeBuffer<T>((int)Math.Max(workspace, 0));
    }

    /// <summary>Elements of memory that values of a call live in; of a trainer that computes segments again, with the states between segments.</summary>
    public long WorkspaceLength => _workspace.Length + FurtherElements;

    /// <summary>Elements of what derived classes hold.</summary>
    private protected virtual long FurtherElements => 0;

    /// <summary>The model's parameters.</summary>
    private protected ParameterSet<T> Parameters { get; }

    /// <summary>The threads that kernels may use.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected Workers Workers { get; }

    private protected sealed override bool IsDisposed => _workspace.IsDisposed;

    /// <inheritdoc/>
    public sealed override void Dispose()
    {
        _workspace.Dispose();
        DisposeParts();
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what derived classes hold.</summary>
    private protected virtual void DisposeParts()
    {
    }

    /// <summary>A value in the workspace.</summary>
    [EditorBrowsable(EditorBrowsableState.Never), MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected Span<T> Workspace(long offset, int length) => _workspace.Slice((int)offset, length);

    /// <summary>A parameter's values by place in the flat buffer.</summary>
    [EditorBrowsable(EditorBrowsableState.Never), MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected Span<T> Parameter(int offset, int length) => Parameters.All.Slice(offset, length);

    /// <summary>A short row that is repeated for a register more, as epilogues want it whose rows are shorter than a register; valid until the next kernel.</summary>
    /// <param name="row">At most 16 elements.</param>
    /// <param name="place">0 to 3: which of the kernel's rows.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected ReadOnlySpan<T> Repeated(ReadOnlySpan<T> row, int place)
    {
        var repeated = _repeated.AsSpan(place * RepeatedLength, row.Length + LongestRegister);
        for (int i = 0; i < repeated.Length; i += row.Length)
            row[..Math.Min(row.Length, repeated.Length - i)].CopyTo(repeated[i..]);
        return repeated;
    }

    /// <summary>c[m,n] = epilogue(sum_k a[m,k] b[k,n]).</summary>
    [EditorBrowsable(EditorBrowsableState.Never), MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void Multiply<TEpilogue>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct =>
        Gemm.Multiply(Workers, a, b, c, m, n, k, epilogue);

    /// <summary>c[m,n] = epilogue(sum_k a[k,m] b[k,n]).</summary>
    [EditorBrowsable(EditorBrowsableState.Never), MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void MultiplyTransposedA<TEpilogue>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct =>
        Gemm.MultiplyTransposedA(Workers, a, b, c, m, n, k, epilogue);

    /// <summary>c[m,n] = epilogue(sum_k a[k,m] b[k,n]), where k counts the steps of sequences, one sequence after the other.</summary>
    [EditorBrowsable(EditorBrowsableState.Never), MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void MultiplyTransposedA<TEpilogue>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k, int steps, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct =>
        Gemm.MultiplyTransposedA(Workers, a, b, c, m, n, k, steps, epilogue);

    /// <summary>c[m,n] = epilogue(sum_k a[m,k] b[n,k]).</summary>
    [EditorBrowsable(EditorBrowsableState.Never), MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void MultiplyTransposedB<TEpilogue>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int n, int k, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct =>
        Gemm.MultiplyTransposedB(Workers, a, b, c, m, n, k, epilogue);

    /// <summary>For each of count pairs of matrices, one after the other in memory: c[m,n] = sum_k a[m,k] b[k,n], where each factor may be stored transposed.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void MultiplyEach(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int count, int m, int n, int k, bool transposeA, bool transposeB)
    {
        for (int i = 0; i < count; i++)
        {
            var left = a.Slice(i * m * k, m * k);
            var right = b.Slice(i * k * n, k * n);
            var result = c.Slice(i * m * n, m * n);
            if (transposeA)
            {
                Gemm.MultiplyTransposedA(Workers, left, right, result, m, n, k, default(Identity<T>));
            }
            else if (transposeB)
            {
                Gemm.MultiplyTransposedB(Workers, left, right, result, m, n, k, default(Identity<T>));
            }
            else
            {
                Gemm.Multiply(Workers, left, right, result, m, n, k, default(Identity<T>));
            }
        }
    }

    /// <summary>y = epilogue(convolution of x by w).</summary>
    [EditorBrowsable(EditorBrowsableState.Never), MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void Convolve<TEpilogue>(ReadOnlySpan<T> x, ReadOnlySpan<T> w, Span<T> y, in ConvolutionShape shape, int batch, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct =>
        Convolution.Forward(Workers, x, w, y, shape, batch, epilogue);

    /// <summary>dx = epilogue(the adjoint of the convolution in x, of dy).</summary>
    [EditorBrowsable(EditorBrowsableState.Never), MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void ConvolveInputGradient<TEpilogue>(ReadOnlySpan<T> dy, ReadOnlySpan<T> w, Span<T> dx, in ConvolutionShape shape, int batch, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct =>
        Convolution.InputGradient(Workers, dy, w, dx, shape, batch, epilogue);

    /// <summary>dw = the adjoint of the convolution in w, of dy.</summary>
    [EditorBrowsable(EditorBrowsableState.Never), MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void ConvolveWeightGradient(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dw, in ConvolutionShape shape, int batch) =>
        Convolution.WeightGradient(Workers, x, dy, dw, shape, batch);

    /// <summary>y = the largest value of each window.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void MaxPool(ReadOnlySpan<T> x, Span<T> y, in PoolingShape shape, int batch) => Pooling.Max(Workers, x, y, shape, batch);

    /// <summary>dx = dy at the first maximum of each window.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void MaxPoolGradient(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, in PoolingShape shape, int batch) =>
        Pooling.MaxGradient(Workers, x, y, dy, dx, shape, batch);

    /// <summary>y = the mean of each window.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void AveragePool(ReadOnlySpan<T> x, Span<T> y, in PoolingShape shape, int batch) => Pooling.Average(Workers, x, y, shape, batch);

    /// <summary>dx = dy spread over each window.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void AveragePoolGradient(ReadOnlySpan<T> dy, Span<T> dx, in PoolingShape shape, int batch) =>
        Pooling.AverageGradient(Workers, dy, dx, shape, batch);

    /// <summary>y[n] = row indices[n] of a table.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void Gather(ReadOnlySpan<T> table, ReadOnlySpan<int> indices, Span<T> y, int count, int width) =>
        TableRows.Gather(Workers, table, indices, y, count, width);

    /// <summary>dtable[k] = the sum of dy[n] over all n with indices[n] = k.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void ScatterAdd(ReadOnlySpan<T> dy, ReadOnlySpan<int> indices, Span<T> dtable, int count, int width) =>
        TableRows.ScatterAdd(Workers, dy, indices, dtable, count, width);

    /// <summary>Runs an emitted loop over [0, count).</summary>
    /// <param name="count">Iterations of the outermost axis.</param>
    /// <param name="work">Elements per iteration, for the choice of the number of threads.</param>
    /// <param name="width">Elements along the innermost axis: registers are no wider.</param>
    /// <param name="loop">The loop.</param>
    [EditorBrowsable(EditorBrowsableState.Never), MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void Run<TLoop>(int count, int work, int width, TLoop loop)
        where TLoop : struct, ILoop<T>, allows ref struct =>
        Loop<T>.Run(Workers, count, work, width, loop);

    /// <summary>Runs work that is done for each sample by itself, samples being shared among the workers. Kernels that it calls run on the thread that calls them.</summary>
    /// <param name="count">Samples.</param>
    /// <param name="work">Elements per sample, or as much work, for the choice of the number of threads.</param>
    /// <param name="loop">The work.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void RunSamples<TLoop>(int count, int work, TLoop loop)
        where TLoop : struct, ISampleLoop
    {
        int parts = Math.Min(count, Workers.PartsFor((long)count * work));
        if (parts <= 1)
        {
            loop.Run(0, count);
            return;
        }

        var job = new SampleJob<TLoop> { Loop = loop, Count = count };
        Workers.Run(ref job, parts);
    }

    /// <summary>The first element, as emitted loops address memory.</summary>
    [EditorBrowsable(EditorBrowsableState.Never), MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static ref T Start(ReadOnlySpan<T> values) => ref MemoryMarshal.GetReference(values);

    /// <inheritdoc cref="Start(ReadOnlySpan{T})"/>
    [EditorBrowsable(EditorBrowsableState.Never), MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static ref int Start(ReadOnlySpan<int> values) => ref MemoryMarshal.GetReference(values);

    /// <summary>One element.</summary>
    [EditorBrowsable(EditorBrowsableState.Never), MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static T At(ref readonly T start, nint index) => Unsafe.Add(ref Unsafe.AsRef(in start), index);

    /// <summary>One integer, as a real number.</summary>
    [EditorBrowsable(EditorBrowsableState.Never), MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static T At(ref readonly int start, nint index) => Scalar<T>.FromInteger(Unsafe.Add(ref Unsafe.AsRef(in start), index));
}
