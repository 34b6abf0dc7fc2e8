namespace NetGen.Generator.Specification;

/// <summary>What a class wires by methods: its members and what its methods say.</summary>
internal sealed record GraphSpecification(EquatableArray<MemberSpecification> Members, EquatableArray<MethodSpecification> Methods);

internal enum MemberType
{
    Layer,
    Layers,
    Parameter,
}

/// <summary>A partial property that stands for a layer, several, or a free parameter.</summary>
/// <param name="Layer">Its attribute; of a free parameter the kind is <c>Parameter</c>.</param>
/// <param name="Count">How many layers.</param>
/// <param name="Header">How the generated part of the property begins: accessibility and modifiers.</param>
internal sealed record MemberSpecification(string Name, MemberType Type, LayerSpecification Layer, int Count, string Header);

internal enum MethodRole
{
    /// <summary>Called by others.</summary>
    Part,
    Graph,
    Loss,
    Gradient,
    /// <summary>Of a recurrent cell: one step of time.</summary>
    Step,
}

/// <summary>A method that is read.</summary>
/// <param name="Key">Tells it from other methods of the class, overloads included.</param>
/// <param name="Results">Names of the elements of a returned tuple; one empty name for a single result without a name.</param>
/// <param name="Settings">Arguments of its attribute.</param>
/// <param name="Static">Whether it is declared static.</param>
internal sealed record MethodSpecification(
    string Key, string Name, MethodRole Role, EquatableArray<MethodParameter> Parameters, EquatableArray<string> Results, EquatableArray<string> Settings, Term Body, int Origin);

/// <param name="Shape">Of one sample, if the parameter has the attribute.</param>
/// <param name="Classes">For integers; 0 for real numbers.</param>
internal sealed record MethodParameter(string Name, EquatableArray<int>? Shape, int Classes, int Origin)
{
    /// <summary>Of a sequence: the name of its time axis, empty for the only one; else null. The shape is that of one step.</summary>
    public string? Time { get; init; }

    /// <summary>Of a cell's state: its elements, a number or the name of a size; else null.</summary>
    public object? State { get; init; }
}

/// <summary>A class that is part of networks.</summary>
/// <param name="Sizes">Parameters of its constructor.</param>
internal sealed record ModuleSpecification(string Name, EquatableArray<string> Sizes, GraphSpecification Graph);

internal enum TermKind
{
    /// <summary>A whole or real number, truth value or text that is known: <c>Value</c>.</summary>
    Constant,
    /// <summary>A local or parameter.</summary>
    Name,
    /// <summary>A layer, collection of layers or free parameter of the class.</summary>
    Member,
    /// <summary>Terms[0] at index Terms[1].</summary>
    Element,
    /// <summary>Element <c>Value</c> of the tuple Terms[0].</summary>
    Item,
    /// <summary>A tuple or array of terms.</summary>
    Tuple,
    /// <summary>A function of the tensor vocabulary, on arguments in the order of its parameters.</summary>
    Call,
    /// <summary>The layer Terms[0] on the others; of recurrent layers <c>Name</c> says what is wanted: <c>Apply</c>, <c>Run</c> or <c>Step</c>.</summary>
    Apply,
    /// <summary>A method of the class, by its key.</summary>
    Invoke,
    /// <summary>Arithmetic on constants; the name is the operator's.</summary>
    Operator,
    /// <summary>Terms[0] ? Terms[1] : Terms[2].</summary>
    Choose,
    Block,
    /// <summary>The local <c>Name</c> is Terms[0] from now on; <c>Value</c> is the text of the expression.</summary>
    Let,
    /// <summary>The locals of which <c>Name</c> is the list, separated by commas, are the elements of Terms[0].</summary>
    LetTuple,
    /// <summary>if Terms[0] then Terms[1] else Terms[2].</summary>
    If,
    /// <summary>Terms[0]; while Terms[1]: Terms[2], Terms[3].</summary>
    For,
    /// <summary>Terms[1] for each element <c>Name</c> of Terms[0].</summary>
    ForEach,
    Return,
}

/// <summary>A node of the tree of a method's body.</summary>
internal sealed record Term(TermKind Kind, string Name, object? Value, EquatableArray<Term> Terms, int Origin)
{
    public Term this[int index] => Terms[index];
}
