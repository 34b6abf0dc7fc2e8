using ILGPU;

namespace NetGen.Gpu;

/// <summary>y[n, ..] = table[indices[n], ..]; 0 where there is no such row.</summary>
internal struct GatheredRows : IElements
{
    public ArrayView<float> Table, Y;
    public ArrayView<int> Indices;
    public Divisor Width;
    public int Rows;

    public void Run(int index)
    {
        int k = Indices[Width.Divide(index, out int column)];
        Y[index] = (uint)k < (uint)Rows ? Table[(k * Width.Value) + column] : 0f;
    }
}

/// <summary>table[k, ..] = the sum of values[n, ..] over all n with indices[n] = k, where the table is small: its elements are the columns, the values' rows the terms.</summary>
internal struct ScatteredColumns : IColumns<float>
{
    public ArrayView<float> Values, Table;
    public ArrayView<int> Indices;
    public Divisor Width;

    public float Start() => 0f;

    public float Add(float sums, int column, int term)
    {
        int k = Width.Divide(column, out int c);
        return Indices[term] == k ? sums + Values[(term * Width.Value) + c] : sums;
    }

    public float Join(float left, float right) => left + right;

    public void Store(float sums, int column) => Table[column] = sums;
}

/// <summary>All zeros.</summary>
internal struct Zeros : IElements
{
    public ArrayView<float> View;

    public void Run(int index) => View[index] = 0f;
}

/// <summary>The same sums where the table is large, and zero already: the first row of values with an index adds up those of all rows with it, in their order.</summary>
internal struct ScatteredRows : IRows
{
    public ArrayView<float> Values, Table;
    public ArrayView<int> Indices;
    public int Rows, Count, Width;

    public void Run<TTeam>(int row, TTeam team)
        where TTeam : struct, ITeam
    {
        int k = Indices[row];
        if ((uint)k >= (uint)Rows)
            return;
        float isLater = 0f;
        for (int n = team.First; n < row; n += team.Count)
            isLater = Indices[n] == k ? 1f : isLater;
        if (team.Max(isLater) > 0f)
            return;
        for (int c = team.First; c < Width; c += team.Count)
        {
            float sum = 0f;
            for (int n = row; n < Count; n++)
                sum = Indices[n] == k ? sum + Values[(n * Width) + c] : sum;
            Table[(k * Width) + c] = sum;
        }
    }
}
