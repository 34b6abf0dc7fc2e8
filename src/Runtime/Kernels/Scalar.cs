using System.Numerics;
using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>A register of one element: the tail of a row, and the only width where the hardware has no vectors. The same operations in the same order as the wide registers, so the same bits.</summary>
public partial struct Scalar<T> : IVector<Scalar<T>, T>, IVectorBits<Scalar<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Scalar(T value) => _value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Load(ref readonly T source, nint index) => new() { _value = Unsafe.Add(ref Unsafe.AsRef(in source), index) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> LoadStrided(ref readonly T source, nint index, nint stride) => Load(in source, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> LoadIntegers(ref readonly int source, nint index) => Indices(Unsafe.Add(ref Unsafe.AsRef(in source), index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Scalar<T> value, ref T destination, nint index) => Unsafe.Add(ref destination, index) = value._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided(Scalar<T> value, ref T destination, nint index, nint stride) => Store(value, ref destination, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Broadcast(T value) => new() { _value = value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Indices(int first) => new() { _value = FromInteger(first) };

    /// <summary>The number as an element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T FromInteger(int value) => typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>(value) : Unsafe.BitCast<double, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator +(Scalar<T> left, Scalar<T> right) => new() { _value = left._value + right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator -(Scalar<T> left, Scalar<T> right) => new() { _value = left._value - right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator *(Scalar<T> left, Scalar<T> right) => new() { _value = left._value * right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator /(Scalar<T> left, Scalar<T> right) => new() { _value = left._value / right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator -(Scalar<T> value) => new() { _value = -value._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> MultiplyAdd(Scalar<T> a, Scalar<T> b, Scalar<T> c) => new() { _value = T.MultiplyAddEstimate(a._value, b._value, c._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Min(Scalar<T> left, Scalar<T> right) => new() { _value = T.Min(left._value, right._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Max(Scalar<T> left, Scalar<T> right) => new() { _value = T.Max(left._value, right._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Abs(Scalar<T> value) => new() { _value = T.Abs(value._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Sqrt(Scalar<T> value) => new() { _value = T.Sqrt(value._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Floor(Scalar<T> value) => new() { _value = T.Floor(value._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Equal(Scalar<T> left, Scalar<T> right) => Condition(left._value == right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Less(Scalar<T> left, Scalar<T> right) => Condition(left._value < right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> LessOrEqual(Scalar<T> left, Scalar<T> right) => Condition(left._value <= right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> And(Scalar<T> left, Scalar<T> right) => FromBits(ToBits(left) & ToBits(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Or(Scalar<T> left, Scalar<T> right) => FromBits(ToBits(left) | ToBits(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Not(Scalar<T> condition) => FromBits(~ToBits(condition));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Select(Scalar<T> condition, Scalar<T> whenTrue, Scalar<T> whenFalse) => ToBits(condition) != 0 ? whenTrue : whenFalse;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Exp(Scalar<T> value) => VectorMath.Exp<Scalar<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Expm1(Scalar<T> value) => VectorMath.Expm1<Scalar<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Log(Scalar<T> value) => VectorMath.Log<Scalar<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Log1p(Scalar<T> value) => VectorMath.Log1p<Scalar<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Tanh(Scalar<T> value) => VectorMath.Tanh<Scalar<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Sigmoid(Scalar<T> value) => VectorMath.Sigmoid<Scalar<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Softplus(Scalar<T> value) => VectorMath.Softplus<Scalar<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Erf(Scalar<T> value) => VectorMath.Erf<Scalar<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Sin(Scalar<T> value) => VectorMath.Sin<Scalar<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Cos(Scalar<T> value) => VectorMath.Cos<Scalar<T>, T>(value);

    public static Scalar<T> Pow(Scalar<T> x, Scalar<T> y)
    {
        if (typeof(T) == typeof(double))
            return VectorMath.Pow<Scalar<T>, T>(x, y);
        var power = VectorMath.PowOfSingles<Scalar<double>>(
            new(Unsafe.BitCast<T, float>(x._value)),
            new(Unsafe.BitCast<T, float>(y._value)));
        return new(Unsafe.BitCast<float, T>((float)power._value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Scalar<T> value) => value._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Maximum(Scalar<T> value) => value._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Minimum(Scalar<T> value) => value._value;

    /// <inheritdoc/>
    public static Scalar<T> Uniform(RandomKey key, uint stream, long index, int word)
    {
        var words = Philox.Words(key, stream, index);
        uint chosen = word switch { 0 => words.Word0, 1 => words.Word1, 2 => words.Word2, _ => words.Word3 };
        return typeof(T) == typeof(float)
            ? new(Unsafe.BitCast<float, T>(Philox.ToSingle(chosen)))
            : new(Unsafe.BitCast<double, T>(Philox.ToDouble(chosen)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IVectorBits<Scalar<T>, T>.Constant(double value)
    {
        Scalar<T> result;
        if (typeof(T) == typeof(float))
            result._value = Unsafe.BitCast<float, T>((float)value);
        else
            result._value = Unsafe.BitCast<double, T>(value);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IVectorBits<Scalar<T>, T>.Constant(float single, double twice)
    {
        Scalar<T> result;
        if (typeof(T) == typeof(float))
            result._value = Unsafe.BitCast<float, T>(single);
        else
            result._value = Unsafe.BitCast<double, T>(twice);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IVectorBits<Scalar<T>, T>.MultiplyAdd(Scalar<T> a, Scalar<T> b, double c)
    {
        Scalar<T> result;
        if (typeof(T) == typeof(float))
            result._value = T.MultiplyAddEstimate(a._value, b._value, Unsafe.BitCast<float, T>((float)c));
        else
            result._value = T.MultiplyAddEstimate(a._value, b._value, Unsafe.BitCast<double, T>(c));
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IVectorBits<Scalar<T>, T>.FromBits(ulong bits) => FromBits((long)bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IVectorBits<Scalar<T>, T>.AddBits(Scalar<T> left, Scalar<T> right) => FromBits(ToBits(left) + ToBits(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IVectorBits<Scalar<T>, T>.SubtractBits(Scalar<T> left, Scalar<T> right) => FromBits(ToBits(left) - ToBits(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IVectorBits<Scalar<T>, T>.Xor(Scalar<T> left, Scalar<T> right) => FromBits(ToBits(left) ^ ToBits(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IVectorBits<Scalar<T>, T>.ShiftLeft(Scalar<T> value, int count) => FromBits(ToBits(value) << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IVectorBits<Scalar<T>, T>.ShiftRight(Scalar<T> value, int count) => FromBits(ToBits(value) >> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IVectorBits<Scalar<T>, T>.Any(Scalar<T> condition) => ToBits(condition) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Scalar<T> Condition(bool holds) => FromBits(holds ? -1L : 0);

    /// <summary>The bit pattern, sign-extended from the element's size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long ToBits(Scalar<T> value) => typeof(T) == typeof(float)
        ? Unsafe.BitCast<T, int>(value._value)
        : Unsafe.BitCast<T, long>(value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Scalar<T> FromBits(long bits)
    {
        Scalar<T> result;
        if (typeof(T) == typeof(float))
            result._value = Unsafe.BitCast<int, T>((int)bits);
        else
            result._value = Unsafe.BitCast<long, T>(bits);
        return result;
    }
}
