using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// The gradient of the weights of a convolution with few filters: with the cells of the filter in the registers, which they fill better than the filters would. For that the patches
/// of a chunk of pixels are copied. Iterations are rows of the filter, whose cells and channels are elements of a patch.
/// </summary>
/// <remarks>Sums are those of <see cref="PatchWeightGradient{T}"/>, in the same order.</remarks>
internal unsafe ref struct NarrowWeightGradient<T> : ILoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T* X, Dy, Dw;
    public ConvolutionShape Shape;
    public int Batch;

    /// <summary>Elements of a row of a patch.</summary>
    private readonly int RunLength => Shape.KernelWidth * Shape.InChannels;

    /// <summary>Whether registers of patches, times filters, are fewer than cells of the filter by enough to pay for the copy.</summary>
    public static bool Takes(ConvolutionShape shape)
    {
        int lanes = Vector512.IsHardwareAccelerated ? Vector512<T>.Count : Vector256<T>.Count, cells = shape.KernelHeight * shape.KernelWidth * shape.InChannels;
        return shape.Groups == 1 && shape.DilationWidth == 1 && shape.OutChannels <= RegisterTile.Rows && 3 * shape.OutChannels * ((cells + lanes - 1) / lanes) <= 2 * cells;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run<V>(int first, int last) where V : struct, IVector<V, T>
    {
        var rows = ConvolutionAxis.Forward(Shape.InHeight, Shape.OutHeight, Shape.KernelHeight, Shape.StrideHeight, Shape.DilationHeight, Shape.PadTop);
        var columns = ConvolutionAxis.Forward(Shape.InWidth, Shape.OutWidth, Shape.KernelWidth, Shape.StrideWidth, Shape.DilationWidth, Shape.PadLeft);
        var image = new PaddedImage<T>(X, rows, columns, Shape.InChannels);
        var chunks = new PixelChunks(rows.Length, columns.Length);
        int width = MicroKernel<V, T>.Columns, cells = (last - first) * RunLength, panels = (cells + width - 1) / width, channels = Shape.OutChannels;
        int patch = (cells + Vector256<T>.Count + width - 1) / width * width;
        nint stripLength = image.StripLength(chunks.Rows) + width, sumsLength = (nint)channels * panels * width, patchesLength = (nint)chunks.Pixels * patch;
        using var scratch = Scratch.Rent((nuint)((sumsLength + patchesLength + stripLength) * sizeof(T)));
        T* sums = (T*)scratch.Memory, patches = sums + sumsLength, strip = patches + patchesLength;
        new Span<T>(sums, (int)(sumsLength + patchesLength)).Clear();

        nint offset = 0;
        var tile = new Tile<T> { ARow = 1, AStep = channels, Offsets = &offset, Runs = 1, BStep = patch, SumsRow = panels * width };
        for (int sample = 0; sample < Batch; sample += chunks.Samples)
        {
            int samples = Math.Min(chunks.Samples, Batch - sample);
            for (int y = 0; y < rows.Length; y += chunks.Rows)
            {
                int count = Math.Min(chunks.Rows, rows.Length - y);
                for (int s = 0; s < samples; s++)
                {
                    T* start = image.Strip(sample + s, y, count, strip);
                    for (int i = 0; i < count; i++)
                    {
                        // Not beyond the last image.
                        bool exact = !image.Copies && sample + s == Batch - 1 && (rows.Length - 1 - y - i) * rows.Step * image.RowStride < Vector256<T>.Count;
                        T* source = start + ((nint)i * rows.Step + first * Shape.DilationHeight) * image.RowStride;
                        CopyPatches(source, columns.Step * Shape.InChannels, Shape.DilationHeight * image.RowStride, columns.Length, last - first, RunLength, patches + (nint)(s * count + i) * columns.Length * patch, patch, exact);
                    }
                }
                tile.A = Dy + (nint)(sample * rows.Length + y) * columns.Length * channels;
                tile.RunLength = samples * count * columns.Length;
                tile.Accumulate = sample > 0 || y > 0;
                for (int panel = 0; panel < panels; panel++)
                {
                    tile.B = patches + panel * width;
                    tile.Sums = sums + panel * width;
                    MicroKernel<V, T>.Run(channels, cells - panel * width > V.Count, &tile);
                }
            }
        }
        T* dw = Dw + (nint)first * RunLength * channels;
        for (int cell = 0; cell < cells; cell++)
        {
            for (int channel = 0; channel < channels; channel++)
                dw[cell * channels + channel] = sums[(nint)channel * panels * width + cell];
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
            for (int q = 0; q < pixels; q++, from += step, to += stride)
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
