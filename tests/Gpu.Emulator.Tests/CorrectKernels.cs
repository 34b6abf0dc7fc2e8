using ILGPU;

namespace NetGen.Gpu.Emulator.Tests;

internal interface ISize
{
    static abstract int Value { get; }
}

internal struct Sixteen : ISize
{
    public static int Value => 16;
}

internal struct Thousand : ISize
{
    public static int Value => 1024;
}

/// <summary>y = x².</summary>
internal struct Square : IKernel
{
    public ArrayView<float> X;
    public ArrayView<float> Y;

    public void Run()
    {
        int i = Grid.IdxX * Group.DimX + Group.IdxX;
        if (i < X.Length)
            Y[i] = X[i] * X[i];
    }
}

/// <summary>y[g] = the sum of a group's x.</summary>
internal struct SumByHalves<TSize> : IGroupKernel
    where TSize : ISize
{
    public ArrayView<float> X;
    public ArrayView<float> Y;

    public void Run()
    {
        var sums = SharedMemory.Allocate<float>(TSize.Value);
        int t = Group.IdxX;
        sums[t] = X[Grid.IdxX * TSize.Value + t];
        Group.Barrier();
        for (int half = TSize.Value / 2; half > 0; half /= 2)
        {
            if (t < half)
                sums[t] += sums[t + half];
            Group.Barrier();
        }
        if (t == 0)
            Y[Grid.IdxX] = sums[0];
    }
}

/// <summary>y = the sum of x over the warp, in all its lanes.</summary>
internal struct SumOfWarp : IGroupKernel
{
    public ArrayView<float> X;
    public ArrayView<float> Y;

    public void Run()
    {
        int i = Grid.IdxX * Group.DimX + Group.IdxX;
        float sum = X[i];
        for (int mask = Warp.WarpSize / 2; mask > 0; mask /= 2)
            sum += Warp.ShuffleXor(sum, mask);
        Y[i] = sum;
    }
}

/// <summary>y = the number of the warp's first thread.</summary>
internal struct FirstOfWarp : IGroupKernel
{
    public ArrayView<float> Y;

    public void Run() => Y[Group.IdxX] = Warp.Shuffle((float)Group.IdxX, 0);
}

/// <summary>y[c, r] = x[r, c], tiles of 4 x 4 through shared memory.</summary>
internal struct Transpose : IGroupKernel
{
    public ArrayView<float> X;
    public ArrayView<float> Y;
    public int Rows;
    public int Columns;

    public void Run()
    {
        var tile = SharedMemory.Allocate<float>(16);
        int row = Grid.IdxY * 4 + Group.IdxY, column = Grid.IdxX * 4 + Group.IdxX;
        tile[Group.IdxY * 4 + Group.IdxX] = X[row * Columns + column];
        Group.Barrier();
        row = Grid.IdxX * 4 + Group.IdxY;
        column = Grid.IdxY * 4 + Group.IdxX;
        Y[row * Rows + column] = tile[Group.IdxX * 4 + Group.IdxY];
    }
}

/// <summary>C = A B in tiles of 4 x 4.</summary>
internal struct TiledProduct : IGroupKernel
{
    public ArrayView<float> A;
    public ArrayView<float> B;
    public ArrayView<float> C;
    public int M;
    public int N;
    public int K;

    public void Run()
    {
        var a = SharedMemory.Allocate<float>(16);
        var b = SharedMemory.Allocate<float>(16);
        int x = Group.IdxX, y = Group.IdxY, row = Grid.IdxY * 4 + y, column = Grid.IdxX * 4 + x;
        float sum = 0;
        for (int start = 0; start < K; start += 4)
        {
            a[y * 4 + x] = row < M && start + x < K ? A[row * K + start + x] : 0;
            b[y * 4 + x] = column < N && start + y < K ? B[(start + y) * N + column] : 0;
            Group.Barrier();
            for (int k = 0; k < 4; k++)
                sum += a[y * 4 + k] * b[k * 4 + x];
            Group.Barrier();
        }
        if (row < M && column < N)
            C[row * N + column] = sum;
    }
}

internal struct Four(float a, float b, float c, float d)
{
    public float A = a, B = b, C = c, D = d;
}

/// <summary>y = x, four values at once.</summary>
internal struct CopyVectors : IKernel
{
    public ArrayView<float> X;
    public ArrayView<float> Y;

    public void Run()
    {
        var y = Y.Cast<Four>();
        y[Group.IdxX] = X.Cast<Four>()[Group.IdxX];
    }
}

/// <summary>y[i] = the number of the next thread of the warp; a barrier of the warp lies between its touches.</summary>
internal struct RotateInWarp : IGroupKernel
{
    public ArrayView<float> Y;

    public void Run()
    {
        int t = Group.IdxX, next = t - Warp.LaneIdx + (Warp.LaneIdx + 1) % Warp.WarpSize;
        Y[t] = t;
        Warp.Barrier();
        float value = Y[next];
        Warp.Barrier();
        Y[t] = value;
    }
}

internal struct DivideByZero : IGroupKernel
{
    public void Run()
    {
        int zero = Group.IdxX - 5;
        if (zero == 0)
            zero = 1 / zero;
        Group.Barrier();
    }
}

/// <summary>y[t] = the sum over rounds r &lt; R of (r + 1) (x₀ + … + x₁₅), by shuffles in each warp and shared memory between warps, with the memory used again in each round.</summary>
internal struct RepeatedSums : IGroupKernel
{
    public ArrayView<float> X;
    public ArrayView<float> Y;
    public int Rounds;

    public void Run()
    {
        var sums = SharedMemory.Allocate<float>(4);
        int t = Group.IdxX;
        Y[t] = 0;
        for (int round = 0; round < Rounds; round++)
        {
            float sum = (round + 1) * X[t];
            for (int mask = Warp.WarpSize / 2; mask > 0; mask /= 2)
                sum += Warp.ShuffleXor(sum, mask);
            if (Warp.LaneIdx == 0)
                sums[t / Warp.WarpSize] = sum;
            Group.Barrier();
            Y[t] += sums[0] + sums[1] + sums[2] + sums[3];
            Group.Barrier();
        }
    }
}
