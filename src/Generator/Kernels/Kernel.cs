using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Kernels;

/// <summary>A piece of work that runs as one: a call of a runtime kernel with its epilogue, or an emitted loop.</summary>
internal abstract class Kernel(int step)
{
    /// <summary>The step of the network it belongs to.</summary>
    public int Step => step;

    /// <summary>Name of the method that runs it; given at the end.</summary>
    public string Name { get; set; } = "";

    /// <summary>Of a program that runs in segments of time: when (<see cref="Passes.Segmentation"/>).</summary>
    public int Phase { get; set; }

    private Buffer[]? _reads, _writes, _touched;

    public IEnumerable<Buffer> Reads => _reads ?? FindReads();

    public IEnumerable<Buffer> Writes => _writes ?? FindWrites();

    /// <summary>What is read, then what is only written.</summary>
    public IReadOnlyList<Buffer> Touched => _touched ?? Once(Reads.Concat(Writes));

    /// <summary>From here on the kernel touches what it touches now; it is asked often.</summary>
    public virtual void Settle()
    {
        (_reads, _writes) = ([.. FindReads()], [.. FindWrites()]);
        _touched = [.. Once(_reads.Concat(_writes))];
    }

    /// <summary>Each once. A kernel touches few arrays: comparing them is cheaper than a set.</summary>
    private protected static IReadOnlyList<Buffer> Once(IEnumerable<Buffer> buffers)
    {
        var once = new List<Buffer>();
        foreach (var buffer in buffers)
        {
            if (!once.Contains(buffer))
            {
                once.Add(buffer);
            }
        }

        return once;
    }

    protected abstract IEnumerable<Buffer> FindReads();

    protected abstract IEnumerable<Buffer> FindWrites();

    /// <summary>This kernel and those inside it.</summary>
    public virtual IEnumerable<Kernel> Nested => [this];
}

/// <summary>A loop over time whose body is kernels.</summary>
internal sealed class ScanKernel(int step, Dimension time, bool reverse, IReadOnlyList<Kernel> kernels) : Kernel(step)
{
    public Dimension Time => time;

    /// <summary>From the last step to the first.</summary>
    public bool Reverse => reverse;

    public IReadOnlyList<Kernel> Kernels => kernels;

    protected override IEnumerable<Buffer> FindReads() => Once(kernels.SelectMany(kernel => kernel.Reads));

    protected override IEnumerable<Buffer> FindWrites() => Once(kernels.SelectMany(kernel => kernel.Writes));

    public override void Settle()
    {
        foreach (var kernel in kernels)
        {
            kernel.Settle();
        }

        base.Settle();
    }

    public override IEnumerable<Kernel> Nested => kernels.SelectMany(kernel => kernel.Nested).Prepend(this);
}

/// <summary>A value of the body that goes to memory.</summary>
/// <param name="Value">Instruction of the body; -1 for the result of a reduction.</param>
internal sealed record Store(Node Node, int Value, Buffer Buffer, Affine Index);

/// <summary>A call of a kernel of the runtime: product, convolution, pooling, scatter.</summary>
/// <param name="node">The operation.</param>
/// <param name="operands">Its inputs, in order.</param>
/// <param name="result">Where the sums go, or the value of the epilogue that replaces them.</param>
internal sealed class CallKernel(Node node, IReadOnlyList<Buffer> operands, Buffer result) : Kernel(node.Origin)
{
    public Node Node { get; } = node;

    public IReadOnlyList<Buffer> Operands => operands;

    public Buffer Result { get; set; } = result;

    public Epilogue? Epilogue { get; set; }

    /// <summary>Adds to what the result holds, from segment to segment.</summary>
    public bool Continues { get; init; }

    /// <summary>Products and convolutions finish their sums in registers, where more can be done with them.</summary>
    public bool TakesEpilogue => (Node.Op == Op.MatMul && Node.Shape.Rank == 2) || Node is { Op: Op.Convolution, Argument: ConvolutionArgument { Form: not ConvolutionForm.Weight } };

    protected override IEnumerable<Buffer> FindReads() => Once(operands.Concat(Epilogue?.Body.Loads ?? []));

    protected override IEnumerable<Buffer> FindWrites() => Once(new[] { Result }.Concat(Epilogue?.Stores.Select(s => s.Buffer) ?? []));
}

/// <summary>What a call does to its sums: values of the body go to the result and to further stores.</summary>
internal sealed class Epilogue
{
    /// <summary>Elements of the widest register.</summary>
    private const int WidestRegister = 16;

    /// <summary>Rows of the result are shorter than a register. They are finished as one long row, for which the computation has room for copies of what is read per column: one room, so one thread at a time.</summary>
    public bool HasShortRows => Axes.Rank == 2 && Axes[1] is { IsConstant: true, Value: < WidestRegister };

    /// <summary>Extents that indices count in: those of the result while it is built, rows and columns when it is finished.</summary>
    public required Shape Axes { get; set; }

    public Body Body { get; } = new();

    /// <summary>Values besides the call's result.</summary>
    public List<Store> Stores { get; } = [];

    /// <summary>Instruction whose value is the call's result.</summary>
    public int Result { get; set; }
}

/// <summary>
/// A loop nest: outer axes (rows, independent of one another) and inner axes, run once per stage. A stage computes elements, may reduce them over the row,
/// and then computes with the reduced values once per row.
/// </summary>
internal sealed class LoopKernel(int step, Shape axes, int outer) : Kernel(step)
{
    /// <summary>Outer axes, then inner axes.</summary>
    public Shape Axes { get; set; } = axes;

    /// <summary>Number of outer axes.</summary>
    public int Outer { get; set; } = outer;

    public List<Stage> Stages { get; } = [];

    public bool HasReductions => Stages.Any(stage => stage.Reductions.Count > 0);

    protected override IEnumerable<Buffer> FindReads() => Once(Stages.SelectMany(s => s.Elements.Loads.Concat(s.Row.Loads)));

    protected override IEnumerable<Buffer> FindWrites() => Once(Stages.SelectMany(s => s.ElementStores.Concat(s.RowStores)).Select(s => s.Buffer));
}

internal sealed class Stage
{
    /// <summary>Once per element of the row.</summary>
    public Body Elements { get; } = new();

    public List<Store> ElementStores { get; } = [];

    public List<Reduction> Reductions { get; } = [];

    /// <summary>Once per row, after the elements.</summary>
    public Body Row { get; } = new();

    /// <summary>Values of the row body that later stages use.</summary>
    public List<(Node Node, int Value)> RowValues { get; } = [];

    public List<Store> RowStores { get; } = [];
}

/// <param name="Node">The reduction; its op says sum, max or min.</param>
/// <param name="Value">Instruction of the stage's element body that is reduced.</param>
internal sealed record Reduction(Node Node, int Value);

/// <summary>Sums (or maxima) over a middle or leading axis: result[p, i] = sum_r term[p, r, i], with registers along i and r in order.</summary>
internal sealed class ColumnKernel(int step, Shape axes, int outer, int reduced) : Kernel(step)
{
    /// <summary>Outer axes p, reduced axes r, inner axes i.</summary>
    public Shape Axes { get; set; } = axes;

    public int Outer { get; set; } = outer;

    public int Reduced { get; set; } = reduced;

    public Body Body { get; } = new();

    /// <summary>What is reduced, and where the results go; indices do not depend on r.</summary>
    public List<(Reduction Reduction, Store Store)> Results { get; } = [];

    protected override IEnumerable<Buffer> FindReads() => Body.Loads;

    protected override IEnumerable<Buffer> FindWrites() => Once(Results.Select(r => r.Store.Buffer));
}
