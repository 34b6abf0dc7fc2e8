using ILGPU;

namespace NetGen.Gpu;

/// <summary>
/// The cells of the source that each cell of the result sees: index (sample, a, b), depth (row tap, column tap, channel). The left factor of a convolution, where the source is x, and of its gradient by x, where it is dy.
/// </summary>
internal struct Patches<TWidth> : IOperand
    where TWidth : struct, IWidth
{
    public ArrayView<float> View;
    public ImageAxis Rows, Columns;

    /// <summary>Channels of a group.</summary>
    public Divisor Channels;

    public int Count, AllChannels;

    public static bool IsAlongDepth => true;

    public Origin OriginOf(int batch, int index)
    {
        int sample = Rows.Length.Divide(Columns.Length.Divide(index, out int b), out int a);
        return new Origin
        {
            Count = Count - index,
            Offset = (sample * Rows.Source * Columns.Source * AllChannels) + (batch * Channels.Value),
            Row = (a * Rows.Step) + Rows.First,
            Column = (b * Columns.Step) + Columns.First,
        };
    }

    public Float4 Load(Origin origin, int depth, int end)
    {
        if (origin.Count <= 0 || depth >= end)
            return default;
        var tap = Tap.Of(depth, Columns.Taps, Channels);
        if (TWidth.IsFour)
        {
            int at = AddressOf(origin, tap);
            return at >= 0 ? View.Cast<Float4>()[at >> 2] : default;
        }
        Float4 four = default;
        four.X = LoadOne(origin, tap);
        tap = tap.Next(Columns.Taps, Channels);
        four.Y = depth + 1 < end ? LoadOne(origin, tap) : 0f;
        tap = tap.Next(Columns.Taps, Channels);
        four.Z = depth + 2 < end ? LoadOne(origin, tap) : 0f;
        tap = tap.Next(Columns.Taps, Channels);
        four.W = depth + 3 < end ? LoadOne(origin, tap) : 0f;
        return four;
    }

    private float LoadOne(Origin origin, Tap tap)
    {
        int at = AddressOf(origin, tap);
        return at >= 0 ? View[at] : 0f;
    }

    /// <summary>-1 outside the image.</summary>
    private int AddressOf(Origin origin, Tap tap)
    {
        int row = origin.Row + (tap.Row * Rows.PositionStep), column = origin.Column + (tap.Column * Columns.PositionStep);
        bool isInside = (uint)row < (uint)Rows.Source && (uint)column < (uint)Columns.Source;
        return isInside ? origin.Offset + (((row * Columns.Source) + column) * AllChannels) + tap.Channel : -1;
    }
}

/// <summary>The weights of the gradient by x, the right factor: index is an input channel of the group, depth (row tap, column tap, output channel of the group).</summary>
internal struct TurnedWeights<TWidth> : IOperand
    where TWidth : struct, IWidth
{
    public ArrayView<float> View;
    public ImageAxis Rows, Columns;

    /// <summary>Output channels of a group.</summary>
    public Divisor Channels;

    /// <summary>Input channels of a group, all output channels, and columns of the filter.</summary>
    public int Count, AllChannels, KernelWidth;

    public static bool IsAlongDepth => true;

    public Origin OriginOf(int batch, int index) => new Origin { Count = Count - index, Offset = (index * AllChannels) + (batch * Channels.Value) };

    public Float4 Load(Origin origin, int depth, int end)
    {
        if (origin.Count <= 0 || depth >= end)
            return default;
        var tap = Tap.Of(depth, Columns.Taps, Channels);
        if (TWidth.IsFour)
            return View.Cast<Float4>()[AddressOf(origin, tap) >> 2];
        Float4 four = default;
        four.X = View[AddressOf(origin, tap)];
        tap = tap.Next(Columns.Taps, Channels);
        four.Y = depth + 1 < end ? View[AddressOf(origin, tap)] : 0f;
        tap = tap.Next(Columns.Taps, Channels);
        four.Z = depth + 2 < end ? View[AddressOf(origin, tap)] : 0f;
        tap = tap.Next(Columns.Taps, Channels);
        four.W = depth + 3 < end ? View[AddressOf(origin, tap)] : 0f;
        return four;
    }

    private int AddressOf(Origin origin, Tap tap)
    {
        int row = Rows.FirstIndex + (tap.Row * Rows.IndexStep), column = Columns.FirstIndex + (tap.Column * Columns.IndexStep);
        return origin.Offset + (((row * KernelWidth) + column) * Count * AllChannels) + tap.Channel;
    }
}

/// <summary>The patches of the gradient by the weights, the left factor: index (filter row, filter column, channel), depth (sample, p, q).</summary>
internal struct TurnedPatches<TWidth> : IOperand
    where TWidth : struct, IWidth
{
    public ArrayView<float> View;
    public ImageAxis Rows, Columns;

    /// <summary>Channels of a group.</summary>
    public Divisor Channels;

    public int Count, AllChannels;

    public static bool IsAlongDepth => false;

    public Origin OriginOf(int batch, int index)
    {
        // Without fours each of the four elements has a place of its own: the index goes along.
        if (!TWidth.IsFour)
            return new Origin { Count = Count - index, Offset = batch * Channels.Value, Row = index };
        var tap = Tap.Of(index, Columns.Taps, Channels);
        return new Origin
        {
            Count = Count - index,
            Offset = (batch * Channels.Value) + tap.Channel,
            Row = (tap.Row * Rows.PositionStep) + Rows.First,
            Column = (tap.Column * Columns.PositionStep) + Columns.First,
        };
    }

    public Float4 Load(Origin origin, int depth, int end)
    {
        if (origin.Count <= 0 || depth >= end)
            return default;
        int sample = Rows.Length.Divide(Columns.Length.Divide(depth, out int q), out int p);
        int offset = origin.Offset + (sample * Rows.Source * Columns.Source * AllChannels);
        if (TWidth.IsFour)
        {
            int at = AddressOf(offset, origin.Row + (p * Rows.Step), origin.Column + (q * Columns.Step));
            return at >= 0 ? View.Cast<Float4>()[at >> 2] : default;
        }
        var tap = Tap.Of(origin.Row, Columns.Taps, Channels);
        Float4 four = default;
        four.X = LoadOne(offset, tap, p, q);
        tap = tap.Next(Columns.Taps, Channels);
        four.Y = origin.Count > 1 ? LoadOne(offset, tap, p, q) : 0f;
        tap = tap.Next(Columns.Taps, Channels);
        four.Z = origin.Count > 2 ? LoadOne(offset, tap, p, q) : 0f;
        tap = tap.Next(Columns.Taps, Channels);
        four.W = origin.Count > 3 ? LoadOne(offset, tap, p, q) : 0f;
        return four;
    }

    private float LoadOne(int offset, Tap tap, int p, int q)
    {
        int at = AddressOf(offset + tap.Channel, (tap.Row * Rows.PositionStep) + Rows.First + (p * Rows.Step), (tap.Column * Columns.PositionStep) + Columns.First + (q * Columns.Step));
        return at >= 0 ? View[at] : 0f;
    }

    /// <summary>-1 outside the image.</summary>
    private int AddressOf(int offset, int row, int column)
    {
        bool isInside = (uint)row < (uint)Rows.Source && (uint)column < (uint)Columns.Source;
        return isInside ? offset + (((row * Columns.Source) + column) * AllChannels) : -1;
    }
}
