using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;

namespace NetGen.Generator.Declaration;

/// <summary>A class that describes its input without being a network: nothing would be generated, and every use of it would be an error that does not say why.</summary>
internal static class ForgottenNetwork
{
    /// <summary>Attributes that only networks have.</summary>
    public static readonly IReadOnlyList<string> Inputs = ["NetGen.InputAttribute", "NetGen.SequenceAttribute", "NetGen.TokensAttribute", "NetGen.TokenSequenceAttribute"];

    /// <summary>What to report; null for networks.</summary>
    public static Diagnostic? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        // An attribute that C# does not know may be a [Network] that is half typed.
        bool isNetwork = context.TargetSymbol.GetAttributes().Any(attribute => attribute.AttributeClass is { TypeKind: TypeKind.Error } || (attribute.AttributeClass is { Name: "NetworkAttribute" } c && c.IsNetGens()));
        if (isNetwork || context.TargetSymbol is not INamedTypeSymbol { TypeKind: TypeKind.Class } || context.Attributes[0].ApplicationSyntaxReference?.GetSyntax(cancellation) is not { } attribute)
        {
            return null;
        }

        return Diagnostic.Create(Descriptors.Named(Ids.NoNetwork), attribute.GetLocation(), context.TargetSymbol.Name, context.Attributes[0].AttributeClass!.Name.Replace("Attribute", ""));
    }
}
