using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>A register of 512 bits.</summary>
/// <remarks>Not a readonly struct: a result whose field is set costs the inliner one local, a constructor two, and it has 512.</remarks>
public partial struct Wide512<T> : IVector<Wide512<T>, T>, IVectorBits<Wide512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Vector512<T> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Wide512(Vector512<T> value) => _value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<T>.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Load(ref readonly T source, nint index) => new() { _value = Vector512.LoadUnsafe(in source, (nuint)index) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> LoadStrided(ref readonly T source, nint index, nint stride)
    {
        ref T first = ref Unsafe.Add(ref Unsafe.AsRef(in source), index);
        Unsafe.SkipInit(out Wide512<T> result);
        ref T element = ref Unsafe.As<Wide512<T>, T>(ref result);
        for (int e = 0; e < Count; e++)
            Unsafe.Add(ref element, e) = Unsafe.Add(ref first, e * stride);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> LoadIntegers(ref readonly int source, nint index)
    {
        if (typeof(T) == typeof(float))
            return new(Vector512.ConvertToSingle(Vector512.LoadUnsafe(in source, (nuint)index)).As<float, T>());
        var integers = Vector256.LoadUnsafe(in source, (nuint)index);
        return new(Vector512.ConvertToDouble(Vector512.Create(Vector256.WidenLower(integers), Vector256.WidenUpper(integers))).As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Wide512<T> value, ref T destination, nint index) => value._value.StoreUnsafe(ref destination, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided(Wide512<T> value, ref T destination, nint index, nint stride)
    {
        ref T first = ref Unsafe.Add(ref destination, index);
        ref T element = ref Unsafe.As<Wide512<T>, T>(ref value);
        for (int e = 0; e < Count; e++)
            Unsafe.Add(ref first, e * stride) = Unsafe.Add(ref element, e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Broadcast(T value) => new() { _value = Vector512.Create(value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Indices(int first)
    {
        Wide512<T> result;
        if (typeof(T) == typeof(float))
            result._value = Vector512.ConvertToSingle(Vector512.Create(first) + Vector512<int>.Indices).As<float, T>();
        else
            result._value = Vector512.ConvertToDouble(Vector512.Create((long)first) + Vector512<long>.Indices).As<double, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator +(Wide512<T> left, Wide512<T> right) => new() { _value = left._value + right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator -(Wide512<T> left, Wide512<T> right) => new() { _value = left._value - right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator *(Wide512<T> left, Wide512<T> right) => new() { _value = left._value * right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator /(Wide512<T> left, Wide512<T> right) => new() { _value = left._value / right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator -(Wide512<T> value) => new() { _value = -value._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> MultiplyAdd(Wide512<T> a, Wide512<T> b, Wide512<T> c)
    {
        Wide512<T> result;
        if (typeof(T) == typeof(float))
            result._value = Vector512.MultiplyAddEstimate(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>();
        else
            result._value = Vector512.MultiplyAddEstimate(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Min(Wide512<T> left, Wide512<T> right) => new() { _value = Extremum<T>.Min(left._value, right._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Max(Wide512<T> left, Wide512<T> right) => new() { _value = Extremum<T>.Max(left._value, right._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Abs(Wide512<T> value) => new() { _value = Vector512.Abs(value._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Sqrt(Wide512<T> value) => new() { _value = Vector512.Sqrt(value._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Floor(Wide512<T> value)
    {
        Wide512<T> result;
        if (typeof(T) == typeof(float))
            result._value = Vector512.Floor(value._value.AsSingle()).As<float, T>();
        else
            result._value = Vector512.Floor(value._value.AsDouble()).As<double, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Equal(Wide512<T> left, Wide512<T> right) => new() { _value = Vector512.Equals(left._value, right._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Less(Wide512<T> left, Wide512<T> right) => new() { _value = Vector512.LessThan(left._value, right._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> LessOrEqual(Wide512<T> left, Wide512<T> right) => new() { _value = Vector512.LessThanOrEqual(left._value, right._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> And(Wide512<T> left, Wide512<T> right) => new() { _value = left._value & right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Or(Wide512<T> left, Wide512<T> right) => new() { _value = left._value | right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Not(Wide512<T> condition) => new() { _value = ~condition._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Select(Wide512<T> condition, Wide512<T> whenTrue, Wide512<T> whenFalse) =>
        new() { _value = Vector512.ConditionalSelect(condition._value, whenTrue._value, whenFalse._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Exp(Wide512<T> value) => VectorMath.Exp<Wide512<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Expm1(Wide512<T> value) => VectorMath.Expm1<Wide512<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Log(Wide512<T> value) => VectorMath.Log<Wide512<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Log1p(Wide512<T> value) => VectorMath.Log1p<Wide512<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Tanh(Wide512<T> value) => VectorMath.Tanh<Wide512<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Sigmoid(Wide512<T> value) => VectorMath.Sigmoid<Wide512<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Softplus(Wide512<T> value) => VectorMath.Softplus<Wide512<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Erf(Wide512<T> value) => VectorMath.Erf<Wide512<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Sin(Wide512<T> value) => VectorMath.Sin<Wide512<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Cos(Wide512<T> value) => VectorMath.Cos<Wide512<T>, T>(value);

    public static Wide512<T> Pow(Wide512<T> x, Wide512<T> y)
    {
        if (typeof(T) == typeof(double))
            return VectorMath.Pow<Wide512<T>, T>(x, y);
        var (xLow, xHigh) = Vector512.Widen(x._value.AsSingle());
        var (yLow, yHigh) = Vector512.Widen(y._value.AsSingle());
        var low = VectorMath.PowOfSingles<Wide512<double>>(new(xLow), new(yLow));
        var high = VectorMath.PowOfSingles<Wide512<double>>(new(xHigh), new(yHigh));
        return new(Vector512.Narrow(low._value, high._value).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Wide512<T> value) => Wide256<T>.Sum(new Wide256<T>(value._value.GetLower() + value._value.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Maximum(Wide512<T> value) => Wide256<T>.Maximum(new Wide256<T>(Vector256.Max(value._value.GetLower(), value._value.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Minimum(Wide512<T> value) => Wide256<T>.Minimum(new Wide256<T>(Vector256.Min(value._value.GetLower(), value._value.GetUpper())));

    /// <inheritdoc/>
    public static Wide512<T> Uniform(RandomKey key, uint stream, long index, int word)
    {
        if (typeof(T) == typeof(float))
        {
            var low = Philox.Words<Words512>(key, stream, index, word);
            var high = Philox.Words<Words512>(key, stream, index + Words512.Count, word);
            return new(Philox.ToSingle(Vector512.Narrow(low.Value, high.Value)).As<float, T>());
        }
        return new(Philox.ToDouble(Philox.Words<Words512>(key, stream, index, word).Value).As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide512<T> IVectorBits<Wide512<T>, T>.Constant(double value)
    {
        Wide512<T> result;
        if (typeof(T) == typeof(float))
            result._value = Vector512.Create((float)value).As<float, T>();
        else
            result._value = Vector512.Create(value).As<double, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide512<T> IVectorBits<Wide512<T>, T>.Constant(float single, double twice)
    {
        Wide512<T> result;
        if (typeof(T) == typeof(float))
            result._value = Vector512.Create(single).As<float, T>();
        else
            result._value = Vector512.Create(twice).As<double, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide512<T> IVectorBits<Wide512<T>, T>.MultiplyAdd(Wide512<T> a, Wide512<T> b, double c)
    {
        Wide512<T> result;
        if (typeof(T) == typeof(float))
            result._value = Vector512.MultiplyAddEstimate(a._value.AsSingle(), b._value.AsSingle(), Vector512.Create((float)c)).As<float, T>();
        else
            result._value = Vector512.MultiplyAddEstimate(a._value.AsDouble(), b._value.AsDouble(), Vector512.Create(c)).As<double, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide512<T> IVectorBits<Wide512<T>, T>.FromBits(ulong bits)
    {
        Wide512<T> result;
        if (typeof(T) == typeof(float))
            result._value = Vector512.Create((uint)bits).As<uint, T>();
        else
            result._value = Vector512.Create(bits).As<ulong, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide512<T> IVectorBits<Wide512<T>, T>.AddBits(Wide512<T> left, Wide512<T> right)
    {
        Wide512<T> result;
        if (typeof(T) == typeof(float))
            result._value = (left._value.AsInt32() + right._value.AsInt32()).As<int, T>();
        else
            result._value = (left._value.AsInt64() + right._value.AsInt64()).As<long, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide512<T> IVectorBits<Wide512<T>, T>.SubtractBits(Wide512<T> left, Wide512<T> right)
    {
        Wide512<T> result;
        if (typeof(T) == typeof(float))
            result._value = (left._value.AsInt32() - right._value.AsInt32()).As<int, T>();
        else
            result._value = (left._value.AsInt64() - right._value.AsInt64()).As<long, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide512<T> IVectorBits<Wide512<T>, T>.Xor(Wide512<T> left, Wide512<T> right) => new() { _value = left._value ^ right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide512<T> IVectorBits<Wide512<T>, T>.ShiftLeft(Wide512<T> value, int count)
    {
        Wide512<T> result;
        if (typeof(T) == typeof(float))
            result._value = (value._value.AsInt32() << count).As<int, T>();
        else
            result._value = (value._value.AsInt64() << count).As<long, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide512<T> IVectorBits<Wide512<T>, T>.ShiftRight(Wide512<T> value, int count)
    {
        Wide512<T> result;
        if (typeof(T) == typeof(float))
            result._value = (value._value.AsInt32() >> count).As<int, T>();
        else
            result._value = (value._value.AsInt64() >> count).As<long, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IVectorBits<Wide512<T>, T>.Any(Wide512<T> condition) => condition._value.AsUInt32() != Vector512<uint>.Zero;
}
