using System;
using NetGen.Kernels;

namespace NetGen.Gpu;

/// <summary>A register of one element, with which the optimizers' formulas run on a device: no second set of them. Conditions are 1 and 0.</summary>
internal struct DeviceScalar : IVector<DeviceScalar, float>
{
    private float _value;

    private DeviceScalar(float value) => _value = value;

    public static int Count => 1;

    public readonly float Value => _value;

    public static DeviceScalar Broadcast(float value) => new(value);

    public static DeviceScalar Indices(int first) => new(first);

    public static DeviceScalar operator +(DeviceScalar left, DeviceScalar right) => new(left._value + right._value);

    public static DeviceScalar operator -(DeviceScalar left, DeviceScalar right) => new(left._value - right._value);

    public static DeviceScalar operator *(DeviceScalar left, DeviceScalar right) => new(left._value * right._value);

    public static DeviceScalar operator /(DeviceScalar left, DeviceScalar right) => new(left._value / right._value);

    public static DeviceScalar operator -(DeviceScalar value) => new(-value._value);

    public static DeviceScalar MultiplyAdd(DeviceScalar a, DeviceScalar b, DeviceScalar c) => new((a._value * b._value) + c._value);

    public static DeviceScalar Min(DeviceScalar left, DeviceScalar right) => new(GpuMath.Min(left._value, right._value));

    public static DeviceScalar Max(DeviceScalar left, DeviceScalar right) => new(GpuMath.Max(left._value, right._value));

    public static DeviceScalar Abs(DeviceScalar value) => new(GpuMath.Abs(value._value));

    public static DeviceScalar Sqrt(DeviceScalar value) => new(GpuMath.Sqrt(value._value));

    public static DeviceScalar Floor(DeviceScalar value) => new(GpuMath.Floor(value._value));

    public static DeviceScalar Equal(DeviceScalar left, DeviceScalar right) => Condition(left._value == right._value);

    // Of a constant on the left, ILGPU makes a comparison that holds for NaN. The difference, and so the condition, is NaN where one is; it is 0 for equal numbers only.
    public static DeviceScalar Less(DeviceScalar left, DeviceScalar right) => Condition(right._value - left._value > 0f);

    public static DeviceScalar LessOrEqual(DeviceScalar left, DeviceScalar right) => Or(Less(left, right), Equal(left, right));

    public static DeviceScalar And(DeviceScalar left, DeviceScalar right) => new(left._value * right._value);

    public static DeviceScalar Or(DeviceScalar left, DeviceScalar right) => Condition(left._value + right._value > 0f);

    public static DeviceScalar Not(DeviceScalar condition) => new(1f - condition._value);

    public static DeviceScalar Select(DeviceScalar condition, DeviceScalar whenTrue, DeviceScalar whenFalse) => condition._value > 0f ? whenTrue : whenFalse;

    public static DeviceScalar Exp(DeviceScalar value) => new(GpuMath.Exp(value._value));

    public static DeviceScalar Expm1(DeviceScalar value) => new(GpuMath.Expm1(value._value));

    public static DeviceScalar Log(DeviceScalar value) => new(GpuMath.Log(value._value));

    public static DeviceScalar Log1p(DeviceScalar value) => new(GpuMath.Log1p(value._value));

    public static DeviceScalar Tanh(DeviceScalar value) => new(GpuMath.Tanh(value._value));

    public static DeviceScalar Sigmoid(DeviceScalar value) => new(GpuMath.Sigmoid(value._value));

    public static DeviceScalar Softplus(DeviceScalar value) => new(GpuMath.Softplus(value._value));

    public static DeviceScalar Erf(DeviceScalar value) => new(GpuMath.Erf(value._value));

    public static DeviceScalar Sin(DeviceScalar value) => new(GpuMath.Sin(value._value));

    public static DeviceScalar Cos(DeviceScalar value) => new(GpuMath.Cos(value._value));

    public static DeviceScalar Pow(DeviceScalar x, DeviceScalar y) => new(GpuMath.Pow(x._value, y._value));

    public static float Sum(DeviceScalar value) => value._value;

    public static float Maximum(DeviceScalar value) => value._value;

    public static float Minimum(DeviceScalar value) => value._value;

    public static DeviceScalar Uniform(RandomKey key, uint stream, long index, int word) => new(GpuMath.Uniform(key, stream, index, word));

    // Devices have views, not references: formulas are given registers.
    public static DeviceScalar Load(ref readonly float source, nint index) => throw NoReferences();

    public static DeviceScalar LoadStrided(ref readonly float source, nint index, nint stride) => throw NoReferences();

    public static DeviceScalar LoadIntegers(ref readonly int source, nint index) => throw NoReferences();

    public static void Store(DeviceScalar value, ref float destination, nint index) => throw NoReferences();

    public static void StoreStrided(DeviceScalar value, ref float destination, nint index, nint stride) => throw NoReferences();

    private static DeviceScalar Condition(bool holds) => new(holds ? 1f : 0f);

    private static NotSupportedException NoReferences() => new("A device has no references to memory of the host.");
}
