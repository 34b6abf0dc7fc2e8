using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using ILGPU;
using NetGen.Kernels;

namespace NetGen.Gpu;

/// <summary>Loops and kernels without products, by the names that emitted methods call.</summary>
public abstract partial class GpuComputation
{
    private const int ThreadsPerGroup = 256, MostGroups = 4096;

    // Rows up to this length have a thread each, and up to the second a warp. Not by the number of rows, so that a row's order of addition does not depend on the batch.
    private const int ThreadRow = 4, WarpRow = 1024;

    // Groups that keep a device busy with sums, which wait for memory more than they compute, and terms for which a thread is worth starting. Sums are cut by these and not by how many processors a device has, so that they are the same on all devices with the same groups.
    private const int BusySumGroups = 1024, TermsPerThread = 16;

    // Comparisons of indices up to which every element of a table looks at all of them.
    private const long MostComparisons = 1L << 28;

    /// <summary>Runs a loop over [0, count).</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void RunElements<TLoop>(int count, TLoop loop)
        where TLoop : struct, IElements
    {
        if (count <= 0)
            return;
        int threads = Math.Min(ThreadsPerGroup, Device.MaxGroupSize);
        Launch(Math.Min(Groups(count, threads), MostGroups), threads, 1, new ElementLoop<TLoop> { Loop = loop, Count = count });
    }

    /// <summary>Runs a loop over rows, each by a team of threads that fits its length.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void RunRows<TLoop>(int rows, int length, TLoop loop)
        where TLoop : struct, IRows
    {
        if (rows <= 0)
            return;
        int threads = Math.Min(ThreadsPerGroup, Device.MaxGroupSize);
        if (length <= ThreadRow || Device.IsLone)
            Launch(Groups(rows, threads), threads, 1, new ThreadRows<TLoop> { Loop = loop, Rows = rows });
        else if (length <= WarpRow || threads < 2 * Device.WarpSize)
            Launch(Groups(rows, threads / Device.WarpSize), Device.WarpSize, threads / Device.WarpSize, new WarpRows<TLoop> { Loop = loop, Rows = rows });
        else
            Launch(rows, threads / Device.WarpSize * Device.WarpSize, 1, new GroupRows<TLoop> { Loop = loop });
    }

    /// <summary>Runs sums over terms for each column.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void RunColumns<TSums, TLoop>(int columns, int terms, TLoop loop)
        where TSums : unmanaged
        where TLoop : struct, IColumns<TSums>
    {
        if (columns <= 0)
            return;
        // A warp reads neighbouring columns, where there are as many; its other threads neighbouring terms.
        int threads = Math.Min(ColumnLoop<TSums, TLoop>.MostThreads, Device.MaxGroupSize), x = 1;
        while (x < columns && x < Device.WarpSize)
            x *= 2;
        int y = threads / x, blocks = Groups(columns, x);
        int parts = Math.Max(1, Math.Min(Groups(BusySumGroups, blocks), terms / (y * TermsPerThread)));
        int partTerms = Math.Max(1, Groups(terms, parts));
        parts = Math.Max(1, Groups(terms, partTerms));
        var kernel = new ColumnLoop<TSums, TLoop> { Loop = loop, Parts = Divisor.Of(parts), Columns = columns, Terms = terms, PartTerms = partTerms };
        if (parts > 1)
            kernel.Partial = Scratch(parts * columns * Unsafe.SizeOf<TSums>() / sizeof(float)).Cast<TSums>();
        Launch(blocks * parts, x, y, kernel);
        if (parts > 1)
            RunElements(columns, new JoinedColumns<TSums, TLoop> { Loop = loop, Partial = kernel.Partial, Columns = columns, Parts = parts });
    }

    /// <summary>y = the largest value of each window.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void MaxPool(ArrayView<float> x, ArrayView<float> y, in PoolingShape shape, int batch) =>
        RunElements(batch * shape.OutHeight * shape.OutWidth * shape.Channels, new MaxPooling { X = x, Y = y, Sizes = PoolingSizes.Of(shape) });

    /// <summary>dx = dy at the first maximum of each window.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void MaxPoolGradient(ArrayView<float> x, ArrayView<float> y, ArrayView<float> dy, ArrayView<float> dx, in PoolingShape shape, int batch) =>
        RunElements(batch * shape.InHeight * shape.InWidth * shape.Channels, new MaxPoolingGradient { X = x, Y = y, Dy = dy, Dx = dx, Sizes = PoolingSizes.Of(shape) });

    /// <summary>y = the mean of each window.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void AveragePool(ArrayView<float> x, ArrayView<float> y, in PoolingShape shape, int batch) =>
        RunElements(batch * shape.OutHeight * shape.OutWidth * shape.Channels, new AveragePooling { X = x, Y = y, Sizes = PoolingSizes.Of(shape) });

    /// <summary>dx = dy spread over each window.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void AveragePoolGradient(ArrayView<float> dy, ArrayView<float> dx, in PoolingShape shape, int batch) =>
        RunElements(batch * shape.InHeight * shape.InWidth * shape.Channels, new AveragePoolingGradient { Dy = dy, Dx = dx, Sizes = PoolingSizes.Of(shape) });

    /// <summary>y[n] = row indices[n] of a table.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void Gather(ArrayView<float> table, ArrayView<int> indices, ArrayView<float> y, int count, int width) =>
        RunElements(count * width, new GatheredRows { Table = table, Indices = indices, Y = y, Width = Divisor.Of(width), Rows = table.IntLength / width });

    /// <summary>dtable[k] = the sum of dy[n] over all n with indices[n] = k, in their order; an index that is no row of the table adds nothing.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void ScatterAdd(ArrayView<float> dy, ArrayView<int> indices, ArrayView<float> dtable, int count, int width)
    {
        int rows = dtable.IntLength / width;
        if ((long)rows * width * count <= MostComparisons)
        {
            RunColumns<float, ScatteredColumns>(rows * width, count, new ScatteredColumns { Values = dy, Indices = indices, Table = dtable, Width = Divisor.Of(width) });
            return;
        }
        RunElements(rows * width, new Zeros { View = dtable });
        RunRows(count, WarpRow, new ScatteredRows { Values = dy, Indices = indices, Table = dtable, Rows = rows, Count = count, Width = width });
    }

    private void Launch<TKernel>(int groups, int threadsX, int threadsY, TKernel kernel)
        where TKernel : struct, IKernel =>
        Launch(new Index3D(groups, 1, 1), new Index3D(threadsX, threadsY, 1), kernel);

    /// <summary>How many groups of so many hold a count.</summary>
    private static int Groups(int count, int size) => (int)(((long)count + size - 1) / size);
}
