using System.Numerics;

namespace NetGen.Kernels;

/// <summary>Work on the bit patterns of the elements, as integers of the element's size: what elementary functions need beyond <see cref="IVector{TSelf, T}"/>.</summary>
internal interface IVectorBits<TSelf, T> : IVectorMemory<TSelf, T>
    where TSelf : struct, IVectorBits<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A constant, rounded to the element type, in every element.</summary>
    static abstract TSelf Constant(double value);
    /// <summary>A constant that differs between the element types.</summary>
    static abstract TSelf Constant(float single, double twice);
    /// <summary>a * b + c with a constant c, as <see cref="IVector{TSelf, T}.MultiplyAdd"/>: one step of Horner's rule.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, double c);
    /// <summary>The same bit pattern in every element, truncated to the element's size.</summary>
    static abstract TSelf FromBits(ulong bits);
    static abstract TSelf AddBits(TSelf left, TSelf right);
    static abstract TSelf SubtractBits(TSelf left, TSelf right);
    static abstract TSelf Xor(TSelf left, TSelf right);
    static abstract TSelf ShiftLeft(TSelf value, int count);
    /// <summary>Shifts copies of the sign bit in.</summary>
    static abstract TSelf ShiftRight(TSelf value, int count);
    /// <summary>Whether the condition holds for some element.</summary>
    static abstract bool Any(TSelf condition);
}
