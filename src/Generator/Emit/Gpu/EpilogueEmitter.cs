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
        {
            var printer = new ScalarPrinter(target.CSharp, epilogue.Body, index => index.ToCode(Counter, BodyPrinter.Symbol), _ => "");
            printer.Taken.UnionWith(epilogue.Body.Loads.Concat(epilogue.Stores.Select(store => store.Buffer)).Select(buffer => buffer.Name));
            printer.Taken.UnionWith(["row", "column", "sum", .. KernelParameters.Sizes(target, call).Select(size => size.Name)]);
            var statements = new CodeWriter();
            var texts = printer.Print(statements, [.. epilogue.Stores.Select(store => store.Value), epilogue.Result]);
            for (int k = 0; k < epilogue.Stores.Count; k++)
            {
                statements.Line(printer.Store(epilogue.Stores[k], texts[k]));
            }

            writer.Method("public float Apply(float sum, int row, int column)", statements, texts[texts.Count - 1]);
        }
    }
}
