using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Emit.Gpu;

/// <summary>Prints bodies as C# on single numbers: what one thread of a device does.</summary>
/// <param name="place">An index as C#.</param>
/// <param name="registers">Names of values that the kernel holds.</param>
internal sealed class ScalarPrinter(CSharp csharp, Body body, Func<Affine, string> place, Func<Node, string> registers) : BodyPrinter(csharp, body, place)
{
    private static readonly Dictionary<Op, string> Templates = new()
    {
        [Op.Add] = "({0} + {1})",
        [Op.Subtract] = "({0} - {1})",
        [Op.Multiply] = "({0} * {1})",
        [Op.Divide] = "({0} / {1})",
        [Op.Negate] = "(-{0})",
        [Op.Minimum] = "GpuMath.Min({0}, {1})",
        [Op.Maximum] = "GpuMath.Max({0}, {1})",
        [Op.Power] = "GpuMath.Pow({0}, {1})",
        [Op.Abs] = "GpuMath.Abs({0})",
        [Op.Floor] = "GpuMath.Floor({0})",
        [Op.Sqrt] = "GpuMath.Sqrt({0})",
        [Op.Exp] = "GpuMath.Exp({0})",
        [Op.Expm1] = "GpuMath.Expm1({0})",
        [Op.Log] = "GpuMath.Log({0})",
        [Op.Log1p] = "GpuMath.Log1p({0})",
        [Op.Tanh] = "GpuMath.Tanh({0})",
        [Op.Sigmoid] = "GpuMath.Sigmoid({0})",
        [Op.Softplus] = "GpuMath.Softplus({0})",
        [Op.Erf] = "GpuMath.Erf({0})",
        [Op.Sin] = "GpuMath.Sin({0})",
        [Op.Cos] = "GpuMath.Cos({0})",
        [Op.Equal] = "({0} == {1})",
        [Op.Less] = "({0} < {1})",
        [Op.LessOrEqual] = "({0} <= {1})",
        [Op.And] = "({0} & {1})",
        [Op.Or] = "({0} | {1})",
        [Op.Not] = "(!{0})",
        [Op.Select] = "({0} ? {1} : {2})",
    };

    /// <summary>A statement that writes a value.</summary>
    public string Store(Store store, string value) => $"{store.Buffer.Name}[{Index(store.Index)}] = {value};";

    /// <summary>ILGPU turns comparisons around whose left side is a constant, and then takes a NaN for less than it; so constants stand on the right.</summary>
    protected override string Template(Op op, IReadOnlyList<Instruction> operands) => op switch
    {
        Op.Equal when operands[0].Kind == InstructionKind.Constant => "({1} == {0})",
        Op.Less when operands[0].Kind == InstructionKind.Constant => "({1} > {0})",
        Op.LessOrEqual when operands[0].Kind == InstructionKind.Constant => "({1} >= {0})",
        _ => Templates[op].Replace("GpuMath.", GpuTarget.MathName(CSharp)),
    };

    /// <summary>Sums and products are taken from the left, and a choice says where its parts end.</summary>
    protected override bool NeedsParentheses(Op op, int place, Instruction operand) => (op, operand.Op) switch
    {
        (Op.Select, _) => operand is { Kind: InstructionKind.Apply, Op: Op.Select },
        _ when operand.Kind != InstructionKind.Apply => true,
        (Op.Add or Op.Subtract, Op.Add or Op.Subtract) or (Op.Multiply, Op.Multiply) => place > 0,
        _ => true,
    };

    /// <summary>
    /// Loads and random numbers of which a choice takes one, before it: a device then waits for all loads at once, and not for one after it has seen the condition, and its threads take no branches.
    /// </summary>
    protected override ISet<int> Early(Body body, IReadOnlyList<int> wanted)
    {
        int[] uses = body.Uses(wanted);
        var early = new HashSet<int>();
        for (int k = body.Instructions.Count - 1; k >= 0; k--)
        {
            var instruction = body.Instructions[k];
            if (uses[k] == 0 || instruction.Kind != InstructionKind.Apply)
            {
                continue;
            }

            foreach (int argument in instruction.Op == Op.Select ? instruction.Arguments.Skip(1) : early.Contains(k) && uses[k] == 1 ? instruction.Arguments : [])
            {
                early.Add(argument);
            }
        }

        early.RemoveWhere(k => body.Instructions[k].Kind is not (InstructionKind.Load or InstructionKind.Random));
        return early;
    }

    protected override string? Integer(Instruction instruction) => instruction.Kind switch
    {
        InstructionKind.Load when instruction.Buffer!.Type == ElementType.Integer => $"{instruction.Buffer.Name}[{Index(instruction.Index!)}]",
        InstructionKind.Position => Index(instruction.Index!),
        InstructionKind.Extent when instruction.Extent is { Factor: 1, Reciprocal: false } => Extent(instruction.Extent),
        InstructionKind.Constant when instruction.Value is >= int.MinValue and <= int.MaxValue && instruction.Value == Math.Floor(instruction.Value) => ((int)instruction.Value).ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    protected override string Leaf(Instruction instruction)
    {
        switch (instruction.Kind)
        {
            case InstructionKind.Load:
                string cast = instruction.Buffer!.Type == ElementType.Integer ? $"({CSharp.Real})" : "";
                return $"{cast}{instruction.Buffer.Name}[{Index(instruction.Index!)}]";
            case InstructionKind.Constant:
                string literal = CSharp.Literal(instruction.Value);
                return literal[0] == '-' ? $"({literal})" : literal;
            case InstructionKind.Extent:
                string extent = Extent(instruction.Extent!);
                return extent.Contains(" ") ? $"({extent})" : $"({CSharp.Real}){extent}";
            case InstructionKind.Position:
                string position = Index(instruction.Index!);
                return $"({CSharp.Real}){(position.Contains(" ") ? $"({position})" : position)}";
            case InstructionKind.Random:
                var random = instruction.Random!;
                return $"{GpuTarget.MathName(CSharp)}Uniform(key, {random.Stream.ToString(CultureInfo.InvariantCulture)}, {Index(instruction.Index!)}, {random.Word.ToString(CultureInfo.InvariantCulture)})";
            case InstructionKind.Register:
                return registers(instruction.Node!);
            default:
                return "sum";
        }
    }
}
