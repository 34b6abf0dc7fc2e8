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
        string column = _scope.Span("column", KeptAxes(kernel)), term = _scope.Span("term", TermAxes(kernel));
        bool single = kernel.Results.Count == 1;
        string sums = _scope.Take(single ? "sum" : "sums");
        string[] names = [.. kernel.Results.Select(result => _scope.Register(result.Reduction.Node))];
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

            string[] parts = single ? [sums] : [.. names.Select(name => $"{sums}.{name}")];
            string Value(IEnumerable<string> values) => single ? values.First() : $"new Sums {{ {string.Join(", ", names.Zip(values, (name, value) => $"{name} = {value}"))} }}";
            string Joined(int k, string left, string right) => RowsEmitter.Joined(kernel.Results[k].Reduction.Node.Op, left, right, target.CSharp);

            writer.Line($"public {type} Start() => {Value(kernel.Results.Select(result => target.CSharp.Literal(RowsEmitter.Start(result.Reduction.Node.Op))))};");
            writer.Line();
            var statements = new CodeWriter();
            var indices = kernel.Body.Indices().ToList();
            _scope.Counters(statements, column, indices);
            _scope.Counters(statements, term, indices);
            var (_, texts) = _scope.Print(statements, kernel.Body, [.. kernel.Results.Select(result => result.Reduction.Value)]);
            writer.Method($"public {type} Add({type} {sums}, int {column}, int {term})", statements, Value(texts.Select((text, k) => Joined(k, parts[k], text))));
            writer.Line();
            writer.Line($"public {type} Join({type} left, {type} right) => {Value(names.Select((name, k) => Joined(k, single ? "left" : "left." + name, single ? "right" : "right." + name)))};");
            writer.Line();
            var stores = new CodeWriter();
            _scope.Counters(stores, column, kernel.Results.Select(result => result.Store.Index));
            var (printer, _) = _scope.Print(stores, kernel.Body, []);
            for (int k = 0; k < parts.Length; k++)
            {
                stores.Line(printer.Store(kernel.Results[k].Store, parts[k]));
            }

            writer.Method($"public void Store({type} {sums}, int {column})", stores);
        }
    }

    private static int[] KeptAxes(ColumnKernel kernel) => [.. Enumerable.Range(0, kernel.Axes.Rank).Where(axis => axis < kernel.Outer || axis >= kernel.Outer + kernel.Reduced)];

    private static int[] TermAxes(ColumnKernel kernel) => [.. Enumerable.Range(kernel.Outer, kernel.Reduced)];
}
