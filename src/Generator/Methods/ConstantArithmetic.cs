using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Methods;

/// <summary>What C# computes with whole and real numbers and truth values, for sizes, loops and choices in methods.</summary>
internal static class ConstantArithmetic
{
    private static readonly Dictionary<string, Func<double, double>> OfOne = new()
    {
        ["Math.Abs"] = Math.Abs,
        ["Math.Ceiling"] = Math.Ceiling,
        ["Math.Cos"] = Math.Cos,
        ["Math.Exp"] = Math.Exp,
        ["Math.Floor"] = Math.Floor,
        ["Math.Log"] = Math.Log,
        ["Math.Log2"] = x => Math.Log(x) / Math.Log(2),
        ["Math.Round"] = Math.Round,
        ["Math.Sin"] = Math.Sin,
        ["Math.Sqrt"] = Math.Sqrt,
        ["Math.Tanh"] = Math.Tanh,
    };

    private static readonly Dictionary<string, Func<double, double, double>> OfTwo = new()
    {
        ["Math.Max"] = Math.Max,
        ["Math.Min"] = Math.Min,
        ["Math.Pow"] = Math.Pow,
    };

    private static IEnumerable<string> Functions => OfOne.Keys.Concat(OfTwo.Keys).Select(name => name.Substring("Math.".Length)).OrderBy(name => name, StringComparer.Ordinal);

    /// <summary>The value, or null where the operator does not know such operands.</summary>
    public static object? Evaluate(string name, IReadOnlyList<object> x)
    {
        try
        {
            return x.Count == 2 ? Evaluate(name, x[0], x[1]) : x.Count == 1 ? Evaluate(name, x[0]) : null;
        }
        catch (Exception exception) when (exception is OverflowException or DivideByZeroException)
        {
            return null;
        }
    }

    /// <summary>What is wrong where <see cref="Evaluate(string, IReadOnlyList{object})"/> has no value for numbers.</summary>
    public static string Fault(string name, IReadOnlyList<object> x) =>
        name is "Divide" or "IntegerDivide" or "Remainder" ? x[1] is 0 ? $"{x[0]} is divided by zero" : $"{x[0]} / {x[1]} is too large"
        : name.StartsWith("Math.", StringComparison.Ordinal) ? $"{name} is not computed while a method is read; of Math there are {string.Join(", ", Functions)}"
        : $"{name} of {string.Join(" and ", x)} is not computed while a method is read";

    private static object? Evaluate(string name, object a, object b) => (a, b) switch
    {
        (int x, int y) => Whole(name, x, y),
        (bool x, bool y) => Truth(name, x, y),
        (int or double, int or double) => Real(name, Convert.ToDouble(a), Convert.ToDouble(b)),
        (string x, string y) when name is "Equals" or "NotEquals" => x == y == (name == "Equals"),
        _ => null,
    };

    private static object? Evaluate(string name, object a) => a switch
    {
        int x when name is "Minus" or "Plus" => name == "Minus" ? -x : x,
        bool x when name == "Not" => !x,
        int or double => Real(name, Convert.ToDouble(a)),
        _ => null,
    };

    private static object? Whole(string name, int a, int b) => name switch
    {
        "Add" => a + b,
        "Subtract" => a - b,
        "Multiply" => a * b,
        "IntegerDivide" or "Divide" => a / b,
        "Remainder" => a % b,
        "LeftShift" => a << b,
        "RightShift" => a >> b,
        "And" => a & b,
        "Or" => a | b,
        "Math.Min" => Math.Min(a, b),
        "Math.Max" => Math.Max(a, b),
        _ => Compare(name, a, b) ?? Real(name, a, b),
    };

    private static object? Truth(string name, bool a, bool b) => name switch
    {
        "ConditionalAnd" or "And" => a && b,
        "ConditionalOr" or "Or" => a || b,
        "Equals" => a == b,
        "NotEquals" or "ExclusiveOr" => a != b,
        _ => null,
    };

    private static object? Real(string name, double a, double b) => name switch
    {
        "Add" => a + b,
        "Subtract" => a - b,
        "Multiply" => a * b,
        "Divide" => a / b,
        "Remainder" => a % b,
        _ => OfTwo.TryGetValue(name, out var function) ? function(a, b) : Compare(name, a, b),
    };

    private static object? Compare(string name, double a, double b) => name switch
    {
        "Equals" => a == b,
        "NotEquals" => a != b,
        "LessThan" => a < b,
        "LessThanOrEqual" => a <= b,
        "GreaterThan" => a > b,
        "GreaterThanOrEqual" => a >= b,
        _ => null,
    };

    private static object? Real(string name, double a) => name switch
    {
        "Minus" => -a,
        "Plus" => a,
        _ => OfOne.TryGetValue(name, out var function) ? function(a) : null,
    };
}
