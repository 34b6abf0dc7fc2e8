using System;
using System.Collections.Generic;

namespace NetGen.Generator.Methods;

/// <summary>What C# computes with whole and real numbers and truth values, for sizes, loops and choices in methods.</summary>
internal static class ConstantArithmetic
{
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
        "Math.Pow" => Math.Pow(a, b),
        "Math.Min" => Math.Min(a, b),
        "Math.Max" => Math.Max(a, b),
        _ => Compare(name, a, b),
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
        "Math.Sqrt" => Math.Sqrt(a),
        "Math.Exp" => Math.Exp(a),
        "Math.Log" => Math.Log(a),
        "Math.Log2" => Math.Log(a) / Math.Log(2),
        "Math.Abs" => Math.Abs(a),
        "Math.Floor" => Math.Floor(a),
        "Math.Ceiling" => Math.Ceiling(a),
        "Math.Round" => Math.Round(a),
        "Math.Sin" => Math.Sin(a),
        "Math.Cos" => Math.Cos(a),
        "Math.Tanh" => Math.Tanh(a),
        _ => null,
    };
}
