using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Emit.Gpu;

/// <summary>Prints sums over leading or middle axes: neighbouring threads take neighbouring columns, and partial sums of one column are joined in a fixed order.</summary>
/// <param name="code">Name of the struct.</param>
internal sealed class ColumnsEmitter(GpuTarget target, ColumnKernel kernel, string code)
{
    private readonly KernelScope _scope = new(target, kernel, kernel.Axes, kernel.Outer);

    /// <summary>The type of a column's partial sums: one number, or a struct of several.</summary>
    public static string Sums(ColumnKernel kernel, string code) => kernel.Results.Count == 1 ? "float" : code + ".Sums";

    /// <summary>Extents of what is left.</summary>
    public static Shape Kept(ColumnKernel kernel) => new([.. KeptAxes(kernel).Select(axis => kernel.Axes[axis])]);

    /// <summary>Extents of what is summed over.</summary>
    public static Shape Terms(ColumnKernel kernel) => new([.. TermAxes(kernel).Select(axis => kernel.Axes[axis])]);

    /// <summary>What indices are divided by.</summary>
    public static IEnumerable<Dimension> Extents(ColumnKernel kernel) =>
        KernelScope.Divisors(kernel.Axes, KeptAxes(kernel)).Concat(KernelScope.Divisors(kernel.Axes, TermAxes(kernel)));

    public void Emit(CodeWriter writer)
    {
        string[] names = [.. kernel.Results.Select(result => _scope.Register(result.Reduction.Node))];
        bool single = names.Length == 1;
        string type = single ? "float" : "Sums";
        using (writer.Block(target.Header(kernel, code, $"IColumns<{Sums(kernel, code)}>")))
        {
            if (!single)
            {
                using (writer.Block("internal struct Sums"))
                {
                    foreach (string name in names)
                    {
                        writer.Line($"public float {name};");
                    }
                }

                writer.Line();
            }

            string[] starts = [.. kernel.Results.Select(result => target.CSharp.Literal(RowsEmitter.Start(result.Reduction.Node.Op)))];
            writer.Line($"public {type} Start() => {(single ? starts[0] : $"new Sums {{ {string.Join(", ", names.Zip(starts, (name, start) => $"{name} = {start}"))} }}")};");
            writer.Line();
            string[] sums = single ? ["sums"] : [.. names.Select(name => "sums." + name)];
            Add(writer, type, sums);
            writer.Line();
            string[] joined = [.. kernel.Results.Select((result, k) => RowsEmitter.Joined(result.Reduction.Node.Op, single ? "left" : "left." + names[k], single ? "right" : "right." + names[k], target.CSharp))];
            writer.Line($"public {type} Join({type} left, {type} right) => {(single ? joined[0] : $"new Sums {{ {string.Join(", ", names.Zip(joined, (name, join) => $"{name} = {join}"))} }}")};");
            writer.Line();
            using (writer.Block($"public void Store({type} sums, int column)"))
            {
                _scope.Counters(writer, "column", KeptAxes(kernel), kernel.Results.Select(result => result.Store.Index));
                var (printer, _) = _scope.Print(writer, kernel.Body, []);
                for (int k = 0; k < sums.Length; k++)
                {
                    writer.Line(printer.Store(kernel.Results[k].Store, sums[k]));
                }
            }
        }
    }

    private void Add(CodeWriter writer, string type, string[] sums)
    {
        using (writer.Block($"public {type} Add({type} sums, int column, int term)"))
        {
            var indices = kernel.Body.Indices().ToList();
            _scope.Counters(writer, "column", KeptAxes(kernel), indices);
            _scope.Counters(writer, "term", TermAxes(kernel), indices);
            var (_, texts) = _scope.Print(writer, kernel.Body, [.. kernel.Results.Select(result => result.Reduction.Value)]);
            for (int k = 0; k < sums.Length; k++)
            {
                writer.Line(RowsEmitter.Accumulate(kernel.Results[k].Reduction.Node.Op, sums[k], texts[k], target.CSharp));
            }

            writer.Line("return sums;");
        }
    }

    private static int[] KeptAxes(ColumnKernel kernel) => [.. Enumerable.Range(0, kernel.Axes.Rank).Where(axis => axis < kernel.Outer || axis >= kernel.Outer + kernel.Reduced)];

    private static int[] TermAxes(ColumnKernel kernel) => [.. Enumerable.Range(kernel.Outer, kernel.Reduced)];
}
