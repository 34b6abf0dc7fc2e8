using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Emit.Cpu;

/// <summary>
/// Prints the scalar operations of a body as C# on registers of type <paramref name="vector"/>. Values used once are written where they are used;
/// others become locals, named as the layer or the user calls them.
/// </summary>
/// <param name="vector">The register type: <c>V</c>, or the scalar.</param>
/// <param name="counter">Name of a loop counter by axis.</param>
/// <param name="inner">The axis that runs along a register; -1 for none.</param>
/// <param name="registers">Names of values that the kernel holds.</param>
/// <param name="referencePrefix">Where references to buffers are: locals, or fields with an underscore.</param>
internal sealed class BodyPrinter(CSharp csharp, Body body, string vector, Func<int, string> counter, int inner, Func<Node, string> registers, string referencePrefix = "")
{
    private static readonly Dictionary<Op, string> Templates = new()
    {
        [Op.Add] = "({0} + {1})",
        [Op.Subtract] = "({0} - {1})",
        [Op.Multiply] = "({0} * {1})",
        [Op.Divide] = "({0} / {1})",
        [Op.Negate] = "(-{0})",
        [Op.Minimum] = "V.Min({0}, {1})",
        [Op.Maximum] = "V.Max({0}, {1})",
        [Op.Power] = "V.Pow({0}, {1})",
        [Op.Abs] = "V.Abs({0})",
        [Op.Floor] = "V.Floor({0})",
        [Op.Sqrt] = "V.Sqrt({0})",
        [Op.Exp] = "V.Exp({0})",
        [Op.Expm1] = "V.Expm1({0})",
        [Op.Log] = "V.Log({0})",
        [Op.Log1p] = "V.Log1p({0})",
        [Op.Tanh] = "V.Tanh({0})",
        [Op.Sigmoid] = "V.Sigmoid({0})",
        [Op.Softplus] = "V.Softplus({0})",
        [Op.Erf] = "V.Erf({0})",
        [Op.Sin] = "V.Sin({0})",
        [Op.Cos] = "V.Cos({0})",
        [Op.Equal] = "V.Equal({0}, {1})",
        [Op.Less] = "V.Less({0}, {1})",
        [Op.LessOrEqual] = "V.LessOrEqual({0}, {1})",
        [Op.And] = "V.And({0}, {1})",
        [Op.Or] = "V.Or({0}, {1})",
        [Op.Not] = "V.Not({0})",
        [Op.Select] = "V.Select({0}, {1}, {2})",
    };

    private readonly Dictionary<int, string> _texts = [];
    private readonly HashSet<string> _locals = [];

    /// <summary>Names that locals must not take.</summary>
    public ISet<string> Taken => _locals;

    /// <summary>Prints what the wanted values need and returns their expressions, in order.</summary>
    public IReadOnlyList<string> Print(CodeWriter writer, IReadOnlyList<int> wanted)
    {
        int[] uses = body.Uses(wanted);
        for (int k = 0; k < body.Instructions.Count; k++)
        {
            if (uses[k] == 0)
            {
                continue;
            }

            var instruction = body.Instructions[k];
            string text = Text(instruction, uses);
            bool keep = uses[k] > 1 && instruction.Kind is not (InstructionKind.Constant or InstructionKind.Register or InstructionKind.Sums);
            if (keep)
            {
                string local = Local(instruction);
                writer.Line($"var {local} = {Bare(text)};");
                text = local;
            }

            _texts[k] = text;
        }

        return [.. wanted.Select(value => Bare(_texts[value]))];
    }

    private string Text(Instruction instruction, int[] uses)
    {
        switch (instruction.Kind)
        {
            case InstructionKind.Load:
                return Load(instruction);
            case InstructionKind.Constant:
                return $"{vector}.Broadcast({csharp.Literal(instruction.Value)})";
            case InstructionKind.Extent:
                return $"{vector}.Broadcast({Extent(instruction.Extent!)})";
            case InstructionKind.Position:
                return Along(instruction.Index!).IsZero
                    ? $"{vector}.Broadcast({Index(instruction.Index!)})"
                    : $"{vector}.Indices({Index(instruction.Index!)})";
            case InstructionKind.Random:
                var random = instruction.Random!;
                string uniform = $"Uniform(key, {random.Stream.ToString(CultureInfo.InvariantCulture)}, {Index(instruction.Index!)}, {random.Word.ToString(CultureInfo.InvariantCulture)})";
                return Along(instruction.Index!).IsZero && inner >= 0
                    ? $"{vector}.Broadcast({csharp.One}.Sum({csharp.One}.{uniform}))"
                    : $"{vector}.{uniform}";
            case InstructionKind.Register:
                return $"{vector}.Broadcast({registers(instruction.Node!)})";
            case InstructionKind.Sums:
                return "sum";
            default:
                return Apply(instruction, uses);
        }
    }

