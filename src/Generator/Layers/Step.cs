using System.Collections.Generic;
using System.Globalization;
using NetGen.Generator.Graph;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Layers;

/// <summary>One layer or loss in its place: what the plan, the summary and the comments of generated code speak of.</summary>
internal sealed class Step(int number, string kind, string name)
{
    /// <summary>Kind of a step that is no layer but an expression of a method.</summary>
    public const string Expression = "expression";

    /// <summary>1 for the first layer; nodes carry it as their origin.</summary>
    public int Number { get; } = number;

    public string Kind => kind;

    /// <summary>Where in the source; the first place, of a layer that is applied several times.</summary>
    public int Origin { get; init; }

    /// <summary>What its methods are called: unique, and an identifier.</summary>
    public string Name { get; } = name;

    /// <summary>What names of its parameters begin with: of a layer in a module, after the module's.</summary>
    public string Path { get; init; } = name;

    /// <summary>What letters of its parameters end with: its own number, or that of the layer's first application.</summary>
    public int LetterNumber { get; init; } = number;

    /// <summary>Of an expression: its text.</summary>
    public string Text { get; init; } = "";

    /// <summary>Belongs to a loss, not to the network's outputs.</summary>
    public bool IsLoss { get; set; }

    public Shape Input { get; set; } = Shape.Scalar;

    public Shape Output { get; set; } = Shape.Scalar;

    /// <summary>What the layer itself adds to its main computation, such as its activation.</summary>
    public List<string> Fused { get; } = [];

    public List<ParameterDeclaration> Parameters { get; } = [];

    /// <summary>The shape that Flatten made a vector of, if that vector's order is still the input's.</summary>
    public EquatableArray<int> FlattenedFrom { get; set; } = [];

    /// <summary>As in messages: <c>layer 3, Dense 'Dense1',</c>.</summary>
    public string Title => Kind == Expression ? $"'{(Text.Length > 0 ? Text : Name)}'" : $"layer {Number}, {kind} '{Path}',";
}

/// <summary>A parameter of the network.</summary>
/// <param name="Path">Its name in files: <c>Dense1.weight</c>.</param>
/// <param name="Letter">Its name in generated code: <c>W3</c>.</param>
/// <param name="Training">How updates treat it.</param>
internal sealed record ParameterDeclaration(int Index, string Path, string Letter, Shape Shape, Initialization Initialization, bool IsState, Node Node, ParameterTraining Training);

/// <summary>How updates treat a parameter, and what it is for: the settings of the same names of the runtime's <c>ParameterDefinition</c>.</summary>
/// <param name="MaxNorm">Largest norm of the weights into one output; 0 for no limit.</param>
internal sealed record ParameterTraining(bool Frozen = false, double LearningRateScale = 1, bool Decay = true, double MaxNorm = 0, bool Linear = false)
{
    public static readonly ParameterTraining Default = new();

    /// <summary>Of weights on a flattened image or sequence: its shape.</summary>
    public EquatableArray<int> FlattenedFrom { get; init; } = [];

    /// <summary>C# text of the initialiser that sets what differs from the defaults; empty if nothing does.</summary>
    public string ToCode()
    {
        string[] settings =
        [
            .. Frozen ? ["Frozen = true"] : System.Array.Empty<string>(),
            .. LearningRateScale != 1 ? [$"LearningRateScale = {LearningRateScale.ToString("R", CultureInfo.InvariantCulture)}"] : System.Array.Empty<string>(),
            .. Decay ? System.Array.Empty<string>() : ["Decay = false"],
            .. MaxNorm > 0 ? [$"MaxNorm = {MaxNorm.ToString("R", CultureInfo.InvariantCulture)}"] : System.Array.Empty<string>(),
            .. Linear ? ["Role = global::NetGen.ParameterRole.Linear"] : System.Array.Empty<string>(),
            .. FlattenedFrom.Count > 0 ? [$"FlattenedFrom = [{string.Join(", ", FlattenedFrom)}]"] : System.Array.Empty<string>(),
        ];
        return settings.Length == 0 ? "" : $" {{ {string.Join(", ", settings)} }}";
    }
}
