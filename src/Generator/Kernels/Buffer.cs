using NetGen.Generator.Graph;

namespace NetGen.Generator.Kernels;

internal enum BufferKind
{
    /// <summary>Given by the caller: samples, targets.</summary>
    Input,
    /// <summary>Given by the caller to be filled.</summary>
    Output,
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

    /// <summary>Of parameters and gradients: which parameter.</summary>
    public int Parameter { get; init; } = -1;

    public override string ToString() => $"{Name} {shape} ({kind})";
}
