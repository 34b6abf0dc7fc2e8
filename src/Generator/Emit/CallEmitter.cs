using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Emit;

/// <summary>Prints calls of the runtime's kernels.</summary>
/// <param name="code">The struct of its end, if it has one: the kernel's own, or that of another of the same form.</param>
/// <param name="sizesName">Name of the static that holds the sizes of a convolution or pooling.</param>
internal sealed class CallEmitter(Target target, CallKernel call, KernelStruct? code, Func<object, string> sizesName)
{
    public string Call(Func<Buffer, string> argument, Func<Dimension, string> size)
    {
        string[] x = [.. call.Operands.Select(argument)];
        string y = argument(call.Result);
        switch (call.Node.Op)
        {
            case Op.MatMul:
                var form = call.Node.ArgumentAs<MatMulArgument>();
                var shape = call.Node.Shape;
                if (shape.Rank > 2)
                {
                    var matrix = call.Node[0].Shape;
                    string[] extents = [.. new[] { shape[0], shape[1], shape[2], matrix[form.TransposeA ? 1 : 2] }.Select(size)];
                    return $"MultiplyEach({x[0]}, {x[1]}, {y}, {string.Join(", ", extents)}, transposeA: {(form.TransposeA ? "true" : "false")}, transposeB: {(form.TransposeB ? "true" : "false")});";
                }

                var inner = call.Node[0].Shape[form.TransposeA ? 0 : 1];
                if (call.Continues)
                {
                    return $"AddTransposedA({x[0]}, {x[1]}, {y}, {size(shape[0])}, {size(shape[1])}, {size(inner)});";
                }

                string method = form.TransposeA ? "MultiplyTransposedA" : form.TransposeB ? "MultiplyTransposedB" : "Multiply";
                return $"{method}({x[0]}, {x[1]}, {y}, {size(shape[0])}, {size(shape[1])}, {size(inner)}{Steps(form, size)}, {Epilogue(argument)});";
            case Op.Convolution:
                var convolution = call.Node.ArgumentAs<ConvolutionArgument>();
                string batch = size(call.Node[0].Shape[0]);
                string sizes = sizesName(convolution.Sizes);
                return convolution.Form switch
                {
                    ConvolutionForm.Forward => $"Convolve({x[0]}, {x[1]}, {y}, {sizes}, {batch}, {Epilogue(argument)});",
                    ConvolutionForm.Input => $"ConvolveInputGradient({x[0]}, {x[1]}, {y}, {sizes}, {batch}, {Epilogue(argument)});",
                    _ => $"ConvolveWeightGradient({x[0]}, {x[1]}, {y}, {sizes}, {batch});",
                };
            case Op.MaxPool or Op.MaxPoolGradient or Op.AveragePool or Op.AveragePoolGradient:
                return $"{call.Node.Op}({string.Join(", ", x)}, {y}, {sizesName(call.Node.ArgumentAs<PoolingSizes>())}, {size(call.Node.Shape[0])});";
            case Op.Gather:
                return $"Gather({x[0]}, {x[1]}, {y}, {size(call.Node[1].Shape.Count)}, {size(call.Node[0].Shape.Sample.Count)});";
            case Op.ScatterAdd when call.Continues:
                var indices = call.Node[1].Shape;
                return $"AddRows({x[0]}, {x[1]}, {y}, {StepsOf(indices, Enumerable.Range(0, indices.Rank).First(axis => indices[axis].IsTime), size)}, {size(call.Node.Shape.Sample.Count)});";
            case Op.SumOverTime:
                return $"{(call.Continues ? "AddOverTime" : "SumOverTime")}({x[0]}, {y}, {StepsOf(call.Node[0].Shape, call.Node.ArgumentAs<AxisArgument>().Axis, size)}{(call.Phase == Segmentation.Backward ? ", backwards: true" : "")});";
            case Op.ScatterAdd:
                return $"ScatterAdd({x[0]}, {x[1]}, {y}, {size(call.Node[1].Shape.Count)}, {size(call.Node.Shape.Sample.Count)});";
            default:
                throw new NotSupportedException($"{call.Node.Op} has no kernel.");
        }
    }

    /// <summary>Elements before the axis of time, steps, and elements of each.</summary>
    private static string StepsOf(Shape shape, int axis, Func<Dimension, string> size)
    {
        Dimension Count(IEnumerable<Dimension> extents) => extents.Aggregate(Dimension.One, (product, extent) => product * extent);
        return string.Join(", ", new[] { Count(shape.Take(axis)), shape[axis], Count(shape.Skip(axis + 1)) }.Select(size));
    }

    /// <summary>The sizes that a call refers to, if it does.</summary>
    public static object? SizesOf(CallKernel call) => call.Node.Argument switch
    {
        ConvolutionArgument convolution => convolution.Sizes,
        PoolingSizes pooling => pooling,
        _ => null,
    };

    /// <summary>The static that holds them.</summary>
    public static string Declare(string name, object sizes) => sizes switch
    {
        ConvolutionSizes s => $"private static readonly {CSharp.Kernels}.ConvolutionShape {name} = new(" +
            $"InHeight: {s.InHeight}, InWidth: {s.InWidth}, InChannels: {s.InChannels}, OutHeight: {s.OutHeight}, OutWidth: {s.OutWidth}, OutChannels: {s.OutChannels}, " +
            $"KernelHeight: {s.KernelHeight}, KernelWidth: {s.KernelWidth}, StrideHeight: {s.StrideHeight}, StrideWidth: {s.StrideWidth}, " +
            $"DilationHeight: {s.DilationHeight}, DilationWidth: {s.DilationWidth}, PadTop: {s.PadTop}, PadLeft: {s.PadLeft}, Groups: {s.Groups});",
        PoolingSizes s => $"private static readonly {CSharp.Kernels}.PoolingShape {name} = new(" +
            $"InHeight: {s.InHeight}, InWidth: {s.InWidth}, Channels: {s.Channels}, OutHeight: {s.OutHeight}, OutWidth: {s.OutWidth}, " +
            $"WindowHeight: {s.WindowHeight}, WindowWidth: {s.WindowWidth}, StrideHeight: {s.StrideHeight}, StrideWidth: {s.StrideWidth}, PadTop: {s.PadTop}, PadLeft: {s.PadLeft});",
        _ => throw new ArgumentException(sizes.ToString()),
    };

    /// <summary>Where a product sums over the steps of all sequences, one sequence after the other: the length of one, padding included.</summary>
    private string Steps(MatMulArgument form, Func<Dimension, string> size) =>
        form.TransposeA && call.Operands.Take(2).Select(operand => operand.Shape).FirstOrDefault(s => s.Rank > 2 && s[0].Equals(Dimension.Batch) && !s[1].IsConstant) is { } sequences
            ? $", {size(sequences[1])}"
            : "";

    private string Epilogue(Func<Buffer, string> argument) => call.Epilogue is null ? target.NoEpilogue : target.Epilogue(call, code!, argument);
}
