using System;
using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Gpu;

/// <summary>Matrix products.</summary>
public abstract partial class GpuComputation
{
    // Groups that keep a device busy with products; and a part of the depth is at least so long, in steps of what a tile holds at a time.
    private const int BusyGroups = 256, StepsPerPart = 8;

    /// <summary>c[m,n] = epilogue(sum_k a[m,k] b[k,n]).</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void Multiply<TEpilogue>(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int m, int n, int k, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue =>
        RunProduct(new Factor(a, m, k, false, 0), new Factor(b, n, k, true, 0), c, new ProductSizes(m, n, k), epilogue);

    /// <summary>c[m,n] = epilogue(sum_k a[k,m] b[k,n]).</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void MultiplyTransposedA<TEpilogue>(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int m, int n, int k, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue =>
        RunProduct(new Factor(a, m, k, true, 0), new Factor(b, n, k, true, 0), c, new ProductSizes(m, n, k), epilogue);

    /// <summary>
    /// c[m,n] = epilogue(sum_k a[k,m] b[k,n]), where k counts the steps of sequences, one sequence after the other: no part of k ends within a sequence, so zeros at the ends of sequences, however many, change no bit.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void MultiplyTransposedA<TEpilogue>(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int m, int n, int k, int steps, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue =>
        RunProduct(new Factor(a, m, k, true, 0), new Factor(b, n, k, true, 0), c, new ProductSizes(m, n, k) { Steps = steps }, epilogue);

    /// <summary>c[m,n] = epilogue(sum_k a[m,k] b[n,k]).</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void MultiplyTransposedB<TEpilogue>(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int m, int n, int k, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue =>
        RunProduct(new Factor(a, m, k, false, 0), new Factor(b, n, k, false, 0), c, new ProductSizes(m, n, k), epilogue);

    /// <summary>For each of count pairs of matrices, one after the other in memory: c[m,n] = sum_k a[m,k] b[k,n], where each factor may be stored transposed.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void MultiplyEach(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int count, int m, int n, int k, bool transposeA, bool transposeB) =>
        RunProduct(new Factor(a, m, k, transposeA, m * k), new Factor(b, n, k, !transposeB, n * k), c, new ProductSizes(m, n, k) { Count = count, SliceStride = m * n }, default(Identity));

