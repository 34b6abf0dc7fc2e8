using System;
using System.Collections.Generic;
using System.Globalization;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Emit.Cpu;

/// <summary>Prints bodies as C# on registers of type <paramref name="vector"/>.</summary>
/// <param name="vector">The register type: <c>V</c>, or the scalar.</param>
/// <param name="counter">Name of a loop counter by axis.</param>
/// <param name="inner">The axis that runs along a register; -1 for none.</param>
/// <param name="registers">Names of values that the kernel holds.</param>
/// <param name="referencePrefix">Where references to buffers are: locals, or fields with an underscore.</param>
internal sealed class VectorPrinter(CSharp csharp, Body body, string vector, Func<int, string> counter, int inner, Func<Node, string> registers, string referencePrefix = "")
    : BodyPrinter(csharp, body, index => index.ToCode(counter, Symbol))
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

    protected override string Template(Op op, IReadOnlyList<Instruction> operands) => Templates[op].Replace("V.", vector + ".");

    /// <summary>a b + c with one rounding.</summary>
    protected override string? ProductAndSum(string a, string b, string c) => $"{vector}.MultiplyAdd({a}, {b}, {c})";

    protected override string Leaf(Instruction instruction)
    {
        switch (instruction.Kind)
        {
            case InstructionKind.Load:
                return Load(instruction);
            case InstructionKind.Constant:
                return $"{vector}.Broadcast({CSharp.Literal(instruction.Value)})";
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
                    ? $"{vector}.Broadcast({CSharp.One}.Sum({CSharp.One}.{uniform}))"
                    : $"{vector}.{uniform}";
            case InstructionKind.Register:
                return $"{vector}.Broadcast({registers(instruction.Node!)})";
            default:
                return "sum";
        }
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

    private Dimension Along(Affine index) => inner < 0 ? Dimension.Zero : index.Coefficients[inner];
}