    private string Apply(Instruction instruction, int[] uses)
    {
        var arguments = instruction.Arguments;
        if (instruction.Op == Op.Add)
        {
            for (int side = 0; side < 2; side++)
            {
                // a b + c with one rounding.
                var product = body.Instructions[arguments[side]];
                if (product is { Kind: InstructionKind.Apply, Op: Op.Multiply } && uses[arguments[side]] == 1)
                {
                    return $"{vector}.MultiplyAdd({Bare(_texts[product.Arguments[0]])}, {Bare(_texts[product.Arguments[1]])}, {Bare(_texts[arguments[1 - side]])})";
                }
            }
        }

        string template = Templates[instruction.Op].Replace("V.", vector + ".");
        bool call = template[0] != '(';
        return string.Format(CultureInfo.InvariantCulture, template, [.. arguments.Select(a => call ? Bare(_texts[a]) : _texts[a])]);
    }

    private string Load(Instruction instruction)
    {
        var along = Along(instruction.Index!);
        string reference = ReferenceTo(instruction.Buffer!);
        string index = Index(instruction.Index!);
        bool integer = instruction.Buffer!.Type == ElementType.Integer;
        return inner >= 0 && along.IsZero ? $"{vector}.Broadcast(At(in {reference}, {index}))"
            : integer ? $"{vector}.LoadIntegers(in {reference}, {index})"
            : inner < 0 || along.IsOne ? $"{vector}.Load(in {reference}, {index})"
            : $"{vector}.LoadStrided(in {reference}, {index}, {along.ToCode(Symbol)})";
    }

    /// <summary>A statement that writes a value.</summary>
    public string Store(Store store, string value)
    {
        var along = Along(store.Index);
        string reference = ReferenceTo(store.Buffer);
        return inner < 0 || along.IsOne
            ? $"{vector}.Store({value}, ref {reference}, {Index(store.Index)});"
            : $"{vector}.StoreStrided({value}, ref {reference}, {Index(store.Index)}, {along.ToCode(Symbol)});";
    }

    private string ReferenceTo(Buffer buffer) => referencePrefix.Length > 0 ? referencePrefix + buffer.Name : Reference(buffer);

    /// <summary>The local or parameter that refers to the first element of a buffer.</summary>
    public static string Reference(Buffer buffer) => buffer.Name + "Ref";

    /// <summary>A run-time size as a local of emitted loops.</summary>
    public static string Symbol(string symbol) => symbol == "Batch" ? "samples" : TimeAxis.OfStart(symbol) is not null ? "start" : TimeAxis.OfSymbol(symbol).Steps;

    private string Extent(ExtentArgument extent)
    {
        string size = extent.Extent.ToCode(Symbol);
        string factor = !size.Contains(' ') ? size : $"({size})";
        return extent.Reciprocal ? $"{csharp.Literal(extent.Factor)} / {factor}"
            : extent.Factor == 1 ? size
            : $"{csharp.Literal(extent.Factor)} * {factor}";
    }

    private string Index(Affine index) => index.ToCode(counter, Symbol);

    private Dimension Along(Affine index) => inner < 0 ? Dimension.Zero : index.Coefficients[inner];

    private string Local(Instruction instruction)
    {
        string name = instruction.Name is { } given && given.All(c => char.IsLetterOrDigit(c) || c == '_') ? given : "v";
        string candidate = name == "v" ? "v1" : name;
        for (int k = 2; !_locals.Add(candidate); k++)
        {
            candidate = name == "v" ? $"v{k}" : $"{name}_{k}";
        }

        return candidate;
    }

    /// <summary>Without the parentheses that only an operator around it would need.</summary>
    private static string Bare(string text)
    {
        if (text[0] != '(')
        {
            return text;
        }

        int depth = 0;
        for (int k = 0; k < text.Length - 1; k++)
        {
            depth += text[k] == '(' ? 1 : text[k] == ')' ? -1 : 0;
            if (depth == 0)
            {
                return text;
            }
        }

        return text.Substring(1, text.Length - 2);
    }
}
