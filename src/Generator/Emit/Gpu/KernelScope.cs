using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Emit.Gpu;

/// <summary>
/// Names inside the struct of a kernel: its arrays and sizes are called as in the methods that make it, so counters, values and the rest step aside.
/// </summary>
internal sealed class KernelScope
{
    private static readonly string[] Parameters = ["index", "row", "column", "term", "team", "left", "right", "sums", "key", "e"];

    private readonly Target _target;
    private readonly Shape _axes;
    private readonly string[] _counters;
    private readonly Dictionary<Node, string> _registers = [];
    private readonly HashSet<string> _taken;

    /// <param name="axes">Of the loop nest, the outer ones first.</param>
    public KernelScope(Target target, Kernel kernel, Shape axes, int outer)
    {
        (_target, _axes) = (target, axes);
        _taken = [.. Parameters, .. KernelParameters.Of(target, kernel).Select(parameter => parameter.Name)];
        var counter = Formula.Counter(outer);
        _counters = [.. Enumerable.Range(0, axes.Rank).Select(axis => Take(counter(axis)))];
    }

    public string Counter(int axis) => _counters[axis];

    /// <summary>The name of a value that the kernel holds; its first use makes it.</summary>
    public string Register(Node node)
    {
        if (!_registers.TryGetValue(node, out string? name))
        {
            _registers.Add(node, name = Take(Formula.RegisterName(node, [])));
        }

        return name;
    }

    /// <summary>Prints a body's operations; values have names of their own in the whole kernel.</summary>
    public (ScalarPrinter Printer, IReadOnlyList<string> Texts) Print(CodeWriter writer, Body body, IReadOnlyList<int> wanted)
    {
        var printer = new ScalarPrinter(_target.CSharp, body, Counter, Register);
        printer.Taken.UnionWith(_taken);
        var texts = printer.Print(writer, wanted);
        _taken.UnionWith(printer.Taken);
        return (printer, texts);
    }

    /// <summary>Counters as functions of one index that runs over several axes, the last one fastest.</summary>
    /// <param name="counters">The axes that the index runs over.</param>
    /// <param name="indices">What the counters are needed for.</param>
    public void Counters(CodeWriter writer, string index, IReadOnlyList<int> counters, IEnumerable<Affine> indices)
    {
        var used = indices.ToList();
        var stride = Dimension.One;
        var lines = new Stack<string>();
        for (int k = counters.Count - 1; k >= 0; k--)
        {
            int axis = counters[k];
            if (used.Any(i => !i.Coefficients[axis].IsZero))
            {
                string quotient = stride.IsOne ? index : $"{index} / {Factor(stride)}";
                lines.Push(_axes[axis].IsOne ? $"int {Counter(axis)} = 0;"
                    : $"int {Counter(axis)} = {quotient}{(counters.Take(k).All(a => _axes[a].IsOne) ? "" : $" % {Factor(_axes[axis])}")};");
            }

            stride *= _axes[axis];
        }

        while (lines.Count > 0)
        {
            writer.Line(lines.Pop());
        }
    }

    /// <summary>Extents that <see cref="Counters"/> divides by.</summary>
    public static IEnumerable<Dimension> Divisors(Shape axes, IReadOnlyList<int> counters) => counters.Skip(1).Select(axis => axes[axis]);

    private static string Factor(Dimension size) => size.ToCode(BodyPrinter.Symbol) is var text && text.Contains(' ') ? $"({text})" : text;

    private string Take(string name)
    {
        string candidate = name;
        for (int k = 2; !_taken.Add(candidate); k++)
        {
            candidate = $"{name}_{k}";
        }

        return candidate;
    }
}
