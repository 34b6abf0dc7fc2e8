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
    private static readonly string[] Parameters = ["team", "left", "right", "key"];

    private readonly Target _target;
    private readonly Shape _axes;
    private readonly List<(string Name, int[] Axes)> _spans = [];
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
            Formula.RegisterName(node, _registers);
            _registers[node] = name = Take(_registers[node]);
        }

        return name;
    }

    /// <summary>Makes an index run over several axes, the last one fastest, and gives its name: that of the counter where there is one only.</summary>
    /// <param name="name">What it is called otherwise.</param>
    public string Span(string name, IEnumerable<int> axes)
    {
        int[] longer = [.. axes.Where(axis => !_axes[axis].IsOne)];
        if (longer.Length == 1)
        {
            return Counter(longer[0]);
        }

        name = Take(name);
        _spans.Add((name, longer));
        return name;
    }

    /// <summary>An index as C#. Where it goes through axes in order it is that of their <see cref="Span"/>, which needs no counters.</summary>
    private string Index(Affine index)
    {
        var names = new Dictionary<int, string>();
        var coefficients = index.Coefficients.Select((coefficient, axis) => _axes[axis].IsOne ? Dimension.Zero : coefficient).ToArray();
        foreach (var (name, axes) in _spans)
        {
            if (Step(index, axes) is { } step)
            {
                foreach (int axis in axes)
                {
                    coefficients[axis] = Dimension.Zero;
                }

                coefficients[axes[0]] = step;
                names.Add(axes[0], name);
            }
        }

        return new Affine(index.Constant, [.. coefficients]).ToCode(axis => names.TryGetValue(axis, out string? name) ? name : Counter(axis), BodyPrinter.Symbol);
    }

    /// <summary>How far apart neighbours along a span are; null where that is not one distance.</summary>
    private Dimension? Step(Affine index, int[] axes)
    {
        if (axes.Length == 0)
        {
            return null;
        }

        var step = index.Coefficients[axes[axes.Length - 1]];
        var stride = step;
        for (int k = axes.Length - 1; k >= 0; k--)
        {
            if (stride.IsZero || !index.Coefficients[axes[k]].Equals(stride))
            {
                return null;
            }

            stride *= _axes[axes[k]];
        }

        return step;
    }

    /// <summary>Prints a body's operations; values have names of their own in the whole kernel.</summary>
    public (ScalarPrinter Printer, IReadOnlyList<string> Texts) Print(CodeWriter writer, Body body, IReadOnlyList<int> wanted)
    {
        var printer = new ScalarPrinter(_target.CSharp, body, Index, Register);
        printer.Taken.UnionWith(_taken);
        var texts = printer.Print(writer, wanted);
        _taken.UnionWith(printer.Taken);
        return (printer, texts);
    }

    /// <summary>The counters that indices need, as functions of the index of their span.</summary>
    /// <param name="span">As <see cref="Span"/> has called it.</param>
    public void Counters(CodeWriter writer, string span, IEnumerable<Affine> indices)
    {
        var list = indices.ToList();
        foreach (var (name, axes) in _spans.Where(made => made.Name == span))
        {
            var needed = axes.Where(axis => list.Any(index => !index.Coefficients[axis].IsZero && Step(index, axes) is null)).ToList();
            if (needed.Count > 0)
            {
                Counters(writer, name, axes, needed);
            }
        }
    }

    private void Counters(CodeWriter writer, string index, int[] axes, List<int> needed)
    {
        // Numbers that are known here divide by a multiplication, run-time sizes by a few operations more, products of them by some twenty: the fewer of those the better.
        int constants = axes.Length;
        while (constants > 1 && _axes[axes[constants - 1]].IsConstant)
        {
            constants--;
        }

        string start = index;
        if (constants == 2 && axes.Length > 2 && needed.Contains(axes[0]) && needed.Contains(axes[1]))
        {
            start = Counter(axes[0]) + Counter(axes[1]);
            _taken.Add(start);
            writer.Line($"int {start} = {index} / {Factor(Extent(axes.Skip(2)))};");
        }

        for (int k = 0; k < axes.Length; k++)
        {
            if (!needed.Contains(axes[k]))
            {
                continue;
            }

            bool fromStart = k < 2 && start != index;
            var stride = Extent(axes.Skip(k + 1).Take(fromStart ? 1 - k : axes.Length));
            string from = fromStart ? start : index;
            writer.Line(k == 1 && constants == 2 && needed.Contains(axes[0]) && stride.IsOne
                ? $"int {Counter(axes[1])} = {from} - {Counter(axes[0])} * {Factor(_axes[axes[1]])};"
                : $"int {Counter(axes[k])} = {(stride.IsOne ? from : $"{from} / {Factor(stride)}")}{(k == 0 ? "" : $" % {Factor(_axes[axes[k]])}")};");
        }
    }

    private Dimension Extent(IEnumerable<int> axes) => axes.Select(axis => _axes[axis]).Aggregate(Dimension.One, (a, b) => a * b);

    /// <summary>Extents that counters are made with.</summary>
    public static IEnumerable<Dimension> Divisors(Shape axes, IReadOnlyList<int> counters) => counters.Skip(1).Select(axis => axes[axis]);

    private static string Factor(Dimension size) => size.ToCode(BodyPrinter.Symbol) is var text && text.Contains(' ') ? $"({text})" : text;

    /// <summary>A name that nothing else has.</summary>
    public string Take(string name)
    {
        string candidate = name;
        for (int k = 2; !_taken.Add(candidate); k++)
        {
            candidate = $"{name}_{k}";
        }

        return candidate;
    }
}
