using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Emit.Cpu;

/// <summary>
/// Prints a column kernel as a struct: registers along the inner axis, each the chains of its terms in order, so that neither width nor workers change
/// a bit of a sum.
/// </summary>
/// <param name="code">The struct: the kernel's own, or that of another of the same form.</param>
internal sealed class ColumnEmitter(Target target, ColumnKernel kernel, KernelStruct code)
{
    private readonly Func<int, string> _counter = Formula.Counter(kernel.Outer);
    private readonly Dictionary<Node, string> _registers = [];

    private readonly Lazy<IReadOnlyList<KernelParameter>> _parameters = new(() => KernelParameters.Of(target, kernel));

    private IEnumerable<KernelParameter> Buffers(bool written) => _parameters.Value.Where(parameter => parameter.Buffer is not null && (written || kernel.Body.Loads.Contains(parameter.Buffer)));

    private IEnumerable<KernelParameter> Sizes => _parameters.Value.Where(parameter => parameter.Buffer is null);

    private int Inner => kernel.Axes.Rank - 1;

    public string Call(Func<Buffer, string> argument, Func<Dimension, string> size)
    {
        var count = kernel.Outer == 0 ? kernel.Axes[Inner] : kernel.Axes[0];
        var work = kernel.Axes.Count.DividedBy(count) ?? kernel.Axes.Count;
        return $"Run({size(count)}, {size(work)}, {size(kernel.Axes[Inner])}, new {code.Name}({KernelParameters.Arguments(kernel.Touched.Select(argument), code)}));";
    }

    public void Emit(CodeWriter writer)
    {
        foreach (var (reduction, _) in kernel.Results)
        {
            Formula.RegisterName(reduction.Node, _registers);
        }

        var parameters = _parameters.Value;
        using (writer.Block($"private readonly ref struct {code.Name}({string.Join(", ", parameters.Select(p => p.Declaration))}) : {CSharp.Kernels}.ILoop<{target.CSharp.Real}>"))
        {
            References.Fields(writer, parameters);
            writer.Line();
            writer.Line(CSharp.Root);
            using (writer.Block($"public void Run<V>(int first, int last) {target.CSharp.VectorConstraint("V")}"))
            {
                References.Locals(writer, parameters);

                Columns(writer);
            }

            writer.Line();
            Column(writer);
        }
    }

    private void Columns(CodeWriter writer)
    {
        int[] outer = [.. Enumerable.Range(0, kernel.Outer), .. Enumerable.Range(kernel.Outer + kernel.Reduced, Inner - kernel.Outer - kernel.Reduced)];
        var blocks = new Stack<CodeWriter.Closing>();
        for (int k = 0; k < outer.Length; k++)
        {
            string a = _counter(outer[k]);
            blocks.Push(writer.Block(k == 0 && kernel.Outer > 0 ? $"for (int {a} = first; {a} < last; {a}++)" : $"for (int {a} = 0; {a} < {Extent(outer[k])}; {a}++)"));
        }

        bool shared = kernel.Outer == 0;
        string c = _counter(Inner);
        string end = shared ? "last" : Extent(Inner);
        writer.Line($"int {c} = {(shared ? "first" : "0")};");
        using (writer.Block($"for (; {c} <= {end} - V.Count; {c} += V.Count)"))
        {
            writer.Line($"Column<V>({Arguments()});");
        }

        using (writer.Block($"for (; {c} < {end}; {c}++)"))
        {
            writer.Line($"Column<{target.CSharp.One}>({Arguments()});");
        }

        while (blocks.Count > 0)
        {
            blocks.Pop().Dispose();
        }
    }

