using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.CodeFixes;

/// <summary>Edits of the attributes of a class, each in brackets of its own, on a line of its own.</summary>
internal static class Attributes
{
    /// <summary>The attribute that a diagnostic points to.</summary>
    public static AttributeSyntax? At(SyntaxNode root, Microsoft.CodeAnalysis.Text.TextSpan span) =>
        root.FindNode(span, getInnermostNodeForTie: true).AncestorsAndSelf().OfType<AttributeSyntax>().FirstOrDefault();

    public static TypeDeclarationSyntax? Declaration(this AttributeSyntax attribute) => attribute.Parent?.Parent as TypeDeclarationSyntax;

    /// <summary>The name without its namespace and without "Attribute".</summary>
    public static string LayerKind(this AttributeSyntax attribute)
    {
        string name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => attribute.Name.ToString(),
        };
        const string Suffix = "Attribute";
        return name.Length > Suffix.Length && name.EndsWith(Suffix, System.StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }

    /// <summary>The declaration with its attributes replaced. Comments before it stay, and so does the way its attributes are laid out.</summary>
    public static T WithAttributes<T>(this T declaration, IReadOnlyList<AttributeSyntax> attributes)
        where T : TypeDeclarationSyntax
    {
        var lists = declaration.AttributeLists;
        var last = lists[lists.Count - 1];
        bool oneList = lists.Count == 1 && lists[0].Attributes.Count > 1;
        if (oneList)
        {
            var list = lists[0].WithAttributes(SyntaxFactory.SeparatedList(
                attributes.Select(attribute => attribute.WithoutTrivia()),
                Enumerable.Repeat(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), System.Math.Max(attributes.Count - 1, 0))));
            return (T)declaration.WithAttributeLists([list]);
        }

        // What stands before the first attribute is the declaration's: documentation, comments.
        var leading = lists[0].GetLeadingTrivia();
        var indentation = SyntaxFactory.TriviaList(last.GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1));
        var made = attributes.Select((attribute, k) =>
            SyntaxFactory.AttributeList([attribute.WithoutTrivia()])
                .WithLeadingTrivia(k == 0 ? leading : indentation)
                .WithTrailingTrivia(TrailingTrivia(declaration, attributes, k)));
        return (T)declaration.WithAttributeLists(SyntaxFactory.List(made));
    }

    public static IReadOnlyList<AttributeSyntax> All(this TypeDeclarationSyntax declaration) => [.. declaration.AttributeLists.SelectMany(list => list.Attributes)];

    /// <summary>A comment stays behind its attribute, also behind one that was changed; what is new has the end of the line only.</summary>
    private static SyntaxTriviaList TrailingTrivia(TypeDeclarationSyntax declaration, IReadOnlyList<AttributeSyntax> attributes, int k)
    {
        var lists = declaration.AttributeLists;
        var list = attributes[k].Parent as AttributeListSyntax ?? (attributes.Count == lists.Count ? lists[k] : null);
        return list is { Attributes.Count: 1 } && list.Parent == declaration
            ? list.GetTrailingTrivia()
            : SyntaxFactory.TriviaList(lists[lists.Count - 1].GetTrailingTrivia().Where(trivia => !trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)));
    }
}
