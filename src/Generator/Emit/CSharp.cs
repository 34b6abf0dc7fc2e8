using System;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Emit;

/// <summary>How things are written in C#, whatever the culture of the machine.</summary>
/// <param name="hidesAlias">An alias of generated files means something else where the network is declared.</param>
internal sealed class CSharp(Precision precision, bool hidesAlias = false)
{
    public const string Span = "global::System.Span";
    public const string ReadOnlySpan = "global::System.ReadOnlySpan";
    public const string Kernels = "global::NetGen.Kernels";
    public const string Inline = "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]";

    /// <summary>Compiled by itself and at once, not inlined and not through tier 0: loops are what the time goes into.</summary>
    public const string Root = "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization | global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]";

    /// <summary>The element type.</summary>
    public string Real { get; } = precision == Precision.Single ? "float" : "double";

    /// <summary>The register of one element, by the alias that every generated file begins with.</summary>
    public string One => hidesAlias ? $"{Kernels}.Scalar<{Real}>" : ReservedNames.Alias;

    /// <summary>Aliases mean something else where the network is declared, so everything is written out.</summary>
    public bool HidesAlias => hidesAlias;

    public string? Aliases => hidesAlias ? null : $"using {ReservedNames.Alias} = {Kernels}.Scalar<{Real}>;";

    public string VectorConstraint(string name) => $"where {name} : struct, {Kernels}.IVector<{name}, {Real}>";

    public string Type(ElementType type) => type == ElementType.Integer ? "int" : Real;

    /// <summary>A number of the element type, rounded to it.</summary>
    public string Literal(double value)
    {
        if (double.IsNaN(value))
        {
            return $"{Real}.NaN";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? $"{Real}.PositiveInfinity" : $"{Real}.NegativeInfinity";
        }

        return precision == Precision.Single
            ? Digits(((float)value).ToString("R", CultureInfo.InvariantCulture)) + "f"
            : Digits(value.ToString("R", CultureInfo.InvariantCulture));
    }

    /// <summary>A string literal.</summary>
    public static string Text(string value) => "\"" + string.Concat(value.Select(c => c is '"' or '\\' ? "\\" + c : c < ' ' ? "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture) : c.ToString())) + "\"";

    /// <summary>As in formulas: the shortest decimal.</summary>
    public static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture) is var text && double.Parse(text, CultureInfo.InvariantCulture) == value
        ? text
        : value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>With thousands separated: 101,770.</summary>
    public static string Grouped(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Size of one sample: the extents without the batch.</summary>
    public static string SampleShape(Shape shape) => shape.Rank == 0 ? "1" : shape[0].Equals(Dimension.Batch) ? shape.Rank == 1 ? "1" : shape.Sample.ToString() : shape.ToString();

    /// <summary>Whether there is one for each sample, rather than one for all.</summary>
    public static bool IsPerSample(Shape shape) => shape.Rank > 0 && shape[0].Equals(Dimension.Batch) && shape.Sample.All(extent => !extent.SymbolsUsed.Contains("Batch"));

    /// <summary>The number of elements per sample, or per time step of it, of a shape that begins with the batch.</summary>
    public static long PerSample(Shape shape) => shape.Sample.Count.Evaluate(_ => 1);

    /// <summary>What <see cref="PerSample"/> is counted by.</summary>
    public static string Samples(Shape shape) => shape.Rank > 1 && TimeAxis.Of(shape[1]) is { } time ? $"n * {time.Steps}" : "n";

    /// <summary>The local or parameter that holds a run-time size of a call.</summary>
    public static string Size(string symbol) => symbol == "Batch" ? "n" : TimeAxis.OfCarried(symbol)?.CarriedSteps ?? (TimeAxis.OfStart(symbol) is not null ? "_start" : null) ?? TimeAxis.OfSymbol(symbol).Steps;

    private static string Digits(string text) => text.Any(c => c is '.' or 'E' or 'e') ? text : text + ".0";
}
