using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// The gradient of the weights of a convolution with few filters: with the cells of the filter in the registers, which they fill better than the filters would. For that the patches
/// of a chunk of pixels are copied. Iterations are the groups of samples that chunks are cut from.
/// </summary>
/// <remarks>Sums are those of <see cref="PatchWeightGradient{T}"/>, in the same order. Workers leave those of each chunk to be added up: they read the samples that they have written before, not all.</remarks>
internal unsafe ref struct NarrowWeightGradient<T> : ILoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows of sums are filled up to as many elements as the widest tile has.</summary>
    private const int Lanes = 32;

    /// <summary>Memory for sums of chunks that are not added up yet.</summary>
    private const int SumsBytes = 1024 * 1024;

    private readonly T* _x, _dy;
    private readonly ConvolutionShape _shape;
    private readonly int _batch, _row, _chunksPerSample, _firstGroup;
    private readonly ConvolutionAxis _rows, _columns;
    private readonly PixelChunks _chunks;
    private T* _sums;
    private bool _isOneSum;

    /// <summary>From the group on; sums of chunks go one after the other to where they are to be added up.</summary>
    public NarrowWeightGradient(T* x, T* dy, ConvolutionShape shape, int batch, T* sums, int firstGroup)
    {
        (_shape, _batch, _firstGroup) = (shape, batch, firstGroup);
        _x = x;
        _dy = dy;
        _sums = sums;
        _rows = ConvolutionAxis.Forward(shape.InHeight, shape.OutHeight, shape.KernelHeight, shape.StrideHeight, shape.DilationHeight, shape.PadTop);
        _columns = ConvolutionAxis.Forward(shape.InWidth, shape.OutWidth, shape.KernelWidth, shape.StrideWidth, shape.DilationWidth, shape.PadLeft);
        _chunks = new PixelChunks(_rows.Length, _columns.Length);
        _chunksPerSample = (_rows.Length + _chunks.Rows - 1) / _chunks.Rows;
        _row = (Cells(shape) + Lanes - 1) / Lanes * Lanes;
    }

    /// <summary>Groups of samples, in all.</summary>
    public readonly int Groups => (_batch + _chunks.Samples - 1) / _chunks.Samples;

    /// <summary>Chunks of a group.</summary>
    public readonly int ChunksPerGroup => _chunksPerSample;

    /// <summary>Elements of the sums of a chunk: a row for each filter.</summary>
    public readonly nint SumsLength => (nint)_shape.OutChannels * _row;

    /// <summary>Elements of a row of a patch.</summary>
    private readonly int RunLength => _shape.KernelWidth * _shape.InChannels;

    private static int Cells(ConvolutionShape shape) => shape.KernelHeight * shape.KernelWidth * shape.InChannels;

    /// <summary>Whether registers of patches, times filters, are fewer than cells of the filter by enough to pay for the copy.</summary>
    public static bool Takes(ConvolutionShape shape)
    {
        int lanes = Vector512.IsHardwareAccelerated ? Vector512<T>.Count : Vector256<T>.Count, cells = Cells(shape);
        return shape.Groups == 1 && shape.DilationWidth == 1 && shape.OutChannels <= RegisterTile.Rows && 3 * shape.OutChannels * ((cells + lanes - 1) / lanes) <= 2 * cells;
    }

    /// <summary>dw = the gradient, where the work is so many elements per sample.</summary>
    public static void Run(Workers workers, T* x, T* dy, T* dw, ConvolutionShape shape, int batch, int work)
    {
        var gradient = new NarrowWeightGradient<T>(x, dy, shape, batch, null, 0);
        int groups = gradient.Groups;
        nint length = gradient.SumsLength;
        bool shared = Math.Min(groups, workers.PartsFor((long)batch * work)) > 1;
        int groupsAtOnce = shared ? (int)Math.Clamp(SumsBytes / (length * sizeof(T) * gradient.ChunksPerGroup), 1, groups) : 0;
        using var scratch = Scratch.Rent((nuint)((groupsAtOnce * gradient.ChunksPerGroup + 1) * length * sizeof(T)));
        T* total = (T*)scratch.Memory, sums = total + length;
        new Span<T>(total, (int)length).Clear();
        if (!shared)
        {
            gradient._sums = total;
            gradient._isOneSum = true;
            Loop<T>.Run(Workers.Single, groups, work, gradient);
        }
        for (int group = 0; shared && group < groups; group += groupsAtOnce)
        {
            int count = Math.Min(groupsAtOnce, groups - group);
            Loop<T>.Run(workers, count, work * gradient._chunks.Samples, new NarrowWeightGradient<T>(x, dy, shape, batch, sums, group));
            gradient.AddUp(sums, count * gradient.ChunksPerGroup, total);
        }
        gradient.Write(total, dw);
    }

    /// <summary>Adds the sums of chunks to a total, in order.</summary>
    public readonly void AddUp(T* sums, int chunks, T* total)
    {
        for (int chunk = 0; chunk < chunks; chunk++)
            Loop<T>.Run(Workers.Single, (int)SumsLength, 1, new SumOf { Total = total, Term = sums + chunk * SumsLength });
    }

    /// <summary>The total, with the filters innermost, as weights lie.</summary>
    public readonly void Write(T* total, T* dw)
    {
        int cells = Cells(_shape), channels = _shape.OutChannels;
        for (int cell = 0; cell < cells; cell++)
        {
            for (int channel = 0; channel < channels; channel++)
                dw[cell * channels + channel] = total[(nint)channel * _row + cell];
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run<V>(int first, int last) where V : struct, IVector<V, T>
    {
        var image = new PaddedImage<T>(_x, _rows, _columns, _shape.InChannels);
        int width = MicroKernel<V, T>.Columns, cells = Cells(_shape), panels = (cells + width - 1) / width, channels = _shape.OutChannels;
        // The registers that copy a patch may end behind its last row.
        int reach = (_shape.KernelHeight - 1) * RunLength + (RunLength + Vector256<T>.Count - 1) / Vector256<T>.Count * Vector256<T>.Count;
        int patch = (Math.Max(cells, reach) + width - 1) / width * width;
        nint stripLength = image.StripLength(_chunks.Rows) + width, patchesLength = (nint)_chunks.Pixels * patch;
        using var scratch = Scratch.Rent((nuint)((patchesLength + stripLength) * sizeof(T)));
        T* patches = (T*)scratch.Memory, strip = patches + patchesLength;
        new Span<T>(patches, (int)patchesLength).Clear();

        nint offset = 0;
        var tile = new Tile<T> { ARow = 1, AStep = channels, Offsets = &offset, Runs = 1, BStep = patch, SumsRow = _row };
        for (int group = _firstGroup + first; group < _firstGroup + last; group++)
        {
            int sample = group * _chunks.Samples, samples = Math.Min(_chunks.Samples, _batch - sample);
            for (int y = 0; y < _rows.Length; y += _chunks.Rows)
            {
                int count = Math.Min(_chunks.Rows, _rows.Length - y);
                for (int s = 0; s < samples; s++)
                {
                    T* start = image.Strip(sample + s, y, count, strip);
                    for (int i = 0; i < count; i++)
                    {
                        // Not beyond the last image.
                        bool exact = !image.Copies && sample + s == _batch - 1 && (_rows.Length - 1 - y - i) * _rows.Step * image.RowStride < Vector256<T>.Count;
                        T* source = start + (nint)i * _rows.Step * image.RowStride;
                        CopyPatches(source, _columns.Step * _shape.InChannels, _shape.DilationHeight * image.RowStride, _columns.Length, _shape.KernelHeight, RunLength, patches + (nint)(s * count + i) * _columns.Length * patch, patch, exact);
                    }
                }
                tile.A = _dy + (nint)(sample * _rows.Length + y) * _columns.Length * channels;
                tile.RunLength = samples * count * _columns.Length;
                tile.Accumulate = _isOneSum;
                T* sums = _isOneSum ? _sums : _sums + ((group - _firstGroup) * _chunksPerSample + y / _chunks.Rows) * SumsLength;
                for (int panel = 0; panel < panels; panel++)
                {
                    tile.B = patches + panel * width;
                    tile.Sums = sums + panel * width;
                    MicroKernel<V, T>.Run(channels, cells - panel * width > V.Count, &tile);
                }
            }
        }
    }

    /// <summary>Total += term.</summary>
    private struct SumOf : ILoop<T>
    {
        public T* Total, Term;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly void Run<V>(int first, int last) where V : struct, IVector<V, T>
        {
            int i = first;
            for (; i <= last - V.Count; i += V.Count)
                V.Store(V.Load(ref *Total, i) + V.Load(ref *Term, i), ref *Total, i);
            for (; i < last; i++)
                Total[i] += Term[i];
        }
    }

    /// <summary>
    /// The patches of a row of pixels, one after the other. Unless <paramref name="exact"/>, registers reach beyond a row of a patch, into the next one, which is copied later,
    /// or between the patches.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void CopyPatches(T* source, nint step, nint rowStride, int pixels, int rows, nint length, T* patches, nint stride, bool exact)
    {
        for (; rows > 0; rows--, source += rowStride, patches += length)
        {
            T* from = source, to = patches;
            int q = 0;
            if (!exact && length <= Vector256<T>.Count)
            {
                // One register for a row of a patch: four patches at a time, which the loop would else spend more on than on the copies.
                nint step3 = 3 * step, stride3 = 3 * stride;
                for (; q <= pixels - 4; q += 4, from += 4 * step, to += 4 * stride)
                {
                    var (first, second, third, fourth) = (Vector256.Load(from), Vector256.Load(from + step), Vector256.Load(from + 2 * step), Vector256.Load(from + step3));
                    Vector256.Store(first, to);
                    Vector256.Store(second, to + stride);
                    Vector256.Store(third, to + 2 * stride);
                    Vector256.Store(fourth, to + stride3);
                }
            }
            for (; q < pixels; q++, from += step, to += stride)
            {
                nint j = 0;
                if (exact)
                {
                    for (; j < length; j++)
                        to[j] = from[j];
                }
                for (; j < length; j += Vector256<T>.Count)
                    Vector256.Store(Vector256.Load(from + j), to + j);
            }
        }
    }
}
