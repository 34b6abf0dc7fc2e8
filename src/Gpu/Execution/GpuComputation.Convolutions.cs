using System;
using System.ComponentModel;
using ILGPU;
using NetGen.Kernels;

namespace NetGen.Gpu;

/// <summary>Convolutions: products whose left factor is read from the image as it is needed, or, with few channels per group, loops.</summary>
public abstract partial class GpuComputation
{
    // Groups with fewer channels would leave most of a tile empty.
    private const int FewChannels = 16;

    /// <summary>y = epilogue(convolution of x by w).</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void Convolve<TEpilogue>(ArrayView<float> x, ArrayView<float> w, ArrayView<float> y, in ConvolutionShape shape, int batch, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue
    {
        if (batch <= 0)
            return;
        int pixels = batch * shape.OutHeight * shape.OutWidth, filter = shape.KernelHeight * shape.KernelWidth * shape.InChannels;
        if (Convolution.IsProduct(shape))
        {
            Multiply(x, w, y, pixels, shape.OutChannels, filter, epilogue);
            return;
        }
        ImageAxis rows = ForwardRows(shape), columns = ForwardColumns(shape);
        int inChannels = shape.InChannels / shape.Groups, outChannels = shape.OutChannels / shape.Groups;
        if (IsDirect(shape))
        {
            RunElements(pixels * shape.OutChannels, new DirectConvolution<TEpilogue>
            {
                Source = x, Weights = w, Result = y, Rows = rows, Columns = columns, Channels = Divisor.Of(shape.OutChannels), GroupChannels = Divisor.Of(outChannels),
                SourceChannels = shape.InChannels, SourceGroupChannels = inChannels, Height = shape.OutHeight, Width = shape.OutWidth,
                TapStride = inChannels * shape.OutChannels, TapRowStride = shape.KernelWidth * inChannels * shape.OutChannels,
                SourceStride = shape.OutChannels, ResultStride = 1, GroupStride = outChannels, Epilogue = epilogue,
            });
            return;
        }
        var sizes = new ProductSizes(pixels, outChannels, filter / shape.Groups) { Count = shape.Groups };
        var weights = new Factor(w, outChannels, sizes.K, true, outChannels) { Stride = shape.OutChannels };
        var result = new FinishedSums<TEpilogue>
        {
            View = y, Rows = pixels, Columns = outChannels, Stride = shape.OutChannels, SliceStride = outChannels, SliceColumns = outChannels, MoveWidth = MoveWidth(y, outChannels, shape.OutChannels), Epilogue = epilogue,
        };
        if (inChannels % 4 == 0 && IsAligned(x))
            RunProduct(new Patches<Fours> { View = x, Rows = rows, Columns = columns, Channels = Divisor.Of(inChannels), Count = pixels, AllChannels = shape.InChannels }, weights, result, sizes);
        else
            RunProduct(new Patches<Singles> { View = x, Rows = rows, Columns = columns, Channels = Divisor.Of(inChannels), Count = pixels, AllChannels = shape.InChannels }, weights, result, sizes);
    }

    /// <summary>dx = epilogue(the adjoint of the convolution in x, of dy).</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void ConvolveInputGradient<TEpilogue>(ArrayView<float> dy, ArrayView<float> w, ArrayView<float> dx, in ConvolutionShape shape, int batch, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue
    {
        if (batch <= 0)
            return;
        if (Convolution.IsProduct(shape))
        {
            int pixels = shape.KernelHeight * shape.KernelWidth, samples = batch * shape.InHeight * shape.InWidth / pixels;
            MultiplyTransposedB(dy, w, dx, samples, pixels * shape.InChannels, shape.OutChannels, new PixelsOfRow<TEpilogue> { Channels = Divisor.Of(shape.InChannels), Pixels = pixels, Epilogue = epilogue });
            return;
        }
        // Cells of x whose distances differ by the stride meet the same taps: each such phase is a correlation of dy.
        for (int phaseY = 0; phaseY < Math.Min(shape.StrideHeight, shape.InHeight); phaseY++)
        {
            var rows = ConvolutionAxis.Gradient(shape.InHeight, shape.OutHeight, shape.KernelHeight, shape.StrideHeight, shape.DilationHeight, shape.PadTop, phaseY);
            for (int phaseX = 0; phaseX < Math.Min(shape.StrideWidth, shape.InWidth); phaseX++)
            {
                var columns = ConvolutionAxis.Gradient(shape.InWidth, shape.OutWidth, shape.KernelWidth, shape.StrideWidth, shape.DilationWidth, shape.PadLeft, phaseX);
                InputGradientOfPhase(dy, w, dx, shape, batch * rows.Length * columns.Length, ImageAxis.Of(rows), ImageAxis.Of(columns), epilogue);
            }
        }
    }

