using ILGPU;

namespace NetGen.Gpu;

/// <summary>
/// A correlation with few channels per group, an element of the result per iteration, or its gradient by x, the correlation of dy with turned weights. Neighbouring iterations are neighbouring channels.
/// </summary>
internal struct DirectConvolution<TEpilogue> : IElements
    where TEpilogue : struct, IEpilogue
{
    public ArrayView<float> Source, Weights, Result;
    public ImageAxis Rows, Columns;

    /// <summary>Channels of the result, and those of a group of it.</summary>
    public Divisor Channels, GroupChannels;

    /// <summary>Channels of the source and those of a group of it; height and width of the result.</summary>
    public int SourceChannels, SourceGroupChannels, Height, Width;

    /// <summary>From an element of the weights to those of the next column of the filter, row of the filter, channel of the source, channel of the result, group.</summary>
    public int TapStride, TapRowStride, SourceStride, ResultStride, GroupStride;

    public TEpilogue Epilogue;

    public void Run(int index)
    {
        int cell = Channels.Divide(index, out int channel), group = GroupChannels.Divide(channel, out int groupChannel);
        int sample = Rows.Length.Divide(Columns.Length.Divide(cell, out int b), out int a);
        int firstRow = (a * Rows.Step) + Rows.First, firstColumn = (b * Columns.Step) + Columns.First;
        int weights = (group * GroupStride) + (groupChannel * ResultStride) + (Rows.FirstIndex * TapRowStride) + (Columns.FirstIndex * TapStride);
        int source = (sample * Rows.Source * Columns.Source * SourceChannels) + (group * SourceGroupChannels);
        float sum = 0f;
        for (int tapRow = 0; tapRow < Rows.Count; tapRow++)
        {
            int row = firstRow + (tapRow * Rows.PositionStep);
            if ((uint)row >= (uint)Rows.Source)
                continue;
            for (int tapColumn = 0; tapColumn < Columns.Count; tapColumn++)
            {
                int column = firstColumn + (tapColumn * Columns.PositionStep);
                if ((uint)column >= (uint)Columns.Source)
                    continue;
                int from = source + (((row * Columns.Source) + column) * SourceChannels);
                int weight = weights + (tapRow * Rows.IndexStep * TapRowStride) + (tapColumn * Columns.IndexStep * TapStride);
                for (int c = 0; c < SourceGroupChannels; c++)
                    sum = (Source[from + c] * Weights[weight + (c * SourceStride)]) + sum;
            }
        }
        int pixel = (((sample * Height) + Rows.FirstOutput + (a * Rows.OutputStep)) * Width) + Columns.FirstOutput + (b * Columns.OutputStep);
        Result[(pixel * Channels.Value) + channel] = Epilogue.Apply(sum, pixel, channel);
    }
}

/// <summary>The gradient by the weights, for few channels per group: columns are the weights, terms the pixels of y.</summary>
internal struct DirectWeightGradient : IColumns<float>
{
    public ArrayView<float> X, Dy, Dw;
    public ImageAxis Rows, Columns;

    /// <summary>All output channels, those of a group, and the input channels of a group.</summary>
    public Divisor OutChannels, GroupOutChannels, GroupInChannels;

    public int InChannels;

    public float Start() => 0f;

    public float Add(float sums, int column, int term)
    {
        int group = GroupOutChannels.Divide(OutChannelOf(column, out int number));
        var tap = Tap.Of(number, Columns.Taps, GroupInChannels);
        int sample = Rows.Length.Divide(Columns.Length.Divide(term, out int q), out int p);
        int row = (p * Rows.Step) + Rows.First + (tap.Row * Rows.PositionStep), cell = (q * Columns.Step) + Columns.First + (tap.Column * Columns.PositionStep);
        if ((uint)row >= (uint)Rows.Source || (uint)cell >= (uint)Columns.Source)
            return sums;
        float x = X[(((((sample * Rows.Source) + row) * Columns.Source) + cell) * InChannels) + (group * GroupInChannels.Value) + tap.Channel];
        return (x * Dy[(term * OutChannels.Value) + OutChannelOf(column, out _)]) + sums;
    }

    public float Join(float left, float right) => left + right;

    public void Store(float sums, int column) => Dw[column] = sums;

    private int OutChannelOf(int column, out int number)
    {
        number = OutChannels.Divide(column, out int channel);
        return channel;
    }
}
