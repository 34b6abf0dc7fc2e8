using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Kernels;

/// <summary>
/// Whether a loop over time may be cut by samples: no kernel inside mixes samples, so threads take samples each and run all steps without waiting for one another. Kernels of a single step are too short to be shared.
/// </summary>
internal static class SampleCut
{
    /// <summary>Multiply-adds of a product that take as long as one element of a loop.</summary>
    private const int MultiplyAddsPerElement = 16;

    public static bool IsPossible(ScanKernel scan) =>
        scan.Kernels.All(kernel => kernel.Writes.All(PerSample) && kernel.Reads.Concat(kernel.Writes).All(buffer => buffer.Root.Kind is not (BufferKind.Input or BufferKind.Output)) && IsPossible(kernel));

    /// <summary>Elements of loops, or as many multiply-adds as take as long, per sample and step.</summary>
    public static Dimension Work(ScanKernel scan) => scan.Kernels.Select(Work).Aggregate(Dimension.Zero, (a, b) => a + b);

    /// <summary>The elements of one sample of an array; null of what is the same for all samples.</summary>
    public static Dimension? SampleOf(Buffer buffer) => PerSample(buffer) ? buffer.Shape.Count.DividedBy(Dimension.Batch) : null;

    private static bool PerSample(Buffer buffer) => buffer.Shape.Count.DependsOn(Dimension.Batch);

    private static bool IsPossible(Kernel kernel) => kernel switch
    {
        LoopKernel { HasReductions: true, Outer: 0 } => false,
        LoopKernel loop => Follows(loop.Axes, loop.Stages.SelectMany(stage => new[] { stage.Elements, stage.Row }), loop.Stages.SelectMany(stage => stage.ElementStores.Concat(stage.RowStores))),
        ColumnKernel { Outer: > 0 } column => Follows(column.Axes, [column.Body], column.Results.Select(result => result.Store)),
        CallKernel { Continues: false, Node: { Op: Op.MatMul } product } call => IsPossible(call, product),
        _ => false,
    };

    private static bool IsPossible(CallKernel call, Node product)
    {
        var form = product.ArgumentAs<MatMulArgument>();
        bool each = product.Shape.Rank > 2;
        return RowsPerSample(product.Shape[0]) is not null
            && product.Shape.Skip(1).All(extent => !extent.DependsOn(Dimension.Batch))
            && (each || !form.TransposeA)
            && PerSample(call.Operands[0]) && PerSample(call.Operands[1]) == each
            && (call.Epilogue is not { } epilogue || (!epilogue.HasShortRows && Follows(epilogue.Axes, [epilogue.Body], epilogue.Stores)));
    }

    /// <summary>Whether the outermost axis counts samples, or equally many rows of each, and every array is gone through as it is.</summary>
    private static bool Follows(Shape axes, IEnumerable<Body> bodies, IEnumerable<Store> stores)
    {
        var instructions = bodies.SelectMany(body => body.Instructions).ToList();
        return RowsPerSample(axes[0]) is { } rows
            && axes.Skip(1).All(extent => !extent.DependsOn(Dimension.Batch))
            && instructions.All(i => i.Kind switch
            {
                InstructionKind.Load => Follows(i.Buffer!, i.Index!, rows),
                InstructionKind.Random => false,
                InstructionKind.Position => i.Index!.Coefficients[0].IsZero,
                InstructionKind.Extent => !i.Extent!.Extent.DependsOn(Dimension.Batch),
                _ => true,
            })
            && stores.All(store => Follows(store.Buffer, store.Index, rows));
    }

    private static bool Follows(Buffer buffer, Affine index, Dimension rows) =>
        index.Coefficients.Append(index.Constant).All(term => !term.DependsOn(Dimension.Batch))
        && (SampleOf(buffer) is { } sample ? sample.Equals(index.Coefficients[0] * rows) : !PerSample(buffer) && index.Coefficients[0].IsZero);

    private static Dimension? RowsPerSample(Dimension extent) => extent.DividedBy(Dimension.Batch) is { } rows && !rows.DependsOn(Dimension.Batch) ? rows : null;

    private static Dimension Work(Kernel kernel) => kernel switch
    {
        LoopKernel loop => loop.Axes.Count.DividedBy(Dimension.Batch)! * loop.Stages.Count,
        ColumnKernel column => column.Axes.Count.DividedBy(Dimension.Batch)!,
        CallKernel call => OfProduct(call.Node) is { IsConstant: true } products ? products.Value / MultiplyAddsPerElement : OfProduct(call.Node),
        _ => Dimension.Zero,
    };

    private static Dimension OfProduct(Node product)
    {
        int rank = product.Shape.Rank;
        var depth = product[0].Shape[rank - (product.ArgumentAs<MatMulArgument>().TransposeA ? 2 : 1)];
        return product.Shape.Count.DividedBy(Dimension.Batch)! * depth;
    }
}
