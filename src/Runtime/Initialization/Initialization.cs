using System;
using System.Numerics;

namespace NetGen;

/// <summary>
/// The values of one parameter before training. Random values are a function of the seed, the parameter's name and the element's index only, so
/// adding a layer does not change the others; float and double networks start from the same values up to rounding.
/// </summary>
/// <remarks><c>fanIn</c> is the number of inputs that one output sums over (for a convolution kernelHeight x kernelWidth x inChannels / groups), <c>fanOut</c> the number of outputs that one input reaches.</remarks>
public readonly struct Initialization
{
    private readonly double _value;
    private readonly int _first;
    private readonly int _second;

    // The meaning of the numbers: a constant (and the range [first, first + second) that it fills, or all if second is 0), a limit, a standard deviation, or rows and columns.
    private Initialization(Initializer kind, double value, int first = 0, int second = 0)
        => (Kind, _value, _first, _second) = (kind, value, first, second);

    /// <summary>Which formula.</summary>
    public Initializer Kind { get; }

    /// <summary>w = 0.</summary>
    public static Initialization Zeros => new(Initializer.Zeros, 0);

    /// <summary>w = 1.</summary>
    public static Initialization Ones => new(Initializer.Ones, 1);

    /// <summary>w = value.</summary>
    public static Initialization Constant(double value) => new(Initializer.Constant, Finite(value, nameof(value)));

    /// <summary>w = value for elements [first, first + count), 0 elsewhere: the forget gate's part of an LSTM's bias, say, which starts at 1 (Gers, Schmidhuber and Cummins 2000).</summary>
    public static Initialization ConstantRange(double value, int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        return new(Initializer.Constant, Finite(value, nameof(value)), first, Positive(count, nameof(count)));
    }

    /// <summary>w ~ U(-a, a), a = sqrt(6 / (fanIn + fanOut)). Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.</summary>
    public static Initialization GlorotUniform(int fanIn, int fanOut)
        => new(Initializer.GlorotUniform, Math.Sqrt(6 / Sum(fanIn, fanOut)));

    /// <summary>w ~ N(0, s^2), s = sqrt(2 / (fanIn + fanOut)). Glorot and Bengio 2010.</summary>
    public static Initialization GlorotNormal(int fanIn, int fanOut)
        => new(Initializer.GlorotNormal, Math.Sqrt(2 / Sum(fanIn, fanOut)));

    /// <summary>w ~ U(-a, a), a = sqrt(6 / fanIn). He, Zhang, Ren and Sun, "Delving deep into rectifiers", 2015.</summary>
    public static Initialization HeUniform(int fanIn)
        => new(Initializer.HeUniform, Math.Sqrt(6.0 / Positive(fanIn, nameof(fanIn))));

    /// <summary>w ~ N(0, s^2), s = sqrt(2 / fanIn). He, Zhang, Ren and Sun 2015.</summary>
    public static Initialization HeNormal(int fanIn)
        => new(Initializer.HeNormal, Math.Sqrt(2.0 / Positive(fanIn, nameof(fanIn))));

    /// <summary>w ~ U(-a, a), a = sqrt(3 / fanIn). LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998.</summary>
    public static Initialization LeCunUniform(int fanIn)
        => new(Initializer.LeCunUniform, Math.Sqrt(3.0 / Positive(fanIn, nameof(fanIn))));

    /// <summary>w ~ N(0, s^2), s = sqrt(1 / fanIn). LeCun, Bottou, Orr and Müller 1998.</summary>
    public static Initialization LeCunNormal(int fanIn)
        => new(Initializer.LeCunNormal, Math.Sqrt(1.0 / Positive(fanIn, nameof(fanIn))));

    /// <summary>
    /// W [rows, columns] with W^T W = 1 if rows &gt;= columns, else W W^T = 1, uniformly distributed among such matrices.
    /// Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks", 2014.
    /// </summary>
    public static Initialization Orthogonal(int rows, int columns)
        => new(Initializer.Orthogonal, 1, Positive(rows, nameof(rows)), Positive(columns, nameof(columns)));

    /// <summary>w ~ N(0, standardDeviation^2).</summary>
    public static Initialization Normal(double standardDeviation)
        => new(Initializer.Normal, NotNegative(standardDeviation, nameof(standardDeviation)));

    /// <summary>w ~ U(-limit, limit).</summary>
    public static Initialization Uniform(double limit)
        => new(Initializer.Uniform, NotNegative(limit, nameof(limit)));

    /// <summary>Writes the initial values of a parameter.</summary>
    /// <param name="values">All elements of the parameter, row-major.</param>
    /// <param name="seed">The model's seed.</param>
    /// <param name="name">The parameter's name, which selects its stream of random numbers.</param>
    public void Fill<T>(Span<T> values, ulong seed, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(name);
        Validate(name, [values.Length], values.Length);
        switch (Kind)
        {
            case Initializer.Zeros or Initializer.Ones or Initializer.Constant when _second == 0:
                values.Fill(T.CreateTruncating(_value));
                break;
            case Initializer.Constant:
                values.Clear();
                values.Slice(_first, _second).Fill(T.CreateTruncating(_value));
                break;
            case Initializer.GlorotUniform or Initializer.HeUniform or Initializer.LeCunUniform or Initializer.Uniform:
                new RandomValues(seed, name).Uniform(values, _value);
                break;
            case Initializer.Orthogonal:
                OrthogonalMatrix.Fill(values, _first, _second, new RandomValues(seed, name));
                break;
            default:
                new RandomValues(seed, name).Normal(values, _value);
                break;
        }
    }

    /// <summary>Throws unless this can fill a parameter of that shape.</summary>
    internal void Validate(string name, ReadOnlySpan<int> shape, int length)
    {
        if (Kind == Initializer.Default)
            throw new ArgumentException($"Parameter '{name}' has no initialisation: use one of the factories of {nameof(Initialization)}.");
        if (Kind == Initializer.Orthogonal && (long)_first * _second != length)
            throw new ArgumentException($"Parameter '{name}' of shape {TensorShape.Format(shape)} has {length} elements, but its orthogonal initialisation is of {_first} rows and {_second} columns.");
        if (Kind == Initializer.Constant && (long)_first + _second > length)
            throw new ArgumentException($"Parameter '{name}' of shape {TensorShape.Format(shape)} has {length} elements, but its initialisation sets elements {_first} to {(long)_first + _second - 1}.");
    }

    private static double Sum(int fanIn, int fanOut) => (double)Positive(fanIn, nameof(fanIn)) + Positive(fanOut, nameof(fanOut));

    private static int Positive(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, name);
        return value;
    }

    private static double Finite(double value, string name)
        => double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "Must be finite.");

    private static double NotNegative(double value, string name)
        => double.IsFinite(value) && value >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, "Must be finite and not negative.");
}
