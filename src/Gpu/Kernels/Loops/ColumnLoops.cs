using ILGPU;

namespace NetGen.Gpu;

/// <summary>
/// Sums over terms by column. Threads of a group with one x have one column, and every so many terms of it by their y; the sums of all y are joined in order. The terms may be cut into parts, one after the other, whose
/// sums go to <see cref="Partial"/>: all columns of the first part, then those of the next.
/// </summary>
internal struct ColumnLoop<TSums, TLoop> : IGroupKernel
    where TSums : unmanaged
    where TLoop : struct, IColumns<TSums>
{
    /// <summary>Most threads of a group.</summary>
    public const int MostThreads = 256;

    public TLoop Loop;
    public ArrayView<TSums> Partial;
    public Divisor Parts;
    public int Columns, Terms, PartTerms;

    public void Run()
    {
        var shared = SharedMemory.Allocate<TSums>(MostThreads);
        int block = Parts.Divide(Grid.IdxX, out int part);
        int column = (block * Group.DimX) + Group.IdxX, slot = (Group.IdxY * Group.DimX) + Group.IdxX;
        int first = part * PartTerms, end = first + PartTerms;
        end = end < Terms ? end : Terms;
        TSums sums = Loop.Start();
        if (column < Columns)
        {
            for (int term = first + Group.IdxY; term < end; term += Group.DimY)
                sums = Loop.Add(sums, column, term);
        }
        shared[slot] = sums;
        Group.Barrier();
        if (Group.IdxY != 0 || column >= Columns)
            return;
        for (int y = 1; y < Group.DimY; y++)
            sums = Loop.Join(sums, shared[(y * Group.DimX) + Group.IdxX]);
        if (Parts.Value == 1)
            Loop.Store(sums, column);
        else
            Partial[(part * Columns) + column] = sums;
    }
}

/// <summary>Joins the sums of the parts of each column, in order.</summary>
internal struct JoinedColumns<TSums, TLoop> : IElements
    where TSums : unmanaged
    where TLoop : struct, IColumns<TSums>
{
    public TLoop Loop;
    public ArrayView<TSums> Partial;
    public int Columns, Parts;

    public void Run(int index)
    {
        TSums sums = Partial[index];
        for (int part = 1; part < Parts; part++)
            sums = Loop.Join(sums, Partial[(part * Columns) + index]);
        Loop.Store(sums, index);
    }
}
