using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Kernels;

internal enum InstructionKind
{
    Load,
    Constant,
    Extent,
    Position,
    Random,
    /// <summary>A value that the kernel holds in a register: the result of a reduction over the row, or of an earlier value of the row.</summary>
    Register,
    /// <summary>The finished sums that an epilogue receives.</summary>
    Sums,
    Apply,
}

/// <summary>One scalar operation of a kernel's body. Arguments are earlier instructions.</summary>
internal sealed class Instruction(InstructionKind kind)
{
    public InstructionKind Kind => kind;

    public Op Op { get; init; }

    public int[] Arguments { get; init; } = [];

    /// <summary>Of a load: from where.</summary>
    public Buffer? Buffer { get; init; }

    /// <summary>Of loads, positions and random numbers: which element.</summary>
    public Affine? Index { get; set; }

    public double Value { get; init; }

    public ExtentArgument? Extent { get; init; }

    public RandomArgument? Random { get; init; }

    /// <summary>Of a register: the node whose value it holds.</summary>
    public Node? Node { get; init; }

    /// <summary>The user's or layer's name for the value, if any.</summary>
    public string? Name { get; init; }
}

/// <summary>A sequence of scalar operations: what happens to one element.</summary>
internal sealed class Body
{
    public List<Instruction> Instructions { get; } = [];

    /// <summary>Buffers read, in order of first use.</summary>
    public IReadOnlyList<Buffer> Loads
    {
        get
        {
            var loads = new List<Buffer>();
            foreach (var instruction in Instructions)
            {
                // Few: comparing is cheaper than a set.
                if (instruction.Kind == InstructionKind.Load && !loads.Contains(instruction.Buffer!))
                {
                    loads.Add(instruction.Buffer!);
                }
            }

            return loads;
        }
    }

    /// <summary>Where the body reads, and the positions it counts.</summary>
    public IEnumerable<Affine> Indices() => Instructions.Select(instruction => instruction.Index).OfType<Affine>();

    public int Add(Instruction instruction)
    {
        Instructions.Add(instruction);
        return Instructions.Count - 1;
    }

    /// <summary>How often each instruction is read, by the wanted ones and by what they need; 0 if it is not needed.</summary>
    public int[] Uses(IReadOnlyList<int> wanted)
    {
        int[] uses = new int[Instructions.Count];
        foreach (int value in wanted)
        {
            uses[value]++;
        }

        for (int k = uses.Length - 1; k >= 0; k--)
        {
            if (uses[k] > 0)
            {
                foreach (int argument in Instructions[k].Arguments)
                {
                    uses[argument]++;
                }
            }
        }

        return uses;
    }
}
