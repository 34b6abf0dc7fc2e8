namespace NetGen.Gpu;

/// <summary>
/// Division of integers from 0 to below 2^31 by a number that the host knows: a multiplication and a shift (Granlund and Montgomery, "Division by invariant integers using multiplication", 1994) instead of the twenty
/// instructions that a device needs.
/// </summary>
internal struct Divisor
{
    public int Value;
    public uint Multiplier;
    public int Shift;

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
