using NetGen.Kernels;
using Xunit;

namespace NetGen.Gpu.Tests.Execution;

/// <summary>The register of the optimizers' formulas is the CPU's, but for the form of conditions.</summary>
public class DeviceScalarTests
{
    private static readonly float[] s_numbers = [0, -0f, 1, -1, 0.3f, -2.5f, float.Epsilon, float.MaxValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN];

    [Fact]
    public void Conditions_choose_as_on_the_CPU()
    {
        foreach (var a in s_numbers)
        {
            foreach (var b in s_numbers)
                Assert.Equal(Chosen<Scalar<float>>(a, b), Chosen<DeviceScalar>(a, b));
        }
    }

    [Fact]
    public void Arithmetic_is_that_of_the_CPU()
    {
        foreach (var a in s_numbers)
        {
            foreach (var b in s_numbers)
                Assert.Equal(Results<Scalar<float>>(a, b), Results<DeviceScalar>(a, b));
        }
    }

    private static float[] Chosen<V>(float a, float b) where V : struct, IVector<V, float>
    {
        var (x, y) = (V.Broadcast(a), V.Broadcast(b));
        return [Choice(V.Less(x, y)), Choice(V.LessOrEqual(x, y)), Choice(V.Equal(x, y)), Choice(V.Not(V.Less(x, y))), Choice(V.And(V.LessOrEqual(x, y), V.Equal(x, y))), Choice(V.Or(V.Less(x, y), V.Less(y, x)))];

        static float Choice(V condition) => V.Sum(V.Select(condition, V.Broadcast(1), V.Broadcast(2)));
    }

    private static float[] Results<V>(float a, float b) where V : struct, IVector<V, float>
    {
        var (x, y) = (V.Broadcast(a), V.Broadcast(b));
        return [V.Sum(x + y), V.Sum(x - y), V.Sum(x * y), V.Sum(x / y), V.Sum(-x), V.Sum(V.Min(x, y)), V.Sum(V.Max(x, y)), V.Sum(V.Abs(x)), V.Sum(V.Sqrt(x)), V.Sum(V.Floor(x)), V.Maximum(x), V.Minimum(y), V.Sum(V.Indices(7))];
    }
}
