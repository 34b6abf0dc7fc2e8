using System.Linq;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Emit.Gpu;

/// <summary>Prints the end of a product or convolution: what happens to a finished sum.</summary>
/// <param name="code">Name of the struct.</param>
internal sealed class EpilogueEmitter(GpuTarget target, CallKernel call, string code)
{
    public void Emit(CodeWriter writer)
    {
        var epilogue = call.Epilogue!;
        string Counter(int axis) => axis == 0 ? "row" : "column";
        using (writer.Block(target.Header(call, code, "IEpilogue")))
        using (writer.Block("public float Apply(float sum, int row, int column)"))
        {
            var printer = new ScalarPrinter(target.CSharp, epilogue.Body, Counter, _ => "");
            printer.Taken.UnionWith(epilogue.Body.Loads.Concat(epilogue.Stores.Select(store => store.Buffer)).Select(buffer => buffer.Name));
            printer.Taken.UnionWith(["row", "column", "sum", "samples", "key"]);
            var texts = printer.Print(writer, [.. epilogue.Stores.Select(store => store.Value), epilogue.Result]);
            for (int k = 0; k < epilogue.Stores.Count; k++)
            {
                writer.Line(printer.Store(epilogue.Stores[k], texts[k]));
            }

            writer.Line($"return {texts[texts.Count - 1]};");
        }
    }
}
