using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Emit;

/// <summary>
/// Prints the scalar operations of a body as C#. Values used once are written where they are used; others become locals, named as the layer or the user calls them.
/// </summary>
/// <param name="place">An index as C#.</param>
internal abstract class BodyPrinter(CSharp csharp, Body body, Func<Affine, string> place)
{
    protected CSharp CSharp => csharp;

    private readonly Dictionary<int, string> _texts = [];
    private readonly HashSet<string> _locals = [];

    /// <summary>Names that locals must not take.</summary>
    public ISet<string> Taken => _locals;

    /// <summary>Prints what the wanted values need and returns their expressions, in order.</summary>
    public IReadOnlyList<string> Print(CodeWriter writer, IReadOnlyList<int> wanted)
    {
        int[] uses = body.Uses(wanted);
        var early = Early(body, wanted);
        for (int k = 0; k < body.Instructions.Count; k++)
        {
            if (uses[k] == 0)
            {
                continue;
            }

            var instruction = body.Instructions[k];
            string text = Text(instruction, uses);
            bool keep = (uses[k] > 1 && instruction.Kind is not (InstructionKind.Constant or InstructionKind.Register or InstructionKind.Sums)) || early.Contains(k);
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

    /// <summary>Values that become locals although they are used once.</summary>
    protected virtual ISet<int> Early(Body body, IReadOnlyList<int> wanted) => new HashSet<int>();

    /// <summary>What stands for an instruction that is no operation.</summary>
    protected abstract string Leaf(Instruction instruction);

    /// <summary>An operation as text; what begins with a parenthesis needs no further ones around its operands.</summary>
    /// <param name="operands">What its operands are.</param>
    protected abstract string Template(Op op, IReadOnlyList<Instruction> operands);

    /// <summary>Whether an operand that is an operation, too, is put in parentheses.</summary>
    /// <param name="place">Which operand it is.</param>
    protected virtual bool NeedsParentheses(Op op, int place, Instruction operand) => true;

    /// <summary>What stands for an instruction among integers; null if it is none, or is no integer in this code.</summary>
    protected virtual string? Integer(Instruction instruction) => null;

    protected static bool IsComparison(Op op) => op is Op.Equal or Op.Less or Op.LessOrEqual;

    /// <summary>a b + c, where that is an operation of its own.</summary>
    protected virtual string? ProductAndSum(string a, string b, string c) => null;

    private string Text(Instruction instruction, int[] uses) => instruction.Kind == InstructionKind.Apply ? Apply(instruction, uses) : Leaf(instruction);

    private string Apply(Instruction instruction, int[] uses)
    {
        var arguments = instruction.Arguments;
        if (instruction.Op == Op.Add)
        {
            for (int side = 0; side < 2; side++)
            {
                var product = body.Instructions[arguments[side]];
                if (product is { Kind: InstructionKind.Apply, Op: Op.Multiply } && uses[arguments[side]] == 1
                    && ProductAndSum(Bare(_texts[product.Arguments[0]]), Bare(_texts[product.Arguments[1]]), Bare(_texts[arguments[1 - side]])) is { } fused)
                {
                    return fused;
                }
            }
        }

        Instruction[] operands = [.. arguments.Select(a => body.Instructions[a])];
        string template = Template(instruction.Op, operands);
        if (IsComparison(instruction.Op) && arguments.All(a => uses[a] == 1 || body.Instructions[a].Kind == InstructionKind.Constant)
            && operands.Select(Integer).ToArray() is var integers && integers.All(text => text is not null))
        {
            return string.Format(CultureInfo.InvariantCulture, template, integers);
        }

        bool call = template[0] != '(';
        return string.Format(CultureInfo.InvariantCulture, template, [.. arguments.Select((a, k) => call || !NeedsParentheses(instruction.Op, k, operands[k]) ? Bare(_texts[a]) : _texts[a])]);
    }

    /// <summary>A run-time size as a local of emitted loops.</summary>
    public static string Symbol(string symbol) => symbol == "Batch" ? "samples" : TimeAxis.OfStart(symbol) is not null ? "start" : TimeAxis.OfSymbol(symbol).Steps;

    protected string Extent(ExtentArgument extent)
    {
        string size = extent.Extent.ToCode(Symbol);
        string factor = !size.Contains(' ') ? size : $"({size})";
        return extent.Reciprocal ? $"{csharp.Literal(extent.Factor)} / {factor}"
            : extent.Factor == 1 ? size
            : $"{csharp.Literal(extent.Factor)} * {factor}";
    }

    protected string Index(Affine index) => place(index);

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
    protected static string Bare(string text)
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