    private void Column(CodeWriter writer)
    {
        writer.Line(CSharp.Inline);
        using (writer.Block($"private static void Column<V>({Parameters()}) {target.CSharp.VectorConstraint("V")}"))
        {
            foreach (var (reduction, _) in kernel.Results)
            {
                double start = reduction.Node.Op switch { Op.Sum => 0, Op.Max => double.NegativeInfinity, _ => double.PositiveInfinity };
                for (int chain = 0; chain < Chains; chain++)
                {
                    writer.Line($"var {Chain(reduction, chain)} = V.Broadcast({target.CSharp.Literal(start)});");
                }
            }

            var blocks = new Stack<CodeWriter.Closing>();
            for (int axis = kernel.Outer; axis < Last; axis++)
            {
                blocks.Push(writer.Block($"for (int {_counter(axis)} = 0; {_counter(axis)} < {Extent(axis)}; {_counter(axis)}++)"));
            }

            string c = _counter(Last);
            if (Chains > 1)
            {
                writer.Line($"int {c} = 0;");
                using (writer.Block($"for (; {c} <= {Extent(Last)} - {Chains}; {c} += {Chains})"))
                {
                    for (int chain = 0; chain < Chains; chain++)
                    {
                        writer.Line(Row(chain));
                    }
                }
            }

            using (writer.Block(Chains > 1 ? $"for (; {c} < {Extent(Last)}; {c}++)" : $"for (int {c} = 0; {c} < {Extent(Last)}; {c}++)"))
            {
                writer.Line(Row(0));
            }

            while (blocks.Count > 0)
            {
                blocks.Pop().Dispose();
            }

            var printer = new VectorPrinter(target.CSharp, kernel.Body, "V", _counter, Inner, node => _registers[node]);
            foreach (var (reduction, store) in kernel.Results)
            {
                string[] chains = [.. Enumerable.Range(0, Chains).Select(chain => Chain(reduction, chain))];
                writer.Line(printer.Store(store, Chains == 1 ? chains[0] : $"({chains[0]} + {chains[1]}) + ({chains[2]} + {chains[3]})"));
            }
        }

        writer.Line();
        Terms(writer);
    }

    /// <summary>The terms of one row, added to a chain.</summary>
    private void Terms(CodeWriter writer)
    {
        writer.Line(CSharp.Inline);
        string rows = string.Concat(Enumerable.Range(kernel.Outer, kernel.Reduced).Select(axis => $", int {_counter(axis)}"));
        string sums = string.Concat(kernel.Results.Select(result => $", ref V {_registers[result.Reduction.Node]}"));
        using (writer.Block($"private static void Row<V>({Parameters(written: false)}{rows}{sums}) {target.CSharp.VectorConstraint("V")}"))
        {
            var printer = new VectorPrinter(target.CSharp, kernel.Body, "V", _counter, Inner, node => _registers[node]);
            printer.Taken.UnionWith(_registers.Values);
            var texts = printer.Print(writer, [.. kernel.Results.Select(r => r.Reduction.Value)]);
            for (int k = 0; k < texts.Count; k++)
            {
                string name = _registers[kernel.Results[k].Reduction.Node];
                writer.Line(kernel.Results[k].Reduction.Node.Op switch
                {
                    Op.Sum => $"{name} += {texts[k]};",
                    Op.Max => $"{name} = V.Max({name}, {texts[k]});",
                    _ => $"{name} = V.Min({name}, {texts[k]});",
                });
            }
        }
    }

    /// <summary>The call that adds a row's terms: that of the counter, or the row so many after it.</summary>
    private string Row(int chain)
    {
        string rows = string.Concat(Enumerable.Range(kernel.Outer, kernel.Reduced).Select(axis => $", {_counter(axis)}{(axis == Last && chain > 0 ? $" + {chain}" : "")}"));
        string sums = string.Concat(kernel.Results.Select(result => $", ref {Chain(result.Reduction, chain)}"));
        return $"Row<V>({Arguments(written: false)}{rows}{sums});";
    }

    /// <summary>The innermost axis that is reduced.</summary>
    private int Last => kernel.Outer + kernel.Reduced - 1;

    /// <summary>
    /// Sums are taken in chains, row r in chain r mod 4, so that an addition need not wait for the one before it; those along time in one, where the number of steps, and so padding, would decide on the chain of a row.
    /// </summary>
    private int Chains => kernel.Results.All(result => result.Reduction.Node.Op == Op.Sum) && !kernel.Axes[Last].DependsOnTime && (!kernel.Axes[Last].IsConstant || kernel.Axes[Last].Value >= 2 * SeveralChains) ? SeveralChains : 1;

    private const int SeveralChains = 4;

    private string Chain(Reduction reduction, int chain) => _registers[reduction.Node] + (chain == 0 ? "" : $"_{chain}");

    private string Parameters(bool written = true) => string.Join(", ",
    [
        .. Buffers(written).Select(p => $"ref {p.ElementType} {VectorPrinter.Reference(p.Buffer!)}"),
        .. Kept.Select(axis => $"int {_counter(axis)}"),
        .. Sizes.Select(p => p.Declaration),
    ]);

    private IEnumerable<int> Kept => Enumerable.Range(0, kernel.Axes.Rank).Where(axis => axis < kernel.Outer || axis >= kernel.Outer + kernel.Reduced);

    private string Arguments(bool written = true) => string.Join(", ",
    [
        .. Buffers(written).Select(p => $"ref {VectorPrinter.Reference(p.Buffer!)}"),
        .. Kept.Select(_counter),
        .. Sizes.Select(p => p.Name),
    ]);

    private string Extent(int axis) => kernel.Axes[axis].ToCode(BodyPrinter.Symbol);
}
