using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Emit.Cpu;

/// <summary>Prints the end of a product or convolution as a struct: what happens to registers of finished sums.</summary>
/// <param name="code">The struct: the kernel's own, or that of another of the same form.</param>
internal sealed class EpilogueEmitter(Target target, CallKernel call, KernelStruct code)
{
    /// <summary>The struct.</summary>
    public void Emit(CodeWriter writer)
    {
        var epilogue = call.Epilogue!;
        string Counter(int axis) => axis == 0 ? "row" : "column";
        var buffers = Parameters();
        var sizes = code.Sizes;
        using (writer.Block($"private readonly ref struct {code.Name}({string.Join(", ", buffers.Concat(sizes).Select(p => p.Declaration))}) : {CSharp.Kernels}.IEpilogue<{target.CSharp.Real}>"))
        {
            References.Fields(writer, buffers);
            if (buffers.Count > 0)
            {
                writer.Line();
            }

            if (Wraps)
            {
                writer.Line("public static bool Wraps => true;");
                writer.Line();
            }

            writer.Line(CSharp.Inline);
            using (writer.Block($"public V Apply<V>(V sum, int row, int column) {target.CSharp.VectorConstraint("V")}"))
            {
                var printer = new VectorPrinter(target.CSharp, epilogue.Body, "V", Counter, 1, _ => "", "_");
                var texts = printer.Print(writer, [.. epilogue.Stores.Select(store => store.Value), epilogue.Result]);
                for (int k = 0; k < epilogue.Stores.Count; k++)
                {
                    writer.Line(printer.Store(epilogue.Stores[k], texts[k]));
                }

                writer.Line($"return {texts[texts.Count - 1]};");
            }
        }
    }

    /// <summary>The argument that hands it over.</summary>
    public string New(Func<Buffer, string> argument) =>
        $"new {code.Name}({KernelParameters.Arguments(Parameters().Select(p => Argument(p.Buffer!, argument)), code)})";

    /// <summary>Copies of what is read per column that there is room for.</summary>
    private const int MostRepeated = 4;

    /// <summary>Whether rows are shorter than a register, and all that the epilogue reads and writes lies as its result does, or is a row of it.</summary>
    private bool Wraps
    {
        get
        {
            var body = call.Epilogue!.Body;
            return call.Epilogue.HasShortRows
                && body.Instructions.All(i => i.Kind != InstructionKind.Position && (i.Index is null || LiesAsResult(i.Index) || (i.Kind == InstructionKind.Load && (IsRow(i.Index) || IsOneValue(i.Index)))))
                && call.Epilogue.Stores.All(store => LiesAsResult(store.Index))
                && Rows.Count <= MostRepeated && !Rows.Intersect(body.Instructions.Where(i => i.Index is not null && !IsRow(i.Index)).Select(i => i.Buffer!)).Any();
        }
    }

    /// <summary>What the epilogue reads per column.</summary>
    private List<Buffer> Rows => [.. call.Epilogue!.Body.Instructions.Where(i => i.Kind == InstructionKind.Load && IsRow(i.Index!)).Select(i => i.Buffer!).Distinct()];

    private bool LiesAsResult(Affine index) => index.Equals(Affine.Linear(call.Epilogue!.Axes));

    private static bool IsRow(Affine index) => index.Constant.IsZero && index.Coefficients[0].IsZero && index.Coefficients[1].IsOne;

    private static bool IsOneValue(Affine index) => index.Coefficients.All(c => c.IsZero);

    private string Argument(Buffer buffer, Func<Buffer, string> argument) =>
        Wraps && Rows.IndexOf(buffer) is >= 0 and var place ? $"Repeated({argument(buffer)}, {place})" : argument(buffer);

    /// <summary>Buffers that the epilogue itself reads and writes.</summary>
    private IReadOnlyList<KernelParameter> Parameters() =>
        [.. call.Epilogue!.Body.Loads.Concat(call.Epilogue.Stores.Select(s => s.Buffer)).Distinct()
            .Select(buffer => KernelParameters.OfBuffer(target, buffer, call.Epilogue.Stores.Any(s => s.Buffer == buffer)))];
}
