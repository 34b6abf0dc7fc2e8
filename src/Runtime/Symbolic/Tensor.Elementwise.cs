namespace NetGen;

/// <content>Functions of single elements.</content>
public sealed partial class Tensor
{
    /// <summary>e^x, element by element.</summary>
    public static Tensor Exp(Tensor x) => throw Symbolic.Error;

    /// <summary>e^x - 1, exact near 0, element by element.</summary>
    public static Tensor Expm1(Tensor x) => throw Symbolic.Error;

    /// <summary>The natural logarithm, element by element.</summary>
    public static Tensor Log(Tensor x) => throw Symbolic.Error;

    /// <summary>log(1 + x), exact near 0, element by element.</summary>
    public static Tensor Log1p(Tensor x) => throw Symbolic.Error;

    /// <summary>The square root, element by element.</summary>
    public static Tensor Sqrt(Tensor x) => throw Symbolic.Error;

    /// <summary>x^2, element by element.</summary>
    public static Tensor Square(Tensor x) => throw Symbolic.Error;

    /// <summary>The absolute value, element by element.</summary>
    public static Tensor Abs(Tensor x) => throw Symbolic.Error;

    /// <summary>-1, 0 or 1; its derivative is 0, element by element.</summary>
    public static Tensor Sign(Tensor x) => throw Symbolic.Error;

    /// <summary>The largest whole number that is not larger; its derivative is 0, element by element.</summary>
    public static Tensor Floor(Tensor x) => throw Symbolic.Error;

    /// <summary>The sine, element by element.</summary>
    public static Tensor Sin(Tensor x) => throw Symbolic.Error;

    /// <summary>The cosine, element by element.</summary>
    public static Tensor Cos(Tensor x) => throw Symbolic.Error;

    /// <summary>The error function, element by element.</summary>
    public static Tensor Erf(Tensor x) => throw Symbolic.Error;

    /// <summary>x^p, element by element.</summary>
    public static Tensor Pow(Tensor x, double p) => throw Symbolic.Error;

    /// <summary>x^p, element by element, for x above 0.</summary>
    public static Tensor Pow(Tensor x, Tensor p) => throw Symbolic.Error;

    /// <summary>The smaller, element by element.</summary>
    public static Tensor Minimum(Tensor a, Tensor b) => throw Symbolic.Error;

    /// <summary>The smaller of each element and a number.</summary>
    public static Tensor Minimum(Tensor a, double b) => throw Symbolic.Error;

    /// <summary>The larger, element by element.</summary>
    public static Tensor Maximum(Tensor a, Tensor b) => throw Symbolic.Error;

    /// <summary>The larger of each element and a number.</summary>
    public static Tensor Maximum(Tensor a, double b) => throw Symbolic.Error;

    /// <summary>Each element, but at least low and at most high.</summary>
    public static Tensor Clip(Tensor x, double low, double high) => throw Symbolic.Error;

    /// <summary>Where the elements are equal.</summary>
    public static Condition Equal(Tensor a, Tensor b) => throw Symbolic.Error;

    /// <summary>Where the elements equal a number.</summary>
    public static Condition Equal(Tensor a, double b) => throw Symbolic.Error;

    /// <summary>a where the condition holds, else b.</summary>
    public static Tensor Where(Condition condition, Tensor a, Tensor b) => throw Symbolic.Error;

    /// <summary>a where the condition holds, else b.</summary>
    public static Tensor Where(Condition condition, Tensor a, double b) => throw Symbolic.Error;

    /// <summary>a where the condition holds, else b.</summary>
    public static Tensor Where(Condition condition, double a, Tensor b) => throw Symbolic.Error;

    /// <summary>a where the condition holds, else b.</summary>
    public static Tensor Where(Condition condition, double a, double b) => throw Symbolic.Error;

    /// <summary>The same value, through which no derivative passes.</summary>
    public static Tensor StopGradient(Tensor x) => throw Symbolic.Error;
}
