using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Emit.Gpu;

/// <summary>Prints a loop over elements that do not depend on one another: a thread for each.</summary>
/// <param name="code">Name of the struct.</param>
internal sealed class ElementsEmitter(GpuTarget target, LoopKernel loop, string code)
{
    /// <summary>Whether nothing is done once per row.</summary>
    public static bool Fits(LoopKernel loop) => !loop.HasReductions && loop.Stages.Count == 1 && loop.Stages[0].RowValues.Count == 0 && loop.Stages[0].RowStores.Count == 0;

    /// <summary>What the index is divided by.</summary>
    public static IEnumerable<Dimension> Extents(LoopKernel loop) => KernelScope.Divisors(loop.Axes, All(loop));

    public void Emit(CodeWriter writer)
    {
        var stage = loop.Stages[0];
        var scope = new KernelScope(target, loop, loop.Axes, loop.Outer);
        string index = scope.Span("index", All(loop));
        using (writer.Block(target.Header(loop, code, "IElements")))
        {
            var statements = new CodeWriter();
            scope.Counters(statements, index, stage.Elements.Indices().Concat(stage.ElementStores.Select(store => store.Index)));
            var (printer, texts) = scope.Print(statements, stage.Elements, [.. stage.ElementStores.Select(store => store.Value)]);
            for (int k = 0; k < texts.Count; k++)
            {
                statements.Line(printer.Store(stage.ElementStores[k], texts[k]));
            }

            writer.Method($"public void Run(int {index})", statements);
        }
    }

    private static int[] All(LoopKernel loop) => [.. Enumerable.Range(0, loop.Axes.Rank)];
}
