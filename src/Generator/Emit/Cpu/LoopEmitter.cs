using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Emit.Cpu;

/// <summary>
/// Prints a loop kernel as a struct: <c>Run</c> is the loop nest, and one method per stage computes the elements, for whole registers and for the
/// scalar tail alike.
/// </summary>
/// <param name="code">The struct: the kernel's own, or that of another of the same form.</param>
internal sealed class LoopEmitter(Target target, LoopKernel loop, KernelStruct code)
{
    private readonly Dictionary<Node, string> _registers = [];
    private readonly HashSet<string> _rowLocals = [];
    private readonly Func<int, string> _counter = loop.Axes.Rank == 1 && loop.Outer == 0 && !loop.HasReductions ? _ => "i" : Formula.Counter(loop.Outer);

    private readonly Lazy<IReadOnlyList<KernelParameter>> _parameters = new(() => KernelParameters.Of(target, loop));

    private IEnumerable<KernelParameter> Sizes => _parameters.Value.Where(parameter => parameter.Buffer is null);

    private int Inner => loop.Axes.Rank - 1;

    /// <summary>The axis that is cut between workers is the outermost; a row that is reduced is never cut.</summary>
    private bool WholeRow => loop.Outer == 0 && loop.HasReductions;

    /// <summary>
    /// Sums along time are taken in order, one element after the other: partial sums per lane would depend on the number of steps, and so on padding.
    /// </summary>
    private bool InOrder => loop.Stages.Any(stage => stage.Reductions.Any(r => r.Node.Op == Op.Sum)) && loop.Axes[Inner].DependsOnTime;

    /// <summary>The call that runs the kernel.</summary>
    public string Call(Func<Buffer, string> argument, Func<Dimension, string> size)
    {
        var count = WholeRow ? Dimension.One : loop.Axes[0];
        var work = WholeRow ? loop.Axes.Count : new Shape([.. loop.Axes.Skip(1)]).Count;
        return $"Run({size(count)}, {size(work * loop.Stages.Count)}, {(InOrder ? "1" : size(loop.Axes[Inner]))}, new {code.Name}({KernelParameters.Arguments(loop.Touched.Select(argument), code)}));";
    }

    public void Emit(CodeWriter writer)
    {
        var parameters = _parameters.Value;
        using (writer.Block($"private readonly ref struct {code.Name}({string.Join(", ", parameters.Select(p => p.Declaration))}) : {CSharp.Kernels}.ILoop<{target.CSharp.Real}>"))
        {
            References.Fields(writer, parameters);
            writer.Line();
            writer.Line(CSharp.Root);
            using (writer.Block($"public void Run<V>(int first, int last) {target.CSharp.VectorConstraint("V")}"))
            {
                References.Locals(writer, parameters);

                Rows(writer);
            }

            for (int s = 0; s < loop.Stages.Count; s++)
            {
                writer.Line();
                Elements(writer, s);
            }
        }
    }

    private void Rows(CodeWriter writer)
    {
        if (loop.Outer == 0)
        {
            Stages(writer);
            return;
        }

        var blocks = new Stack<CodeWriter.Closing>();
        for (int axis = 0; axis < loop.Outer; axis++)
        {
            string c = _counter(axis);
            blocks.Push(writer.Block(axis == 0
                ? $"for (int {c} = first; {c} < last; {c}++)"
                : $"for (int {c} = 0; {c} < {Extent(axis)}; {c}++)"));
        }

        Stages(writer);
        while (blocks.Count > 0)
        {
            blocks.Pop().Dispose();
        }
    }

    private void Stages(CodeWriter writer)
    {
        for (int s = 0; s < loop.Stages.Count; s++)
        {
            var stage = loop.Stages[s];
            if (stage.ElementStores.Count > 0 || stage.Reductions.Count > 0)
            {
                ElementLoop(writer, s);
            }

            RowValues(writer, stage);
        }
    }

    private void ElementLoop(CodeWriter writer, int s)
    {
        var stage = loop.Stages[s];
        foreach (var reduction in stage.Reductions)
        {
            string name = Formula.RegisterName(reduction.Node, _registers);
            string start = Start(reduction.Node.Op);
            if (!InOrder)
            {
                writer.Line($"var {name}Parts = V.Broadcast({start});");
            }

            writer.Line($"var {name}Tail = {target.CSharp.One}.Broadcast({start});");
        }

        var blocks = new Stack<CodeWriter.Closing>();
        for (int axis = loop.Outer; axis < Inner; axis++)
        {
            blocks.Push(writer.Block($"for (int {_counter(axis)} = 0; {_counter(axis)} < {Extent(axis)}; {_counter(axis)}++)"));
        }

        string c = _counter(Inner);
        // A loop over one axis only is the one that workers share.
        bool shared = loop.Axes.Rank == 1 && !WholeRow;
        string end = shared ? "last" : Extent(Inner);
        bool declared = s > 0 && blocks.Count == 0;
        writer.Line($"{(declared ? "" : "int ")}{c} = {(shared ? "first" : "0")};");
        if (!InOrder)
        {
            using (writer.Block($"for (; {c} <= {end} - V.Count; {c} += V.Count)"))
            {
                writer.Line($"{Method(s)}<V>({Arguments(stage, "Parts")});");
            }
        }

        using (writer.Block($"for (; {c} < {end}; {c}++)"))
        {
            writer.Line($"{Method(s)}<{target.CSharp.One}>({Arguments(stage, "Tail")});");
        }

        while (blocks.Count > 0)
        {
            blocks.Pop().Dispose();
        }

        foreach (var reduction in stage.Reductions)
        {
            string name = _registers[reduction.Node];
            writer.Line(reduction.Node.Op switch
            {
                _ when InOrder => $"var {name} = {target.CSharp.One}.Sum({name}Tail);",
                Op.Sum => $"var {name} = V.Sum({name}Parts) + {target.CSharp.One}.Sum({name}Tail);",
                Op.Max => $"var {name} = {target.CSharp.Real}.Max(V.Maximum({name}Parts), {target.CSharp.One}.Maximum({name}Tail));",
                _ => $"var {name} = {target.CSharp.Real}.Min(V.Minimum({name}Parts), {target.CSharp.One}.Minimum({name}Tail));",
            });
        }
    }

