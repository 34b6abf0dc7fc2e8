using ILGPU;

namespace NetGen.Gpu.Emulator.Tests;

// The line of a fault has a mark, which its test looks for.

internal struct SumWithoutBarrier : IGroupKernel
{
    public ArrayView<float> X;
    public ArrayView<float> Y;

    public void Run()
    {
        var sums = SharedMemory.Allocate<float>(16);
        int t = Group.IdxX;
        sums[t] = X[t];
        Group.Barrier();
        for (int half = 8; half > 0; half /= 2)
            if (t < half)
                sums[t] += sums[t + half]; // @sum
        if (t == 0)
            Y[0] = sums[0];
    }
}

internal struct TileOverwrittenTooEarly : IGroupKernel
{
    public ArrayView<float> X;
    public ArrayView<float> Y;

    public void Run()
    {
        var tile = SharedMemory.Allocate<float>(16);
        int t = Group.IdxX;
        float sum = 0;
        for (int start = 0; start < 32; start += 16)
        {
            tile[t] = X[start + t];
            Group.Barrier();
            for (int i = 0; i < 16; i++)
                sum += tile[i]; // @tile
        }
        Y[t] = sum;
    }
}

internal struct RotateInGroup : IGroupKernel
{
    public ArrayView<float> Y;

    public void Run()
    {
        int t = Group.IdxX;
        Y[t] = t; // @rotate
        Warp.Barrier();
        float value = Y[(t + 1) % 16];
        Group.Barrier();
        Y[t] = value;
    }
}

internal struct AllWriteOne : IKernel
{
    public ArrayView<float> Y;

    public void Run() => Y[0] = 1; // @one
}

internal struct LastReaderWrites : IGroupKernel
{
    public ArrayView<float> Y;

    public void Run()
    {
        float value = Y[0];
        if (Group.IdxX == Group.DimX - 1)
            Y[0] = value + 1; // @reader
    }
}

internal struct ReadsOfTheGroupBefore : IKernel
{
    public ArrayView<float> Y;

    public void Run()
    {
        float value = Y[Grid.IdxX]; // @before
        Y[Grid.IdxX + 1] = value;
    }
}

internal struct LastGroupWrites : IKernel
{
    public ArrayView<float> Y;

    public void Run()
    {
        float value = Y[0];
        if (Grid.IdxX == Grid.DimX - 1)
            Y[0] = value + 1; // @last
    }
}

internal struct Shifted : IKernel
{
    public ArrayView<float> X;
    public ArrayView<float> Y;
    public int Offset;

    public void Run() => Y[Group.IdxX] = X[Group.IdxX + Offset]; // @shifted
}

internal struct TakesPart : IKernel
{
    public ArrayView<float> X;
    public int Start;
    public int Length;

    public void Run()
    {
        var part = X.SubView(Start, Length); // @part
        if (part.Length > 0)
            part[0] = 0;
    }
}

internal struct FirstGroupFillsShared : IGroupKernel
{
    public ArrayView<float> Y;

    public void Run()
    {
        var shared = SharedMemory.Allocate<float>(4);
        if (Grid.IdxX == 0)
            shared[Group.IdxX] = 1;
        Y[Grid.IdxX * 4 + Group.IdxX] = shared[Group.IdxX]; // @shared
    }
}

internal struct CopiesVectors : IKernel
{
    public ArrayView<float> X;
    public ArrayView<float> Y;

    public void Run()
    {
        var (x, y) = (X.Cast<Four>(), Y.Cast<Four>());
        y[Group.IdxX] = x[Group.IdxX]; // @vectors
    }
}

internal struct BarrierOfTheFirst : IGroupKernel
{
    public int Count;

    public void Run()
    {
        if (Group.IdxX < Count)
            Group.Barrier(); // @barrier
    }
}

internal struct TwoBarriers : IGroupKernel
{
    public int Count;

    public void Run()
    {
        if (Group.IdxX < Count)
            Group.Barrier(); // @either
        else
            Group.Barrier(); // @either
    }
}

internal struct PlainBarrier : IKernel
{
    public void Run() => Group.Barrier(); // @plain
}

internal struct ShuffleOfTheFirst : IGroupKernel
{
    public int Count;

    public void Run()
    {
        if (Group.IdxX < Count)
            Warp.ShuffleXor(1f, 2); // @shuffle
    }
}
