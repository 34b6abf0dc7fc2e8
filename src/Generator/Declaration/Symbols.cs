using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generator.Declaration;

/// <summary>Questions about symbols and names.</summary>
internal static class Symbols
{
    /// <summary>Declared in the namespace NetGen.</summary>
    public static bool IsNetGens(this INamedTypeSymbol type) => type.ContainingNamespace is { Name: "NetGen", ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>The symbolic types, on which the tensor vocabulary is defined.</summary>
    public static bool IsTensor(this INamedTypeSymbol type) => type.Name is "Tensor" or "Condition" && type.IsNetGens();

    /// <summary>A layer or loss, whoever wrote it.</summary>
    public static bool IsLayerOrLoss(this INamedTypeSymbol type)
    {
        for (var t = type.BaseType; t is not null; t = t.BaseType)
        {
            if (t.Name is "LayerAttribute" or "LossFunctionAttribute" && t.IsNetGens())
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>With @ where C# would take the name for a keyword.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>A name for what the user calls by a keyword, which generated code would have to escape wherever it derives names from it.</summary>
    public static string WithoutKeyword(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? name + "_" : name;

    /// <summary>An identifier that needs no escape.</summary>
    public static bool IsPlainIdentifier(string name) =>
        SyntaxFacts.IsValidIdentifier(name) && Escape(name) == name && name.All(c => c < 128);
}
