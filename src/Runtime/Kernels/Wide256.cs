using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>A register of 256 bits.</summary>
/// <remarks>Not a readonly struct: a result whose field is set costs the inliner one local, a constructor two, and it has 512.</remarks>
public partial struct Wide256<T> : IVector<Wide256<T>, T>, IVectorBits<Wide256<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Vector256<T> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Wide256(Vector256<T> value) => _value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256<T>.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Load(ref readonly T source, nint index) => new() { _value = Vector256.LoadUnsafe(in source, (nuint)index) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> LoadStrided(ref readonly T source, nint index, nint stride)
    {
        ref T first = ref Unsafe.Add(ref Unsafe.AsRef(in source), index);
        Unsafe.SkipInit(out Wide256<T> result);
        ref T element = ref Unsafe.As<Wide256<T>, T>(ref result);
        for (int e = 0; e < Count; e++)
            Unsafe.Add(ref element, e) = Unsafe.Add(ref first, e * stride);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> LoadIntegers(ref readonly int source, nint index)
    {
        if (typeof(T) == typeof(float))
            return new(Vector256.ConvertToSingle(Vector256.LoadUnsafe(in source, (nuint)index)).As<float, T>());
        var integers = Vector128.LoadUnsafe(in source, (nuint)index);
        return new(Vector256.ConvertToDouble(Vector256.Create(Vector128.WidenLower(integers), Vector128.WidenUpper(integers))).As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Wide256<T> value, ref T destination, nint index) => value._value.StoreUnsafe(ref destination, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided(Wide256<T> value, ref T destination, nint index, nint stride)
    {
        ref T first = ref Unsafe.Add(ref destination, index);
        ref T element = ref Unsafe.As<Wide256<T>, T>(ref value);
        for (int e = 0; e < Count; e++)
            Unsafe.Add(ref first, e * stride) = Unsafe.Add(ref element, e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Broadcast(T value) => new() { _value = Vector256.Create(value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Indices(int first)
    {
        Wide256<T> result;
        if (typeof(T) == typeof(float))
            result._value = Vector256.ConvertToSingle(Vector256.Create(first) + Vector256<int>.Indices).As<float, T>();
        else
            result._value = Vector256.ConvertToDouble(Vector256.Create((long)first) + Vector256<long>.Indices).As<double, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator +(Wide256<T> left, Wide256<T> right) => new() { _value = left._value + right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator -(Wide256<T> left, Wide256<T> right) => new() { _value = left._value - right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator *(Wide256<T> left, Wide256<T> right) => new() { _value = left._value * right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator /(Wide256<T> left, Wide256<T> right) => new() { _value = left._value / right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator -(Wide256<T> value) => new() { _value = -value._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> MultiplyAdd(Wide256<T> a, Wide256<T> b, Wide256<T> c)
    {
        Wide256<T> result;
        if (typeof(T) == typeof(float))
            result._value = Vector256.MultiplyAddEstimate(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>();
        else
            result._value = Vector256.MultiplyAddEstimate(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Min(Wide256<T> left, Wide256<T> right) => new() { _value = Vector256.Min(left._value, right._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Max(Wide256<T> left, Wide256<T> right) => new() { _value = Vector256.Max(left._value, right._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Abs(Wide256<T> value) => new() { _value = Vector256.Abs(value._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Sqrt(Wide256<T> value) => new() { _value = Vector256.Sqrt(value._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Floor(Wide256<T> value)
    {
        Wide256<T> result;
        if (typeof(T) == typeof(float))
            result._value = Vector256.Floor(value._value.AsSingle()).As<float, T>();
        else
            result._value = Vector256.Floor(value._value.AsDouble()).As<double, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Equal(Wide256<T> left, Wide256<T> right) => new() { _value = Vector256.Equals(left._value, right._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Less(Wide256<T> left, Wide256<T> right) => new() { _value = Vector256.LessThan(left._value, right._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> LessOrEqual(Wide256<T> left, Wide256<T> right) => new() { _value = Vector256.LessThanOrEqual(left._value, right._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> And(Wide256<T> left, Wide256<T> right) => new() { _value = left._value & right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Or(Wide256<T> left, Wide256<T> right) => new() { _value = left._value | right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Not(Wide256<T> condition) => new() { _value = ~condition._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Select(Wide256<T> condition, Wide256<T> whenTrue, Wide256<T> whenFalse) =>
        new() { _value = Vector256.ConditionalSelect(condition._value, whenTrue._value, whenFalse._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Exp(Wide256<T> value) => VectorMath.Exp<Wide256<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Expm1(Wide256<T> value) => VectorMath.Expm1<Wide256<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Log(Wide256<T> value) => VectorMath.Log<Wide256<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Log1p(Wide256<T> value) => VectorMath.Log1p<Wide256<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Tanh(Wide256<T> value) => VectorMath.Tanh<Wide256<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Sigmoid(Wide256<T> value) => VectorMath.Sigmoid<Wide256<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Softplus(Wide256<T> value) => VectorMath.Softplus<Wide256<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Erf(Wide256<T> value) => VectorMath.Erf<Wide256<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Sin(Wide256<T> value) => VectorMath.Sin<Wide256<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Cos(Wide256<T> value) => VectorMath.Cos<Wide256<T>, T>(value);

    public static Wide256<T> Pow(Wide256<T> x, Wide256<T> y)
    {
        if (typeof(T) == typeof(double))
            return VectorMath.Pow<Wide256<T>, T>(x, y);
        var (xLow, xHigh) = Vector256.Widen(x._value.AsSingle());
        var (yLow, yHigh) = Vector256.Widen(y._value.AsSingle());
        var low = VectorMath.PowOfSingles<Wide256<double>>(new(xLow), new(yLow));
        var high = VectorMath.PowOfSingles<Wide256<double>>(new(xHigh), new(yHigh));
        return new(Vector256.Narrow(low._value, high._value).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Wide256<T> value) => Wide128<T>.Sum(new Wide128<T>(value._value.GetLower() + value._value.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Maximum(Wide256<T> value) => Wide128<T>.Maximum(new Wide128<T>(Vector128.Max(value._value.GetLower(), value._value.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Minimum(Wide256<T> value) => Wide128<T>.Minimum(new Wide128<T>(Vector128.Min(value._value.GetLower(), value._value.GetUpper())));

    /// <inheritdoc/>
    public static Wide256<T> Uniform(RandomKey key, uint stream, long index, int word)
    {
        if (typeof(T) == typeof(float))
        {
            var low = Philox.Words<Words256>(key, stream, index, word);
            var high = Philox.Words<Words256>(key, stream, index + Words256.Count, word);
            return new(Philox.ToSingle(Vector256.Narrow(low.Value, high.Value)).As<float, T>());
        }
        return new(Philox.ToDouble(Philox.Words<Words256>(key, stream, index, word).Value).As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide256<T> IVectorBits<Wide256<T>, T>.Constant(double value)
    {
        Wide256<T> result;
        if (typeof(T) == typeof(float))
            result._value = Vector256.Create((float)value).As<float, T>();
        else
            result._value = Vector256.Create(value).As<double, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide256<T> IVectorBits<Wide256<T>, T>.Constant(float single, double twice)
    {
        Wide256<T> result;
        if (typeof(T) == typeof(float))
            result._value = Vector256.Create(single).As<float, T>();
        else
            result._value = Vector256.Create(twice).As<double, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide256<T> IVectorBits<Wide256<T>, T>.MultiplyAdd(Wide256<T> a, Wide256<T> b, double c)
    {
        Wide256<T> result;
        if (typeof(T) == typeof(float))
            result._value = Vector256.MultiplyAddEstimate(a._value.AsSingle(), b._value.AsSingle(), Vector256.Create((float)c)).As<float, T>();
        else
            result._value = Vector256.MultiplyAddEstimate(a._value.AsDouble(), b._value.AsDouble(), Vector256.Create(c)).As<double, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide256<T> IVectorBits<Wide256<T>, T>.FromBits(ulong bits)
    {
        Wide256<T> result;
        if (typeof(T) == typeof(float))
            result._value = Vector256.Create((uint)bits).As<uint, T>();
        else
            result._value = Vector256.Create(bits).As<ulong, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide256<T> IVectorBits<Wide256<T>, T>.AddBits(Wide256<T> left, Wide256<T> right)
    {
        Wide256<T> result;
        if (typeof(T) == typeof(float))
            result._value = (left._value.AsInt32() + right._value.AsInt32()).As<int, T>();
        else
            result._value = (left._value.AsInt64() + right._value.AsInt64()).As<long, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide256<T> IVectorBits<Wide256<T>, T>.SubtractBits(Wide256<T> left, Wide256<T> right)
    {
        Wide256<T> result;
        if (typeof(T) == typeof(float))
            result._value = (left._value.AsInt32() - right._value.AsInt32()).As<int, T>();
        else
            result._value = (left._value.AsInt64() - right._value.AsInt64()).As<long, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide256<T> IVectorBits<Wide256<T>, T>.Xor(Wide256<T> left, Wide256<T> right) => new() { _value = left._value ^ right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide256<T> IVectorBits<Wide256<T>, T>.ShiftLeft(Wide256<T> value, int count)
    {
        Wide256<T> result;
        if (typeof(T) == typeof(float))
            result._value = (value._value.AsInt32() << count).As<int, T>();
        else
            result._value = (value._value.AsInt64() << count).As<long, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide256<T> IVectorBits<Wide256<T>, T>.ShiftRight(Wide256<T> value, int count)
    {
        Wide256<T> result;
        if (typeof(T) == typeof(float))
            result._value = (value._value.AsInt32() >> count).As<int, T>();
        else
            result._value = (value._value.AsInt64() >> count).As<long, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IVectorBits<Wide256<T>, T>.Any(Wide256<T> condition) => condition._value.AsUInt32() != Vector256<uint>.Zero;
}
