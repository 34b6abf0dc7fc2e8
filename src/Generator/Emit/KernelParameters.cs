using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Emit;

/// <param name="Declaration">In the struct's parameter list.</param>
/// <param name="Argument">What the method that makes the struct passes, for parameters that are no buffers.</param>
internal sealed record KernelParameter(string Name, string Declaration, string Argument, string ElementType, Buffer? Buffer);

/// <summary>What the struct of an emitted kernel holds: the buffers it touches, run-time sizes, and the key of its random numbers.</summary>
internal static class KernelParameters
{
    public static IReadOnlyList<KernelParameter> Of(Target target, Kernel kernel) =>
        [.. kernel.Touched.Select(buffer => OfBuffer(target, buffer, kernel.Writes.Contains(buffer))), .. Sizes(target, kernel)];

    /// <summary>What the method that makes the struct passes.</summary>
    public static string Arguments(IEnumerable<string> arrays, KernelStruct code) => string.Join(", ", arrays.Concat(code.Sizes.Select(size => size.Argument)));

    public static KernelParameter OfBuffer(Target target, Buffer buffer, bool written) =>
        new(buffer.Name, $"{target.View(buffer.Type, written)} {buffer.Name}", "", target.CSharp.Type(buffer.Type), buffer);

    /// <summary>Sizes that the kernel's indices or values depend on, beside the extent it is run over.</summary>
    public static IReadOnlyList<KernelParameter> Sizes(Target target, Kernel kernel)
    {
        var symbols = new List<string>();
        void Add(Dimension extent)
        {
            if (!extent.IsConstant)
            {
                symbols.AddRange(extent.SymbolsUsed.Except(symbols));
            }
        }

        foreach (var index in Indices(kernel))
        {
            foreach (var coefficient in index.Coefficients)
            {
                Add(coefficient);
            }

            Add(index.Constant);
        }

        foreach (var extent in target.Extents(kernel))
        {
            Add(extent);
        }

        bool drawsRandom = false;
        foreach (var instruction in Bodies(kernel).SelectMany(body => body.Instructions))
        {
            drawsRandom |= instruction.Kind == InstructionKind.Random;
            if (instruction.Extent is { } argument)
            {
                Add(argument.Extent);
            }
        }

        var parameters = symbols.ConvertAll(symbol => new KernelParameter(BodyPrinter.Symbol(symbol), $"{target.SizeType(kernel, symbol)} {BodyPrinter.Symbol(symbol)}", CSharp.Size(symbol), "int", null));
        if (drawsRandom)
        {
            parameters.Add(new KernelParameter("key", $"{CSharp.Kernels}.RandomKey key", "Key", "", null));
        }

        return parameters;
    }

    /// <summary>Whether the kernel needs the key of random numbers.</summary>
    public static bool DrawsRandom(Kernel kernel) => kernel.Nested.SelectMany(Bodies).SelectMany(body => body.Instructions).Any(i => i.Kind == InstructionKind.Random);

    private static IEnumerable<Body> Bodies(Kernel kernel) => kernel switch
    {
        LoopKernel loop => loop.Stages.SelectMany(stage => new[] { stage.Elements, stage.Row }),
        ColumnKernel column => [column.Body],
        CallKernel { Epilogue: { } epilogue } => [epilogue.Body],
        _ => [],
    };

    private static IEnumerable<Affine> Indices(Kernel kernel)
    {
        var loads = Bodies(kernel).SelectMany(body => body.Instructions).Select(i => i.Index).OfType<Affine>();
        return kernel switch
        {
            LoopKernel loop => loads.Concat(loop.Stages.SelectMany(s => s.ElementStores.Concat(s.RowStores)).Select(s => s.Index)),
            ColumnKernel column => loads.Concat(column.Results.Select(r => r.Store.Index)),
            CallKernel { Epilogue: { } epilogue } => loads.Concat(epilogue.Stores.Select(s => s.Index)),
            _ => loads,
        };
    }
}