    /// <summary>What is done once per row, with registers of one element.</summary>
    private void RowValues(CodeWriter writer, Stage stage)
    {
        var printer = new VectorPrinter(target.CSharp, stage.Row, target.CSharp.One, _counter, -1, node => _registers[node]);
        var held = stage.RowValues.Where(value => IsUsed(value.Node)).ToList();
        string[] names = [.. held.Select(value => Formula.RegisterName(value.Node, _registers))];
        printer.Taken.UnionWith(_registers.Values);
        printer.Taken.UnionWith(_rowLocals);
        var stores = stage.RowStores.Where(store => store.Value >= 0).ToList();
        var texts = printer.Print(writer, [.. held.Select(value => value.Value), .. stores.Select(store => store.Value)]);
        _rowLocals.UnionWith(printer.Taken);
        for (int k = 0; k < held.Count; k++)
        {
            writer.Line($"var {names[k]} = {target.CSharp.One}.Sum({texts[k]});");
        }

        for (int k = 0; k < stores.Count; k++)
        {
            writer.Line(printer.Store(stores[k], texts[held.Count + k]));
        }

        foreach (var store in stage.RowStores.Where(store => store.Value < 0))
        {
            writer.Line(printer.Store(store, $"{target.CSharp.One}.Broadcast({_registers[store.Node]})"));
        }
    }

    private void Elements(CodeWriter writer, int s)
    {
        var stage = loop.Stages[s];
        if (stage.ElementStores.Count == 0 && stage.Reductions.Count == 0)
        {
            return;
        }

        writer.Line(CSharp.Inline);
        using (writer.Block($"private static void {Method(s)}<V>({Parameters(stage)}) {target.CSharp.VectorConstraint("V")}"))
        {
            var printer = new VectorPrinter(target.CSharp, stage.Elements, "V", _counter, Inner, node => _registers[node]);
            printer.Taken.UnionWith(_registers.Values);
            var texts = printer.Print(writer, [.. stage.ElementStores.Select(store => store.Value), .. stage.Reductions.Select(r => r.Value)]);
            for (int k = 0; k < stage.ElementStores.Count; k++)
            {
                writer.Line(printer.Store(stage.ElementStores[k], texts[k]));
            }

            for (int k = 0; k < stage.Reductions.Count; k++)
            {
                string name = _registers[stage.Reductions[k].Node];
                string text = texts[stage.ElementStores.Count + k];
                writer.Line(stage.Reductions[k].Node.Op switch
                {
                    Op.Sum => $"{name} += {text};",
                    Op.Max => $"{name} = V.Max({name}, {text});",
                    _ => $"{name} = V.Min({name}, {text});",
                });
            }
        }
    }

    /// <summary>A value of the row that elements or rows read; others are only stored.</summary>
    private bool IsUsed(Node node) => loop.Stages.SelectMany(stage => stage.Elements.Instructions.Concat(stage.Row.Instructions)).Any(instruction => instruction.Node == node);

    private string Method(int s) => loop.Stages.Count == 1 ? "Element" : $"Element{s + 1}";

    private IEnumerable<Buffer> BuffersOf(Stage stage) => stage.Elements.Loads.Concat(stage.ElementStores.Select(store => store.Buffer)).Distinct();

    private IEnumerable<string> RegistersOf(Stage stage) =>
        stage.Elements.Instructions.Where(i => i.Kind == InstructionKind.Register).Select(i => _registers[i.Node!]).Distinct();

    private IEnumerable<int> CountersOf(Stage stage) =>
        Enumerable.Range(0, loop.Axes.Rank).Where(axis => axis == Inner || stage.Elements.Instructions.Select(i => i.Index).OfType<Affine>()
            .Concat(stage.ElementStores.Select(store => store.Index)).Any(index => !index.Coefficients[axis].IsZero));

    private string Parameters(Stage stage) => string.Join(", ",
    [
        .. BuffersOf(stage).Select(buffer => $"ref {target.CSharp.Type(buffer.Type)} {VectorPrinter.Reference(buffer)}"),
        .. CountersOf(stage).Select(axis => $"int {_counter(axis)}"),
        .. Sizes.Select(p => p.Declaration),
        .. RegistersOf(stage).Select(name => $"{target.CSharp.Real} {name}"),
        .. stage.Reductions.Select(r => $"ref V {_registers[r.Node]}"),
    ]);

    private string Arguments(Stage stage, string accumulator) => string.Join(", ",
    [
        .. BuffersOf(stage).Select(buffer => $"ref {VectorPrinter.Reference(buffer)}"),
        .. CountersOf(stage).Select(_counter),
        .. Sizes.Select(p => p.Name),
        .. RegistersOf(stage),
        .. stage.Reductions.Select(r => $"ref {_registers[r.Node]}{accumulator}"),
    ]);

    private string Extent(int axis) => loop.Axes[axis].ToCode(BodyPrinter.Symbol);

    private string Start(Op reduction) => target.CSharp.Literal(reduction switch { Op.Sum => 0, Op.Max => double.NegativeInfinity, _ => double.PositiveInfinity });
}
