namespace NetGen.Generator.Specification;

/// <param name="Findings">What is wrong with the declaration itself.</param>
/// <param name="IsIncomplete">An attribute is half typed; the C# compiler reports it.</param>
/// <summary>Everything the compiler knows of a network: plain values that compare by content, so an unrelated edit changes nothing. Holds no locations; origins are resolved at the very end.</summary>
internal sealed record NetworkSpecification(
    TypeSpecification Type,
    Precision Precision,
    EquatableArray<InputSpecification> Inputs,
    EquatableArray<LayerSpecification> Layers,
    EquatableArray<LossSpecification> Losses,
    EquatableArray<Finding> Findings,
    bool IsIncomplete)
{
    /// <summary>Members and methods, of a network that is wired by a method; null for a chain.</summary>
    public GraphSpecification? Graph { get; init; }

    /// <summary>Is compiled for devices, too.</summary>
    public bool Gpu { get; init; }

    /// <summary>What code for devices calls is there.</summary>
    public bool HasGpuPackage { get; init; }

    /// <summary>Where it is said that training computes segments of long sequences again; null if it does not.</summary>
    public int? RecomputeOrigin { get; init; }

    /// <summary>Of a module: parameters of its constructor.</summary>
    public EquatableArray<string> Sizes { get; init; } = [];
}

/// <summary>The partial class to complete.</summary>
/// <param name="Namespace">Empty for the global namespace.</param>
/// <param name="Containers">Headers of the enclosing types, outermost first, such as <c>partial class Outer</c>.</param>
/// <param name="Name">As written in C#, with @ where it is a keyword.</param>
/// <param name="Header">How the partial declaration must begin: <c>partial class Name</c>.</param>
/// <param name="FileStem">How generated files begin; unique but for case, arity and nesting.</param>
/// <param name="Identity">Tells the type from every other of the project.</param>
/// <param name="CanBeCompleted">False where no other part can be written, because a <c>partial</c> is missing, say.</param>
/// <param name="HidesAlias">A type of the user's has the name of the alias that generated files begin with.</param>
internal sealed record TypeSpecification(
    string Namespace, EquatableArray<string> Containers, string Name, string Header, string FileStem, string Identity, bool CanBeCompleted = true, bool HidesAlias = false)
{
    /// <summary>The type as its own members call it: with type parameters, if it has any.</summary>
    public string SelfName => Header.Substring(Header.IndexOf(Name, System.StringComparison.Ordinal));
}

internal enum Precision
{
    Single,
    Double,
}

/// <param name="Shape">Of one sample, or of one time step of it.</param>
/// <param name="Classes">For integers (tokens): values are 0 to Classes - 1. Null for real numbers.</param>
/// <param name="HasTime">A sequence, as long as the call says.</param>
internal sealed record InputSpecification(string Name, EquatableArray<int> Shape, int Origin, int? Classes = null, bool HasTime = false);

/// <param name="Kind">The attribute's name without "Attribute".</param>
/// <param name="Name">Null: named by kind and count.</param>
internal sealed record LayerSpecification(string Kind, string? Name, EquatableArray<ArgumentSpecification> Arguments, int Origin)
{
    /// <summary>Of a module: what it consists of.</summary>
    public ModuleSpecification? Module { get; init; }
}

internal sealed record LossSpecification(string Kind, EquatableArray<ArgumentSpecification> Arguments, int Origin);

/// <param name="Value">A number, string, bool, enumeration member (by its name), or array of integers, numbers or both and strings.</param>
internal sealed record ArgumentSpecification(string Name, object? Value);
