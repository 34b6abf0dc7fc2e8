using System.ComponentModel;

namespace NetGen.Gpu;

/// <summary>
/// Division of integers from 0 to below 2^31 by a number that the host knows: a multiplication and a shift (Granlund and Montgomery, "Division by invariant integers using multiplication", 1994) instead of the twenty
/// instructions that a device needs.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Divisor
{
    internal int Value;
    internal uint Multiplier;
    internal int Shift;

    /// <param name="value">At least 1.</param>
    public static Divisor Of(int value)
    {
        // 2^(shift - 1) < value <= 2^shift and multiplier = ceil(2^(31 + shift) / value), which is below value too large at most: n times it stays right below n = 2^31.
        int shift = 0;
        while ((1L << shift) < value)
            shift++;
        ulong power = 1UL << (31 + shift);
        return new Divisor { Value = value, Multiplier = (uint)((power + (ulong)value - 1) / (ulong)value), Shift = 31 + shift };
    }

    /// <summary>A number as a divisor; on the host.</summary>
    public static implicit operator Divisor(int value) => Of(value);

    /// <summary>The number itself.</summary>
    public static implicit operator int(Divisor divisor) => divisor.Value;

    /// <summary>The quotient.</summary>
    public static int operator /(int number, Divisor divisor) => divisor.Divide(number);

    /// <summary>The remainder.</summary>
    public static int operator %(int number, Divisor divisor) => number - (divisor.Divide(number) * divisor.Value);

    /// <summary>The quotient.</summary>
    public int Divide(int number) => (int)(((ulong)(uint)number * Multiplier) >> Shift);

    /// <summary>The quotient, and the remainder.</summary>
    public int Divide(int number, out int remainder)
    {
        int quotient = Divide(number);
        remainder = number - (quotient * Value);
        return quotient;
    }
}
