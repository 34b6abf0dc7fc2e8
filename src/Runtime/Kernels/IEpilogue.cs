using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// What happens to each element of a product or convolution while it is still in a register: bias, activation, derivative of an activation.
/// Implemented by emitted structs, which carry the operands; specialised into the kernel by the compiler.
/// </summary>
public interface IEpilogue<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Whether a register may also hold the last columns of a row and the first of the next, where rows lie one after the other and are shorter than a register:
    /// what is read per element lies as the result does, and what is read per column is repeated after the last column, for a register more.
    /// </summary>
    static virtual bool Wraps => false;

    /// <summary>
    /// Takes the finished sums of elements [row, column .. column + V.Count) of the result and returns what is to be stored there.
    /// May store further results of its own at the same place. Called exactly once for every element.
    /// </summary>
    /// <remarks>Mark it <c>AggressiveInlining</c>, or it becomes a call for every register.</remarks>
    /// <param name="sum">The finished sums.</param>
    /// <param name="row">Row of the result; in convolutions the index of the pixel over (sample, y, x).</param>
    /// <param name="column">First column of the result; in convolutions the channel.</param>
    V Apply<V>(V sum, int row, int column) where V : struct, IVector<V, T>;
}

/// <summary>No epilogue: the sums are the result.</summary>
public readonly struct Identity<T> : IEpilogue<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static bool Wraps => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Apply<V>(V sum, int row, int column) where V : struct, IVector<V, T> => sum;
}
