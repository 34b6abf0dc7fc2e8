using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>A register of 128 bits.</summary>
/// <remarks>Not a readonly struct: a result whose field is set costs the inliner one local, a constructor two, and it has 512.</remarks>
public partial struct Wide128<T> : IVector<Wide128<T>, T>, IVectorBits<Wide128<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Vector128<T> _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Wide128(Vector128<T> value) => _value = value;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128<T>.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Load(ref readonly T source, nint index) => new() { _value = Vector128.LoadUnsafe(in source, (nuint)index) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> LoadStrided(ref readonly T source, nint index, nint stride)
    {
        ref T first = ref Unsafe.Add(ref Unsafe.AsRef(in source), index);
        Unsafe.SkipInit(out Wide128<T> result);
        ref T element = ref Unsafe.As<Wide128<T>, T>(ref result);
        for (int e = 0; e < Count; e++)
            Unsafe.Add(ref element, e) = Unsafe.Add(ref first, e * stride);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> LoadIntegers(ref readonly int source, nint index)
    {
        if (typeof(T) == typeof(float))
            return new(Vector128.ConvertToSingle(Vector128.LoadUnsafe(in source, (nuint)index)).As<float, T>());
        var integers = Vector64.LoadUnsafe(in source, (nuint)index);
        return new(Vector128.ConvertToDouble(Vector128.Create(Vector64.WidenLower(integers), Vector64.WidenUpper(integers))).As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Wide128<T> value, ref T destination, nint index) => value._value.StoreUnsafe(ref destination, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStrided(Wide128<T> value, ref T destination, nint index, nint stride)
    {
        ref T first = ref Unsafe.Add(ref destination, index);
        ref T element = ref Unsafe.As<Wide128<T>, T>(ref value);
        for (int e = 0; e < Count; e++)
            Unsafe.Add(ref first, e * stride) = Unsafe.Add(ref element, e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Broadcast(T value) => new() { _value = Vector128.Create(value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Indices(int first)
    {
        Wide128<T> result;
        if (typeof(T) == typeof(float))
            result._value = Vector128.ConvertToSingle(Vector128.Create(first) + Vector128<int>.Indices).As<float, T>();
        else
            result._value = Vector128.ConvertToDouble(Vector128.Create((long)first) + Vector128<long>.Indices).As<double, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator +(Wide128<T> left, Wide128<T> right) => new() { _value = left._value + right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator -(Wide128<T> left, Wide128<T> right) => new() { _value = left._value - right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator *(Wide128<T> left, Wide128<T> right) => new() { _value = left._value * right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator /(Wide128<T> left, Wide128<T> right) => new() { _value = left._value / right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator -(Wide128<T> value) => new() { _value = -value._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> MultiplyAdd(Wide128<T> a, Wide128<T> b, Wide128<T> c)
    {
        Wide128<T> result;
        if (typeof(T) == typeof(float))
            result._value = Vector128.MultiplyAddEstimate(a._value.AsSingle(), b._value.AsSingle(), c._value.AsSingle()).As<float, T>();
        else
            result._value = Vector128.MultiplyAddEstimate(a._value.AsDouble(), b._value.AsDouble(), c._value.AsDouble()).As<double, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Min(Wide128<T> left, Wide128<T> right) => new() { _value = Vector128.Min(left._value, right._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Max(Wide128<T> left, Wide128<T> right) => new() { _value = Vector128.Max(left._value, right._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Abs(Wide128<T> value) => new() { _value = Vector128.Abs(value._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Sqrt(Wide128<T> value) => new() { _value = Vector128.Sqrt(value._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Floor(Wide128<T> value)
    {
        Wide128<T> result;
        if (typeof(T) == typeof(float))
            result._value = Vector128.Floor(value._value.AsSingle()).As<float, T>();
        else
            result._value = Vector128.Floor(value._value.AsDouble()).As<double, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Equal(Wide128<T> left, Wide128<T> right) => new() { _value = Vector128.Equals(left._value, right._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Less(Wide128<T> left, Wide128<T> right) => new() { _value = Vector128.LessThan(left._value, right._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> LessOrEqual(Wide128<T> left, Wide128<T> right) => new() { _value = Vector128.LessThanOrEqual(left._value, right._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> And(Wide128<T> left, Wide128<T> right) => new() { _value = left._value & right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Or(Wide128<T> left, Wide128<T> right) => new() { _value = left._value | right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Not(Wide128<T> condition) => new() { _value = ~condition._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Select(Wide128<T> condition, Wide128<T> whenTrue, Wide128<T> whenFalse) =>
        new() { _value = Vector128.ConditionalSelect(condition._value, whenTrue._value, whenFalse._value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Exp(Wide128<T> value) => VectorMath.Exp<Wide128<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Expm1(Wide128<T> value) => VectorMath.Expm1<Wide128<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Log(Wide128<T> value) => VectorMath.Log<Wide128<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Log1p(Wide128<T> value) => VectorMath.Log1p<Wide128<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Tanh(Wide128<T> value) => VectorMath.Tanh<Wide128<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Sigmoid(Wide128<T> value) => VectorMath.Sigmoid<Wide128<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Softplus(Wide128<T> value) => VectorMath.Softplus<Wide128<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Erf(Wide128<T> value) => VectorMath.Erf<Wide128<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Sin(Wide128<T> value) => VectorMath.Sin<Wide128<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Cos(Wide128<T> value) => VectorMath.Cos<Wide128<T>, T>(value);

    public static Wide128<T> Pow(Wide128<T> x, Wide128<T> y)
    {
        if (typeof(T) == typeof(double))
            return VectorMath.Pow<Wide128<T>, T>(x, y);
        var (xLow, xHigh) = Vector128.Widen(x._value.AsSingle());
        var (yLow, yHigh) = Vector128.Widen(y._value.AsSingle());
        var low = VectorMath.PowOfSingles<Wide128<double>>(new(xLow), new(yLow));
        var high = VectorMath.PowOfSingles<Wide128<double>>(new(xHigh), new(yHigh));
        return new(Vector128.Narrow(low._value, high._value).As<float, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Wide128<T> value) => Horizontal.Sum(value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Maximum(Wide128<T> value) => Horizontal.Maximum(value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Minimum(Wide128<T> value) => Horizontal.Minimum(value._value);

    /// <inheritdoc/>
    public static Wide128<T> Uniform(RandomKey key, uint stream, long index, int word)
    {
        if (typeof(T) == typeof(float))
        {
            var low = Philox.Words<Words128>(key, stream, index, word);
            var high = Philox.Words<Words128>(key, stream, index + Words128.Count, word);
            return new(Philox.ToSingle(Vector128.Narrow(low.Value, high.Value)).As<float, T>());
        }
        return new(Philox.ToDouble(Philox.Words<Words128>(key, stream, index, word).Value).As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide128<T> IVectorBits<Wide128<T>, T>.Constant(double value)
    {
        Wide128<T> result;
        if (typeof(T) == typeof(float))
            result._value = Vector128.Create((float)value).As<float, T>();
        else
            result._value = Vector128.Create(value).As<double, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide128<T> IVectorBits<Wide128<T>, T>.Constant(float single, double twice)
    {
        Wide128<T> result;
        if (typeof(T) == typeof(float))
            result._value = Vector128.Create(single).As<float, T>();
        else
            result._value = Vector128.Create(twice).As<double, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide128<T> IVectorBits<Wide128<T>, T>.MultiplyAdd(Wide128<T> a, Wide128<T> b, double c)
    {
        Wide128<T> result;
        if (typeof(T) == typeof(float))
            result._value = Vector128.MultiplyAddEstimate(a._value.AsSingle(), b._value.AsSingle(), Vector128.Create((float)c)).As<float, T>();
        else
            result._value = Vector128.MultiplyAddEstimate(a._value.AsDouble(), b._value.AsDouble(), Vector128.Create(c)).As<double, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide128<T> IVectorBits<Wide128<T>, T>.FromBits(ulong bits)
    {
        Wide128<T> result;
        if (typeof(T) == typeof(float))
            result._value = Vector128.Create((uint)bits).As<uint, T>();
        else
            result._value = Vector128.Create(bits).As<ulong, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide128<T> IVectorBits<Wide128<T>, T>.AddBits(Wide128<T> left, Wide128<T> right)
    {
        Wide128<T> result;
        if (typeof(T) == typeof(float))
            result._value = (left._value.AsInt32() + right._value.AsInt32()).As<int, T>();
        else
            result._value = (left._value.AsInt64() + right._value.AsInt64()).As<long, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide128<T> IVectorBits<Wide128<T>, T>.SubtractBits(Wide128<T> left, Wide128<T> right)
    {
        Wide128<T> result;
        if (typeof(T) == typeof(float))
            result._value = (left._value.AsInt32() - right._value.AsInt32()).As<int, T>();
        else
            result._value = (left._value.AsInt64() - right._value.AsInt64()).As<long, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide128<T> IVectorBits<Wide128<T>, T>.Xor(Wide128<T> left, Wide128<T> right) => new() { _value = left._value ^ right._value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide128<T> IVectorBits<Wide128<T>, T>.ShiftLeft(Wide128<T> value, int count)
    {
        Wide128<T> result;
        if (typeof(T) == typeof(float))
            result._value = (value._value.AsInt32() << count).As<int, T>();
        else
            result._value = (value._value.AsInt64() << count).As<long, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide128<T> IVectorBits<Wide128<T>, T>.ShiftRight(Wide128<T> value, int count)
    {
        Wide128<T> result;
        if (typeof(T) == typeof(float))
            result._value = (value._value.AsInt32() >> count).As<int, T>();
        else
            result._value = (value._value.AsInt64() >> count).As<long, T>();
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IVectorBits<Wide128<T>, T>.Any(Wide128<T> condition) => condition._value.AsUInt32() != Vector128<uint>.Zero;
}
