using NetGen.Generator.Graph;

namespace NetGen.Generator.Kernels;

internal enum BufferKind
{
    /// <summary>Given by the caller: samples, targets.</summary>
    Input,
    /// <summary>Given by the caller to be filled.</summary>
    Output,
    /// <summary>Kept by a session or trainer from call to call.</summary>
    State,
    Parameter,
    Gradient,
    /// <summary>In the workspace of a session or trainer.</summary>
    Workspace,
}

/// <summary>Where a value lives in memory, row-major and dense.</summary>
internal sealed class Buffer(string name, BufferKind kind, Shape shape, ElementType type = ElementType.Real)
{
    /// <summary>Identifier in generated code.</summary>
    public string Name { get; set; } = name;

    public BufferKind Kind => kind;

    public Shape Shape => shape;

    public ElementType Type => type;

    /// <summary>The buffer whose memory this is a part of, or null.</summary>
    public Buffer? Parent { get; private init; }

    /// <summary>Of a part: its first element, in elements of the parent.</summary>
    public Dimension Offset { get; private init; } = Dimension.Zero;

    /// <summary>Of a part: it moves on by its own size with every step of a loop over time.</summary>
    public bool MovesWithTime { get; private init; }

    /// <summary>The memory that is planned for.</summary>
    public Buffer Root => Parent?.Root ?? this;

    /// <summary>A fixed part of this buffer.</summary>
    public Buffer Part(string name, Shape part, Dimension offset) => new(name, Kind, part, Type) { Parent = this, Offset = offset };

    /// <summary>The part of this buffer that belongs to the current step of a loop over time.</summary>
    /// <param name="shift">Steps further on.</param>
    public Buffer Step(string name, Shape step, int shift = 0) => new(name, Kind, step, Type) { Parent = this, Offset = step.Count * shift, MovesWithTime = true };

    /// <summary>Of parameters and gradients: which parameter.</summary>
    public int Parameter { get; init; } = -1;

    public override string ToString() => $"{Name} {shape} ({kind})";
}