    private void RunProduct<TEpilogue>(Factor left, Factor right, ArrayView<float> c, ProductSizes sizes, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue
    {
        if (sizes.IsThin)
        {
            RunThinProduct(left, right, c, sizes, epilogue);
            return;
        }
        var result = new FinishedSums<TEpilogue>
        {
            View = c, Rows = sizes.M, Columns = sizes.N, Stride = sizes.N, SliceStride = sizes.SliceStride, MoveWidth = MoveWidth(c, sizes.N, sizes.SliceStride), Epilogue = epilogue,
        };
        if (left.IsAlongIndex && left.IsFour)
            RunProduct(new AlongIndex<Fours> { View = left.View, Count = left.Count, Stride = left.Stride, BatchStride = left.BatchStride }, right, result, sizes);
        else if (left.IsAlongIndex)
            RunProduct(new AlongIndex<Singles> { View = left.View, Count = left.Count, Stride = left.Stride, BatchStride = left.BatchStride }, right, result, sizes);
        else if (left.IsFour)
            RunProduct(new AlongDepth<Fours> { View = left.View, Count = left.Count, Stride = left.Stride, BatchStride = left.BatchStride }, right, result, sizes);
        else
            RunProduct(new AlongDepth<Singles> { View = left.View, Count = left.Count, Stride = left.Stride, BatchStride = left.BatchStride }, right, result, sizes);
    }

    private void RunProduct<TLeft, TResult>(TLeft left, Factor right, TResult result, ProductSizes sizes)
        where TLeft : struct, IOperand
        where TResult : struct, IResult
    {
        if (right.IsAlongIndex && right.IsFour)
            RunProduct(left, new AlongIndex<Fours> { View = right.View, Count = right.Count, Stride = right.Stride, BatchStride = right.BatchStride }, result, sizes);
        else if (right.IsAlongIndex)
            RunProduct(left, new AlongIndex<Singles> { View = right.View, Count = right.Count, Stride = right.Stride, BatchStride = right.BatchStride }, result, sizes);
        else if (right.IsFour)
            RunProduct(left, new AlongDepth<Fours> { View = right.View, Count = right.Count, Stride = right.Stride, BatchStride = right.BatchStride }, result, sizes);
        else
            RunProduct(left, new AlongDepth<Singles> { View = right.View, Count = right.Count, Stride = right.Stride, BatchStride = right.BatchStride }, result, sizes);
    }

    private void RunProduct<TLeft, TRight, TResult>(TLeft left, TRight right, TResult result, ProductSizes sizes)
        where TLeft : struct, IOperand
        where TRight : struct, IOperand
        where TResult : struct, IResult
    {
        if (sizes.M <= 0 || sizes.N <= 0 || sizes.Count <= 0)
            return;
        if (Device.IsLone)
            RunTiles<FineTile<Lone>, TLeft, TRight, TResult>(left, right, result, sizes);
        else if (Device.MaxGroupSize < LargeTile.Threads)
            RunTiles<FineTile<Tiny>, TLeft, TRight, TResult>(left, right, result, sizes);
        else if (sizes.M <= Small.Rows && sizes.N <= Small.Columns)
            RunTiles<FineTile<Small>, TLeft, TRight, TResult>(left, right, result, sizes);
        else if (sizes.M <= Wide.Rows)
            RunTiles<FineTile<Wide>, TLeft, TRight, TResult>(left, right, result, sizes);
        else if (sizes.N <= Tall.Columns)
            RunTiles<FineTile<Tall>, TLeft, TRight, TResult>(left, right, result, sizes);
        else if (sizes.FillsLargeTiles)
            RunTiles<LargeTile, TLeft, TRight, TResult>(left, right, result, sizes);
        else
            RunTiles<FineTile<Middle>, TLeft, TRight, TResult>(left, right, result, sizes);
    }

    private void RunThinProduct<TEpilogue>(Factor left, Factor right, ArrayView<float> c, ProductSizes sizes, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue
    {
        bool hasFewColumns = sizes.M > ThinProduct<TEpilogue>.Most;
        Factor thin = hasFewColumns ? right : left, thick = hasFewColumns ? left : right;
        var product = new ThinProduct<TEpilogue>
        {
            Thin = thin.View, Thick = thick.View, Result = c, Count = thin.Count, ThinStride = thin.IndexStride, ThinStep = thin.DepthStride, ThickStride = thick.IndexStride, ThickStep = thick.DepthStride,
            Columns = sizes.N, HasFewColumns = hasFewColumns ? 1 : 0, Epilogue = epilogue,
        };
        if (thick.IsAlongIndex)
            RunColumns<Float4, ThinProductColumns<TEpilogue>>(thick.Count, sizes.K, new ThinProductColumns<TEpilogue> { Product = product });
        else
            RunRows(thick.Count, sizes.K, new ThinProductRows<TEpilogue> { Product = product, Depth = sizes.K });
    }

    private void RunTiles<TTile, TLeft, TRight, TResult>(TLeft left, TRight right, TResult result, ProductSizes sizes)
        where TTile : struct, ITile
        where TLeft : struct, IOperand
        where TRight : struct, IOperand
        where TResult : struct, IResult
    {
        int columns = Groups(sizes.N, TTile.Columns), tiles = Groups(sizes.M, TTile.Rows) * columns, partDepth = sizes.PartDepth(tiles, TTile.Depth), parts = Math.Max(1, Groups(sizes.K, partDepth));
        if (parts == 1)
        {
            RunTiles<TTile, TLeft, TRight, TResult>(left, right, result, sizes, tiles, columns, partDepth, parts);
            return;
        }
        int moveWidth = sizes.N % 4 == 0 ? 4 : 1;
        var partial = Scratch(sizes.Count * parts * sizes.M * sizes.N);
        RunTiles<TTile, TLeft, TRight, PartialSums>(left, right, new PartialSums { View = partial, Rows = sizes.M, Columns = sizes.N, MoveWidth = moveWidth }, sizes, tiles, columns, partDepth, parts);
        int fours = Groups(sizes.N, 4);
        RunElements(sizes.Count * sizes.M * fours, new JoinedSums<TResult>
        {
            Partial = partial, Result = result, Rows = Divisor.Of(sizes.M), Fours = Divisor.Of(fours), Columns = sizes.N, Parts = parts, MoveWidth = moveWidth,
        });
    }

    private void RunTiles<TTile, TLeft, TRight, TResult>(TLeft left, TRight right, TResult result, ProductSizes sizes, int tiles, int columns, int partDepth, int parts)
        where TTile : struct, ITile
        where TLeft : struct, IOperand
        where TRight : struct, IOperand
        where TResult : struct, IResult
    {
        int groups = tiles * sizes.Count * parts;
        if (Device.IsLone)
        {
            Launch(groups, 1, 1, new LoneProduct<TLeft, TRight, TResult>
            {
                Left = left, Right = right, Result = result, Depth = sizes.K, PartDepth = partDepth, Parts = Divisor.Of(parts), Tiles = Divisor.Of(tiles), TileColumns = Divisor.Of(columns),
            });
            return;
        }
        Launch(groups, TTile.Threads, 1, new Product<TTile, TLeft, TRight, TResult>
        {
            Left = left, Right = right, Result = result, Depth = sizes.K, PartDepth = partDepth, Parts = Divisor.Of(parts), Tiles = Divisor.Of(tiles), TileColumns = Divisor.Of(columns),
        });
    }

    /// <summary>4 where elements of a matrix can be moved four at a time, 1 where not.</summary>
    private static int MoveWidth(ArrayView<float> view, int columns, int stride) => columns % 4 == 0 && stride % 4 == 0 && IsAligned(view) ? 4 : 1;

    /// <summary>Whether a view begins at a multiple of 16 bytes. Buffers do.</summary>
    private static bool IsAligned(ArrayView<float> view) => IndexOf(view) % 4 == 0;

    private static long IndexOf<TView>(TView view) where TView : struct, IContiguousArrayView => view.Index;

    /// <summary>Sizes of a product, of one matrix or of several of one size.</summary>
    private readonly record struct ProductSizes(int M, int N, int K)
    {
        /// <summary>Matrices.</summary>
        public int Count { get; init; } = 1;

        /// <summary>From a result to the next.</summary>
        public int SliceStride { get; init; }

        /// <summary>Of this many places of the depth a part holds all or none.</summary>
        public int Steps { get; init; } = 1;

        /// <summary>Whether one factor is read once and the other is next to nothing.</summary>
        public bool IsThin => Count == 1 && Steps == 1 && Math.Min(M, N) <= ThinProduct<Identity>.Most;

        /// <summary>Whether large tiles compute little beyond the result, and there are enough of them, over parts of the depth if need be.</summary>
        public bool FillsLargeTiles
        {
            get
            {
                long large = (long)Groups(M, LargeTile.Rows) * Groups(N, LargeTile.Columns), middle = (long)Groups(M, Middle.Rows) * Groups(N, Middle.Columns);
                return 4 * large <= 1.25 * middle && large * Count * Math.Max(1, K / (LargeTile.Depth * StepsPerPart)) >= BusyGroups / 2;
            }
        }

        /// <summary>The length of the parts of the depth that make enough groups.</summary>
        public int PartDepth(int tiles, int tileDepth)
        {
            int unit = Steps > 1 ? Steps : tileDepth, units = Math.Max(1, Groups(K, unit));
            // Of sequences, each one may be a part: not by their length, which padding changes.
            int most = Steps > 1 ? units : Math.Max(1, K / (tileDepth * StepsPerPart));
            int parts = Math.Min(most, Groups(BusyGroups, (int)Math.Min(BusyGroups, (long)tiles * Count)));
            return Groups(units, parts) * unit;
        }
    }

    /// <summary>A factor as it lies in memory.</summary>
    private readonly record struct Factor(ArrayView<float> View, int Count, int Depth, bool IsAlongIndex, int BatchStride)
    {
        /// <summary>From a row to the next.</summary>
        public int Stride { get; init; } = IsAlongIndex ? Count : Depth;

        /// <summary>From an index to the next.</summary>
        public int IndexStride => IsAlongIndex ? 1 : Stride;

        /// <summary>From a place of the depth to the next.</summary>
        public int DepthStride => IsAlongIndex ? Stride : 1;

        /// <summary>Whether all elements can be loaded four at a time.</summary>
        public bool IsFour => Stride % 4 == 0 && (IsAlongIndex ? Count : Depth) % 4 == 0 && BatchStride % 4 == 0 && IsAligned(View);
    }
}
