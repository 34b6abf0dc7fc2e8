using System.Numerics;

namespace NetGen.Kernels;

/// <summary>
/// A SIMD register of <typeparamref name="T"/> (or a single element): what emitted kernels compute with. A kernel written once against this
/// interface serves every register width and the scalar tail, because the JIT and the NativeAOT compiler specialise it for each struct.
/// </summary>
/// <remarks>Conditions are values of the same type whose elements are all bits set (true) or zero (false); only <see cref="Select"/>, <see cref="And"/>, <see cref="Or"/> and <see cref="Not"/> read them.</remarks>
public interface IVector<TSelf, T>
    where TSelf : struct, IVector<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Number of elements.</summary>
    static abstract int Count { get; }

    // Memory. Indices count elements from the reference; nothing is bounds-checked.
    static abstract TSelf Load(ref readonly T source, nint index);
    /// <summary>Elements at index, index + stride, index + 2 stride...</summary>
    static abstract TSelf LoadStrided(ref readonly T source, nint index, nint stride);
    /// <summary>Integers (class labels, tokens) converted to <typeparamref name="T"/>; exact below 2^24 in float32.</summary>
    static abstract TSelf LoadIntegers(ref readonly int source, nint index);
    static abstract void Store(TSelf value, ref T destination, nint index);
    static abstract void StoreStrided(TSelf value, ref T destination, nint index, nint stride);

    static abstract TSelf Broadcast(T value);
    /// <summary>first, first + 1, first + 2...</summary>
    static abstract TSelf Indices(int first);

    // Arithmetic.
    static abstract TSelf operator +(TSelf left, TSelf right);
    static abstract TSelf operator -(TSelf left, TSelf right);
    static abstract TSelf operator *(TSelf left, TSelf right);
    static abstract TSelf operator /(TSelf left, TSelf right);
    static abstract TSelf operator -(TSelf value);
    /// <summary>a * b + c with one rounding where the hardware has it.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);
    /// <summary>IEEE 754 minimum: NaN if either is NaN, and -0 is less than +0.</summary>
    static abstract TSelf Min(TSelf left, TSelf right);
    /// <summary>IEEE 754 maximum: NaN if either is NaN, and -0 is less than +0.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);
    static abstract TSelf Abs(TSelf value);
    static abstract TSelf Sqrt(TSelf value);
    static abstract TSelf Floor(TSelf value);

    // Conditions.
    static abstract TSelf Equal(TSelf left, TSelf right);
    static abstract TSelf Less(TSelf left, TSelf right);
    static abstract TSelf LessOrEqual(TSelf left, TSelf right);
    static abstract TSelf And(TSelf left, TSelf right);
    static abstract TSelf Or(TSelf left, TSelf right);
    static abstract TSelf Not(TSelf condition);
    static abstract TSelf Select(TSelf condition, TSelf whenTrue, TSelf whenFalse);

    // Elementary functions; error bounds are stated and tested where they are implemented.
    static abstract TSelf Exp(TSelf value);
    /// <summary>exp(x) - 1, accurate near zero.</summary>
    static abstract TSelf Expm1(TSelf value);
    static abstract TSelf Log(TSelf value);
    /// <summary>log(1 + x), accurate near zero.</summary>
    static abstract TSelf Log1p(TSelf value);
    static abstract TSelf Tanh(TSelf value);
    /// <summary>1 / (1 + exp(-x)).</summary>
    static abstract TSelf Sigmoid(TSelf value);
    /// <summary>log(1 + exp(x)), without overflow.</summary>
    static abstract TSelf Softplus(TSelf value);
    static abstract TSelf Erf(TSelf value);
    static abstract TSelf Sin(TSelf value);
    static abstract TSelf Cos(TSelf value);
    /// <summary>x to the power y, for x &gt;= 0 or integral y, as <c>Math.Pow</c>.</summary>
    static abstract TSelf Pow(TSelf x, TSelf y);

    // Horizontal: the order of addition is a fixed tree that depends on Count only.
    static abstract T Sum(TSelf value);
    static abstract T Maximum(TSelf value);
    static abstract T Minimum(TSelf value);

    /// <summary>
    /// Uniform numbers in (0, 1): element e of the result is <c>(word + 0.5) / 2^32</c> in float64 and <c>((word >> 9) + 0.5) / 2^23</c> in float32 (both exact, never 0 or 1), where word is output word
    /// <paramref name="word"/> (0..3) of Philox4x32-10 with counter (low and high half of index + e, stream, step) and the seed of <paramref name="key"/>. The same on every backend and width.
    /// </summary>
    static abstract TSelf Uniform(RandomKey key, uint stream, long index, int word);
}