    /// <summary>dw = the adjoint of the convolution in w, of dy.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void ConvolveWeightGradient(ArrayView<float> x, ArrayView<float> dy, ArrayView<float> dw, in ConvolutionShape shape, int batch)
    {
        int pixels = batch * shape.OutHeight * shape.OutWidth, filter = shape.KernelHeight * shape.KernelWidth * shape.InChannels;
        if (Convolution.IsProduct(shape))
        {
            MultiplyTransposedA(x, dy, dw, filter, shape.OutChannels, pixels, default(Identity));
            return;
        }
        ImageAxis rows = ForwardRows(shape), columns = ForwardColumns(shape);
        int inChannels = shape.InChannels / shape.Groups, outChannels = shape.OutChannels / shape.Groups;
        if (IsDirect(shape))
        {
            RunColumns<float, DirectWeightGradient>(filter / shape.Groups * shape.OutChannels, pixels, new DirectWeightGradient
            {
                X = x, Dy = dy, Dw = dw, Rows = rows, Columns = columns, OutChannels = Divisor.Of(shape.OutChannels), GroupOutChannels = Divisor.Of(outChannels), GroupInChannels = Divisor.Of(inChannels), InChannels = shape.InChannels,
            });
            return;
        }
        var sizes = new ProductSizes(filter / shape.Groups, outChannels, pixels) { Count = shape.Groups };
        var slopes = new Factor(dy, outChannels, pixels, true, outChannels) { Stride = shape.OutChannels };
        var result = new FinishedSums<Identity> { View = dw, Rows = sizes.M, Columns = outChannels, Stride = shape.OutChannels, SliceStride = outChannels, MoveWidth = MoveWidth(dw, outChannels, shape.OutChannels) };
        if (inChannels % 4 == 0 && IsAligned(x))
            RunProduct(new TurnedPatches<Fours> { View = x, Rows = rows, Columns = columns, Channels = Divisor.Of(inChannels), Count = sizes.M, AllChannels = shape.InChannels }, slopes, result, sizes);
        else
            RunProduct(new TurnedPatches<Singles> { View = x, Rows = rows, Columns = columns, Channels = Divisor.Of(inChannels), Count = sizes.M, AllChannels = shape.InChannels }, slopes, result, sizes);
    }

    private void InputGradientOfPhase<TEpilogue>(ArrayView<float> dy, ArrayView<float> w, ArrayView<float> dx, in ConvolutionShape shape, int cells, ImageAxis rows, ImageAxis columns, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue
    {
        int inChannels = shape.InChannels / shape.Groups, outChannels = shape.OutChannels / shape.Groups;
        if (IsDirect(shape))
        {
            RunElements(cells * shape.InChannels, new DirectConvolution<TEpilogue>
            {
                Source = dy, Weights = w, Result = dx, Rows = rows, Columns = columns, Channels = Divisor.Of(shape.InChannels), GroupChannels = Divisor.Of(inChannels),
                SourceChannels = shape.OutChannels, SourceGroupChannels = outChannels, Height = shape.InHeight, Width = shape.InWidth,
                TapStride = inChannels * shape.OutChannels, TapRowStride = shape.KernelWidth * inChannels * shape.OutChannels,
                SourceStride = 1, ResultStride = shape.OutChannels, GroupStride = outChannels, Epilogue = epilogue,
            });
            return;
        }
        var sizes = new ProductSizes(cells, inChannels, rows.Count * columns.Count * outChannels) { Count = shape.Groups };
        var result = new ImageSums<TEpilogue>
        {
            View = dx, Rows = rows, Columns = columns, Count = cells, Height = shape.InHeight, Width = shape.InWidth, Channels = inChannels, AllChannels = shape.InChannels,
            MoveWidth = MoveWidth(dx, inChannels, shape.InChannels), Epilogue = epilogue,
        };
        var channels = Divisor.Of(outChannels);
        if (outChannels % 4 == 0 && IsAligned(dy) && IsAligned(w))
        {
            RunProduct(
                new Patches<Fours> { View = dy, Rows = rows, Columns = columns, Channels = channels, Count = cells, AllChannels = shape.OutChannels },
                new TurnedWeights<Fours> { View = w, Rows = rows, Columns = columns, Channels = channels, Count = inChannels, AllChannels = shape.OutChannels, KernelWidth = shape.KernelWidth },
                result, sizes);
        }
        else
        {
            RunProduct(
                new Patches<Singles> { View = dy, Rows = rows, Columns = columns, Channels = channels, Count = cells, AllChannels = shape.OutChannels },
                new TurnedWeights<Singles> { View = w, Rows = rows, Columns = columns, Channels = channels, Count = inChannels, AllChannels = shape.OutChannels, KernelWidth = shape.KernelWidth },
                result, sizes);
        }
    }

    private static ImageAxis ForwardRows(in ConvolutionShape shape) =>
        ImageAxis.Of(ConvolutionAxis.Forward(shape.InHeight, shape.OutHeight, shape.KernelHeight, shape.StrideHeight, shape.DilationHeight, shape.PadTop));

    private static ImageAxis ForwardColumns(in ConvolutionShape shape) =>
        ImageAxis.Of(ConvolutionAxis.Forward(shape.InWidth, shape.OutWidth, shape.KernelWidth, shape.StrideWidth, shape.DilationWidth, shape.PadLeft));

    private static bool IsDirect(in ConvolutionShape shape) => shape.Groups > 1 && Math.Min(shape.InChannels, shape.OutChannels) / shape.Groups < FewChannels;
}
