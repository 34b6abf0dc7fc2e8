using System.Collections.Generic;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>One layer or loss in its place: what the plan, the summary and the comments of generated code speak of.</summary>
internal sealed class Step(int number, string kind, string name)
{
    /// <summary>1 for the first layer; nodes carry it as their origin.</summary>
    public int Number => number;

    public string Kind => kind;

    public string Name => name;

    public Shape Input { get; set; } = Shape.Scalar;

    public Shape Output { get; set; } = Shape.Scalar;

    /// <summary>What the layer itself adds to its main computation, such as its activation.</summary>
    public List<string> Fused { get; } = [];

    public List<ParameterDeclaration> Parameters { get; } = [];

    /// <summary>As in messages: <c>layer 3, Dense 'Dense1',</c>.</summary>
    public string Title => $"layer {number}, {kind} '{name}',";
}

/// <summary>A parameter of the network.</summary>
/// <param name="Path">Its name in files: <c>Dense1.weight</c>.</param>
/// <param name="Letter">Its name in generated code: <c>W3</c>.</param>
internal sealed record ParameterDeclaration(int Index, string Path, string Letter, Shape Shape, Initialization Initialization, bool IsState, Node Node);
