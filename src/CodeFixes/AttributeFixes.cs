using System.Collections.Generic;
using System.Composition;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Layers;

namespace NetGen.CodeFixes;

/// <summary>Puts [Flatten] before a layer that takes vectors.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InsertFlatten)), Shared]
public sealed class InsertFlatten() : AttributeFix(Ids.WrongRank, "Insert [Flatten]")
{
    private protected override IReadOnlyList<AttributeSyntax>? Corrected(IReadOnlyList<AttributeSyntax> attributes, AttributeSyntax wrong)
    {
        if (wrong.LayerKind() is not ("Dense" or "Maxout" or "RepeatVector"))
        {
            return null;
        }

        var name = wrong.Name is QualifiedNameSyntax qualified ? qualified.WithRight(SyntaxFactory.IdentifierName("Flatten")) : (NameSyntax)SyntaxFactory.IdentifierName("Flatten");
        return [.. attributes.SelectMany(attribute => attribute == wrong ? new[] { SyntaxFactory.Attribute(name), attribute } : [attribute])];
    }
}

/// <summary>Removes the loss that is one too many.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveSecondLoss)), Shared]
public sealed class RemoveSecondLoss() : AttributeFix(Ids.TwoLosses, "Remove the second loss")
{
    private protected override IReadOnlyList<AttributeSyntax>? Corrected(IReadOnlyList<AttributeSyntax> attributes, AttributeSyntax wrong) =>
        [.. attributes.Where(attribute => attribute != wrong)];
}

/// <summary>Removes the input that is one too many.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveSecondInput)), Shared]
public sealed class RemoveSecondInput() : AttributeFix(Ids.TwoInputs, "Remove the second input")
{
    private protected override IReadOnlyList<AttributeSyntax>? Corrected(IReadOnlyList<AttributeSyntax> attributes, AttributeSyntax wrong) =>
        [.. attributes.Where(attribute => attribute != wrong)];
}

/// <summary>Puts attributes in the order of the computation; layers keep theirs.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PutInOrder)), Shared]
public sealed class PutInOrder() : AttributeFix(Ids.WrongOrder, "Put attributes in order")
{
    private protected override IReadOnlyList<AttributeSyntax>? Corrected(IReadOnlyList<AttributeSyntax> attributes, AttributeSyntax wrong) => InOrder(attributes);

    internal static IReadOnlyList<AttributeSyntax> InOrder(IEnumerable<AttributeSyntax> attributes) => [.. attributes.OrderBy(Place)];

    private static int Place(AttributeSyntax attribute) => attribute.LayerKind() switch
    {
        "Input" or "Tokens" or "Sequence" or "TokenSequence" => 2,
        var kind when LayerTable.Contains(kind) => 3,
        var kind when LossTable.Contains(kind) => 4,
        "Network" => 1,
        _ => 0,
    };
}

/// <summary>Pads the image, so that any window fits.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SetSamePadding)), Shared]
public sealed class SetSamePadding() : AttributeFix(Ids.WindowTooLarge, "Set Padding = Padding.Same")
{
    private protected override IReadOnlyList<AttributeSyntax>? Corrected(IReadOnlyList<AttributeSyntax> attributes, AttributeSyntax wrong)
    {
        var same = SyntaxFactory.ParseExpression("Padding.Same");
        var arguments = wrong.ArgumentList ?? SyntaxFactory.AttributeArgumentList();
        var given = arguments.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "Padding");
        var changed = given is not null
            ? arguments.ReplaceNode(given, given.WithExpression(same))
            : arguments.AddArguments(SyntaxFactory.AttributeArgument(SyntaxFactory.NameEquals("Padding"), null, same).NormalizeWhitespace());
        if (given is null && arguments.Arguments.Count > 0)
        {
            // A space after the comma.
            changed = changed.WithArguments(SyntaxFactory.SeparatedList(
                changed.Arguments,
                changed.Arguments.GetSeparators().Select(comma => comma.HasTrailingTrivia ? comma : comma.WithTrailingTrivia(SyntaxFactory.Space))));
        }

        return [.. attributes.Select(attribute => attribute == wrong ? attribute.WithArgumentList(changed) : attribute)];
    }
}
