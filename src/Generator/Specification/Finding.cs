namespace NetGen.Generator.Specification;

/// <summary>Something to tell the user: which diagnostic, about which part of the declaration, with which words.</summary>
/// <param name="Id">Of a descriptor in <c>Diagnostics</c>.</param>
/// <param name="Origin">Ordinal of the attribute or expression; 0 is the network itself.</param>
internal sealed record Finding(string Id, int Origin, EquatableArray<string> Arguments);
