using System;

namespace NetGen.Gpu;

public static partial class GpuMath
{
    /// <summary>
    /// The error function. For |x| &lt; 1 it is x P(x^2); beyond, 1 - exp(-x^2) G(u) with u = (|x| - 2) / (|x| + 2), where G is the scaled complementary error function, smooth in u. P and G interpolate at Chebyshev
    /// nodes; errors below 2^-29.
    /// </summary>
    public static float Erf(float x)
    {
        float magnitude = AtMost(MathF.Abs(x), 4f); // 1 to the last bit
        float square = magnitude * magnitude;
        if (magnitude < 1f)
            return x * ErfNear(square);
        float u = (magnitude - 2f) / (magnitude + 2f);
        return WithSign(1f - (Exp(-square) * ErfFar(u)), x);
    }

    private static float ErfNear(float t)
    {
        float p = (7.87587506268548832e-05f * t) - 8.01686428716586992e-04f;
        p = (p * t) + 5.18908742343397386e-03f;
        p = (p * t) - 2.68542120106264118e-02f;
        p = (p * t) + 1.12835947151602181e-01f;
        p = (p * t) - 3.76126266667203335e-01f;
        return (p * t) + 1.12837916584835085e+00f;
    }

    private static float ErfFar(float u)
    {
        float g = (-9.44159634087273544e-04f * u) - 8.36589973648605746e-04f;
        g = (g * u) + 6.99485541359995758e-03f;
        g = (g * u) + 3.73214135130300970e-03f;
        g = (g * u) - 7.89785232725334907e-02f;
        g = (g * u) + 2.41658211090724440e-01f;
        g = (g * u) - 4.27185847614343028e-01f;
        return (g * u) + 2.55395676251903347e-01f;
    }
}
