using ILGPU;
using NetGen.Kernels;

namespace NetGen.Gpu;

/// <summary>Sizes of a pooling, with what divides by them.</summary>
internal struct PoolingSizes
{
    public Divisor Channels, InHeight, InWidth, OutHeight, OutWidth, StrideHeight, StrideWidth;
    public int WindowHeight, WindowWidth, PadTop, PadLeft;

    public static PoolingSizes Of(PoolingShape shape) => new PoolingSizes
    {
        Channels = Divisor.Of(shape.Channels),
        InHeight = Divisor.Of(shape.InHeight),
        InWidth = Divisor.Of(shape.InWidth),
        OutHeight = Divisor.Of(shape.OutHeight),
        OutWidth = Divisor.Of(shape.OutWidth),
        WindowHeight = shape.WindowHeight,
        WindowWidth = shape.WindowWidth,
        StrideHeight = Divisor.Of(shape.StrideHeight),
        StrideWidth = Divisor.Of(shape.StrideWidth),
        PadTop = shape.PadTop,
        PadLeft = shape.PadLeft,
    };

    /// <summary>The address of a cell of x.</summary>
    public int Cell(int sample, int row, int column, int channel) => (((((sample * InHeight.Value) + row) * InWidth.Value) + column) * Channels.Value) + channel;

    /// <summary>The address of a cell of y.</summary>
    public int Result(int sample, int row, int column, int channel) => (((((sample * OutHeight.Value) + row) * OutWidth.Value) + column) * Channels.Value) + channel;

    /// <summary>The rows of x in a window.</summary>
    public Window RowsOf(int p) => Window.Of(p, StrideHeight.Value, PadTop, WindowHeight, InHeight.Value);

    /// <summary>The columns of x in a window.</summary>
    public Window ColumnsOf(int q) => Window.Of(q, StrideWidth.Value, PadLeft, WindowWidth, InWidth.Value);

    /// <summary>The rows of windows that have a row of x.</summary>
    public Window RowsWith(int row) => Covering(row + PadTop, StrideHeight, WindowHeight, OutHeight.Value);

    /// <summary>The columns of windows that have a column of x.</summary>
    public Window ColumnsWith(int column) => Covering(column + PadLeft, StrideWidth, WindowWidth, OutWidth.Value);

    /// <summary>Sample, row, column and channel of an element of x.</summary>
    public int CellOf(int index, out int row, out int column, out int channel) =>
        InHeight.Divide(InWidth.Divide(Channels.Divide(index, out channel), out column), out row);

    /// <summary>Sample, row, column and channel of an element of y.</summary>
    public int ResultOf(int index, out int row, out int column, out int channel) =>
        OutHeight.Divide(OutWidth.Divide(Channels.Divide(index, out channel), out column), out row);

    /// <summary>As <see cref="Window.Covering"/>, with the padding counted in.</summary>
    private static Window Covering(int cell, Divisor stride, int size, int outputs)
    {
        int above = cell - size + 1, last = stride.Divide(cell) + 1;
        return new Window(above <= 0 ? 0 : stride.Divide(above + stride.Value - 1), last < outputs ? last : outputs);
    }
}

/// <summary>y[n, p, q, c] = the largest x of the window; NaN where one of its cells is.</summary>
internal struct MaxPooling : IElements
{
    public ArrayView<float> X, Y;
    public PoolingSizes Sizes;

    public void Run(int index)
    {
        int sample = Sizes.ResultOf(index, out int p, out int q, out int channel);
        Window rows = Sizes.RowsOf(p), columns = Sizes.ColumnsOf(q);
        float largest = float.NegativeInfinity;
        for (int row = rows.First; row < rows.Last; row++)
        {
            for (int column = columns.First; column < columns.Last; column++)
                largest = GpuMath.Max(largest, X[Sizes.Cell(sample, row, column, channel)]);
        }
        Y[index] = largest;
    }
}

/// <summary>dx of a cell = the sum of dy over the windows that have it as their first maximum, row by row.</summary>
internal struct MaxPoolingGradient : IElements
{
    public ArrayView<float> X, Y, Dy, Dx;
    public PoolingSizes Sizes;

    public void Run(int index)
    {
        int sample = Sizes.CellOf(index, out int row, out int column, out int channel);
        Window p = Sizes.RowsWith(row), q = Sizes.ColumnsWith(column);
        float x = X[index], sum = 0f;
        for (int i = p.First; i < p.Last; i++)
        {
            for (int j = q.First; j < q.Last; j++)
            {
                int result = Sizes.Result(sample, i, j, channel);
                if (Y[result] == x && IsFirst(x, sample, row, column, channel, i, j))
                    sum += Dy[result];
            }
        }
        Dx[index] = sum;
    }

    /// <summary>Whether no cell of the window before this one is as large.</summary>
    private bool IsFirst(float x, int sample, int row, int column, int channel, int p, int q)
    {
        int firstRow = Sizes.RowsOf(p).First;
        Window columns = Sizes.ColumnsOf(q);
        for (int i = firstRow; i <= row; i++)
        {
            int last = i < row ? columns.Last : column;
            for (int j = columns.First; j < last; j++)
            {
                if (X[Sizes.Cell(sample, i, j, channel)] == x)
                    return false;
            }
        }
        return true;
    }
}

/// <summary>y[n, p, q, c] = the mean of the window's cells inside the image.</summary>
internal struct AveragePooling : IElements
{
    public ArrayView<float> X, Y;
    public PoolingSizes Sizes;

    public void Run(int index)
    {
        int sample = Sizes.ResultOf(index, out int p, out int q, out int channel);
        Window rows = Sizes.RowsOf(p), columns = Sizes.ColumnsOf(q);
        float sum = 0f;
        for (int row = rows.First; row < rows.Last; row++)
        {
            for (int column = columns.First; column < columns.Last; column++)
                sum += X[Sizes.Cell(sample, row, column, channel)];
        }
        Y[index] = sum / ((rows.Last - rows.First) * (columns.Last - columns.First));
    }
}

/// <summary>dx of a cell = the sum of dy / (cells of the window inside the image) over the windows that have it.</summary>
internal struct AveragePoolingGradient : IElements
{
    public ArrayView<float> Dy, Dx;
    public PoolingSizes Sizes;

    public void Run(int index)
    {
        int sample = Sizes.CellOf(index, out int row, out int column, out int channel);
        Window p = Sizes.RowsWith(row), q = Sizes.ColumnsWith(column);
        float sum = 0f;
        for (int i = p.First; i < p.Last; i++)
        {
            Window rows = Sizes.RowsOf(i);
            for (int j = q.First; j < q.Last; j++)
            {
                Window columns = Sizes.ColumnsOf(j);
                sum += Dy[Sizes.Result(sample, i, j, channel)] / ((rows.Last - rows.First) * (columns.Last - columns.First));
            }
        }
        Dx[index] = sum;
    }
}
