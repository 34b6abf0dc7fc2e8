using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Emit.Gpu;

/// <summary>Prints a loop over rows whose elements are reduced: the threads of a team share a row, stage by stage.</summary>
/// <param name="code">Name of the struct.</param>
internal sealed class RowsEmitter(GpuTarget target, LoopKernel loop, string code)
{
    private readonly KernelScope _scope = new(target, loop, loop.Axes, loop.Outer);
    private string _row = "", _element = "";

    /// <summary>What indices are divided by, and how long a row is.</summary>
    public static IEnumerable<Dimension> Extents(LoopKernel loop) => Divisors(loop).Concat(loop.Axes.Skip(loop.Outer));

    /// <summary>What indices are divided by.</summary>
    public static IEnumerable<Dimension> Divisors(LoopKernel loop) =>
        KernelScope.Divisors(loop.Axes, Outer(loop)).Concat(KernelScope.Divisors(loop.Axes, [.. Enumerable.Range(loop.Outer, loop.Axes.Rank - loop.Outer)]));

    public void Emit(CodeWriter writer)
    {
        _row = _scope.Span("row", Outer(loop));
        _element = _scope.Span("e", Inner);
        using (writer.Block(target.Header(loop, code, "IRows")))
        using (writer.Block($"public void Run<TTeam>(int {_row}, TTeam team) where TTeam : struct, {GpuTarget.Namespace}.ITeam"))
        {
            var indices = loop.Stages.SelectMany(stage => stage.Elements.Indices().Concat(stage.Row.Indices()).Concat(stage.ElementStores.Concat(stage.RowStores).Select(store => store.Index)));
            _scope.Counters(writer, _row, indices);
            var (read, written) = (new HashSet<Buffer>(), new HashSet<Buffer>());
            foreach (var stage in loop.Stages)
            {
                var reads = stage.Elements.Loads.Concat(stage.Row.Loads).Select(buffer => buffer.Root).ToList();
                var writes = stage.ElementStores.Concat(stage.RowStores).Select(store => store.Buffer.Root).ToList();
                if (written.Overlaps(reads) || written.Overlaps(writes) || read.Overlaps(writes))
                {
                    writer.Line("team.Wait();");
                    read.Clear();
                    written.Clear();
                }

                Elements(writer, stage);
                Row(writer, stage);
                read.UnionWith(reads);
                written.UnionWith(writes);
            }
        }
    }

    private void Elements(CodeWriter writer, Stage stage)
    {
        if (stage.ElementStores.Count == 0 && stage.Reductions.Count == 0)
        {
            return;
        }

        foreach (var reduction in stage.Reductions)
        {
            writer.Line($"float {_scope.Register(reduction.Node)} = {target.CSharp.Literal(Start(reduction.Node.Op))};");
        }

        using (writer.Block($"for (int {_element} = team.First; {_element} < {Length}; {_element} += team.Count)"))
        {
            _scope.Counters(writer, _element, stage.Elements.Indices().Concat(stage.ElementStores.Select(store => store.Index)));
            var (printer, texts) = _scope.Print(writer, stage.Elements, [.. stage.ElementStores.Select(store => store.Value), .. stage.Reductions.Select(r => r.Value)]);
            for (int k = 0; k < stage.ElementStores.Count; k++)
            {
                writer.Line(printer.Store(stage.ElementStores[k], texts[k]));
            }

            for (int k = 0; k < stage.Reductions.Count; k++)
            {
                var node = stage.Reductions[k].Node;
                writer.Line(Accumulate(node.Op, _scope.Register(node), texts[stage.ElementStores.Count + k], target.CSharp));
            }
        }

        foreach (var reduction in stage.Reductions)
        {
            string name = _scope.Register(reduction.Node);
            writer.Line($"{name} = team.{Name(reduction.Node.Op)}({name});");
        }
    }

    /// <summary>What is done once per row: each thread computes it, one stores it.</summary>
    private void Row(CodeWriter writer, Stage stage)
    {
        var held = stage.RowValues.Where(value => IsUsed(value.Node)).ToList();
        var stores = stage.RowStores.Where(store => store.Value >= 0).ToList();
        var (printer, texts) = _scope.Print(writer, stage.Row, [.. held.Select(value => value.Value), .. stores.Select(store => store.Value)]);
        for (int k = 0; k < held.Count; k++)
        {
            writer.Line($"float {_scope.Register(held[k].Node)} = {texts[k]};");
        }

        if (stage.RowStores.Count == 0)
        {
            return;
        }

        using (writer.Block("if (team.First == 0)"))
        {
            for (int k = 0; k < stores.Count; k++)
            {
                writer.Line(printer.Store(stores[k], texts[held.Count + k]));
            }

            foreach (var store in stage.RowStores.Where(store => store.Value < 0))
            {
                writer.Line(printer.Store(store, _scope.Register(store.Node)));
            }
        }
    }

    /// <summary>What reductions begin with.</summary>
    public static double Start(Op reduction) => reduction switch { Op.Sum => 0, Op.Max => double.NegativeInfinity, _ => double.PositiveInfinity };

    /// <summary>A statement that takes one more term.</summary>
    private static string Accumulate(Op reduction, string name, string term, CSharp csharp) =>
        reduction == Op.Sum ? $"{name} += {term};" : $"{name} = {Joined(reduction, name, term, csharp)};";

    /// <summary>Two partial results as one.</summary>
    public static string Joined(Op reduction, string left, string right, CSharp csharp) =>
        reduction == Op.Sum ? $"{left} + {Term(right)}" : $"{GpuTarget.MathName(csharp)}{Name(reduction)}({left}, {right})";

    /// <summary>In parentheses if it is an operation and no call or element.</summary>
    private static string Term(string text)
    {
        int depth = 0;
        bool isOperation = text[0] == '-';
        foreach (char c in text)
        {
            depth += c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0;
            isOperation |= depth == 0 && c == ' ';
        }

        return isOperation ? $"({text})" : text;
    }

    private static string Name(Op reduction) => reduction == Op.Sum ? "Sum" : reduction == Op.Max ? "Max" : "Min";

    private static int[] Outer(LoopKernel loop) => [.. Enumerable.Range(0, loop.Outer)];

    private int[] Inner => [.. Enumerable.Range(loop.Outer, loop.Axes.Rank - loop.Outer)];

    private string Length => new Shape([.. loop.Axes.Skip(loop.Outer)]).Count.ToCode(BodyPrinter.Symbol);

    /// <summary>A value of the row that elements or rows read; others are only stored.</summary>
    private bool IsUsed(Node node) => loop.Stages.SelectMany(stage => stage.Elements.Instructions.Concat(stage.Row.Instructions)).Any(instruction => instruction.Node == node);
}
