using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Emit.Cpu;

/// <summary>
/// Prints a column kernel as a struct: registers along the inner axis, each the chain of its terms in order, so that neither width nor workers change
/// a bit of a sum.
/// </summary>
/// <param name="code">The struct: the kernel's own, or that of another of the same form.</param>
internal sealed class ColumnEmitter(Target target, ColumnKernel kernel, KernelStruct code)
{
    private readonly Func<int, string> _counter = Formula.Counter(kernel.Outer);
    private readonly Dictionary<Node, string> _registers = [];

    private readonly Lazy<IReadOnlyList<KernelParameter>> _parameters = new(() => KernelParameters.Of(target, kernel));

    private IEnumerable<KernelParameter> Buffers => _parameters.Value.Where(parameter => parameter.Buffer is not null);

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
        string parameters = string.Join(", ",
        [
            .. Buffers.Select(p => $"ref {p.ElementType} {VectorPrinter.Reference(p.Buffer!)}"),
            .. Kept.Select(axis => $"int {_counter(axis)}"),
            .. Sizes.Select(p => p.Declaration),
        ]);
        using (writer.Block($"private static void Column<V>({parameters}) {target.CSharp.VectorConstraint("V")}"))
        {
            foreach (var (reduction, _) in kernel.Results)
            {
                double start = reduction.Node.Op switch { Op.Sum => 0, Op.Max => double.NegativeInfinity, _ => double.PositiveInfinity };
                writer.Line($"var {_registers[reduction.Node]} = V.Broadcast({target.CSharp.Literal(start)});");
            }

            var printer = new VectorPrinter(target.CSharp, kernel.Body, "V", _counter, Inner, node => _registers[node]);
            printer.Taken.UnionWith(_registers.Values);
            var blocks = new Stack<CodeWriter.Closing>();
            for (int axis = kernel.Outer; axis < kernel.Outer + kernel.Reduced; axis++)
            {
                blocks.Push(writer.Block($"for (int {_counter(axis)} = 0; {_counter(axis)} < {Extent(axis)}; {_counter(axis)}++)"));
            }

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

            while (blocks.Count > 0)
            {
                blocks.Pop().Dispose();
            }

            foreach (var (reduction, store) in kernel.Results)
            {
                writer.Line(printer.Store(store, _registers[reduction.Node]));
            }
        }
    }

    private IEnumerable<int> Kept => Enumerable.Range(0, kernel.Axes.Rank).Where(axis => axis < kernel.Outer || axis >= kernel.Outer + kernel.Reduced);

    private string Arguments() => string.Join(", ",
    [
        .. Buffers.Select(p => $"ref {VectorPrinter.Reference(p.Buffer!)}"),
        .. Kept.Select(_counter),
        .. Sizes.Select(p => p.Name),
    ]);

    private string Extent(int axis) => kernel.Axes[axis].ToCode(BodyPrinter.Symbol);
}
