using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Kernels;

/// <summary>The operands of one register tile: sums[i, j] = sum over k of a[i, k] b[k, j].</summary>
/// <remarks>
/// Element (i, k) of a is at A + Offsets[k / RunLength] + (k % RunLength) AStep + i ARow: a packed panel, rows or columns of a matrix, or, with one offset
/// per row of a filter, the patches of an image, without copying any of them. Row k of b is at B + k BStep.
/// </remarks>
internal unsafe struct Tile<T> where T : unmanaged
{
    public T* A;
    public nint ARow;
    public nint AStep;
    public nint* Offsets;
    public int Runs;
    public int RunLength;
    public T* B;
    public nint BStep;
    /// <summary>Where runs of b begin, from B on; null where each follows the one before.</summary>
    public nint* BOffsets;
    /// <summary>Element (i, j) at i SumsRow + j, j up to <see cref="MicroKernel{V, T}.Columns"/>, or up to half of it with one register of columns.</summary>
    public T* Sums;
    public nint SumsRow;
    /// <summary>Adds the finished chain to Sums instead of replacing them.</summary>
    public bool Accumulate;
    /// <summary>The chains go on from Sums instead of beginning with 0.</summary>
    public bool Continue;
}

/// <summary>The size of register tiles.</summary>
internal static class RegisterTile
{
    /// <summary>Rows of a full tile: with two registers of columns 24 sums where there are 32 registers, else 12.</summary>
    public static int Rows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512F.VL.IsSupported || AdvSimd.Arm64.IsSupported ? 12 : 6;
    }
}
