namespace NetGen;

/// <content>Operators.</content>
public sealed partial class Tensor
{
    /// <summary>Sum, element by element; shapes are broadcast as NumPy does, aligned at the last axis.</summary>
    public static Tensor operator +(Tensor a, Tensor b) => throw Symbolic.Error;

    /// <summary>Sum with a number.</summary>
    public static Tensor operator +(Tensor a, double b) => throw Symbolic.Error;

    /// <summary>Sum with a number.</summary>
    public static Tensor operator +(double a, Tensor b) => throw Symbolic.Error;

    /// <summary>Difference, element by element; shapes are broadcast as NumPy does, aligned at the last axis.</summary>
    public static Tensor operator -(Tensor a, Tensor b) => throw Symbolic.Error;

    /// <summary>Difference with a number.</summary>
    public static Tensor operator -(Tensor a, double b) => throw Symbolic.Error;

    /// <summary>Difference with a number.</summary>
    public static Tensor operator -(double a, Tensor b) => throw Symbolic.Error;

    /// <summary>Product, element by element; shapes are broadcast as NumPy does, aligned at the last axis.</summary>
    public static Tensor operator *(Tensor a, Tensor b) => throw Symbolic.Error;

    /// <summary>Product with a number.</summary>
    public static Tensor operator *(Tensor a, double b) => throw Symbolic.Error;

    /// <summary>Product with a number.</summary>
    public static Tensor operator *(double a, Tensor b) => throw Symbolic.Error;

    /// <summary>Quotient, element by element; shapes are broadcast as NumPy does, aligned at the last axis.</summary>
    public static Tensor operator /(Tensor a, Tensor b) => throw Symbolic.Error;

    /// <summary>Quotient with a number.</summary>
    public static Tensor operator /(Tensor a, double b) => throw Symbolic.Error;

    /// <summary>Quotient with a number.</summary>
    public static Tensor operator /(double a, Tensor b) => throw Symbolic.Error;

    /// <summary>The negative, element by element.</summary>
    public static Tensor operator -(Tensor x) => throw Symbolic.Error;

    /// <summary>Where a is less.</summary>
    public static Condition operator <(Tensor a, Tensor b) => throw Symbolic.Error;

    /// <summary>Where a is less than a number.</summary>
    public static Condition operator <(Tensor a, double b) => throw Symbolic.Error;

    /// <summary>Where a is less or equal.</summary>
    public static Condition operator <=(Tensor a, Tensor b) => throw Symbolic.Error;

    /// <summary>Where a is less or equal than a number.</summary>
    public static Condition operator <=(Tensor a, double b) => throw Symbolic.Error;

    /// <summary>Where a is greater.</summary>
    public static Condition operator >(Tensor a, Tensor b) => throw Symbolic.Error;

    /// <summary>Where a is greater than a number.</summary>
    public static Condition operator >(Tensor a, double b) => throw Symbolic.Error;

    /// <summary>Where a is greater or equal.</summary>
    public static Condition operator >=(Tensor a, Tensor b) => throw Symbolic.Error;

    /// <summary>Where a is greater or equal than a number.</summary>
    public static Condition operator >=(Tensor a, double b) => throw Symbolic.Error;
}
