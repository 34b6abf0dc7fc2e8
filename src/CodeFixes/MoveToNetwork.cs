using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Layers;

namespace NetGen.CodeFixes;

/// <summary>Moves the attributes of another part of the class to the part with [Network], into the order of the computation.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveToNetwork)), Shared]
public sealed class MoveToNetwork : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Ids.OtherDeclaration];

    /// <summary>None: where the attributes of several parts belong is for the user to say, part by part.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.Document;
        var root = await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || Attributes.At(root, context.Span)?.Declaration() is not { } other
            || model?.GetDeclaredSymbol(other, context.CancellationToken) is not { } type
            || type.DeclaringSyntaxReferences.Select(r => r.GetSyntax(context.CancellationToken)).OfType<TypeDeclarationSyntax>()
                .FirstOrDefault(d => d.All().Any(attribute => attribute.LayerKind() == "Network")) is not { } network
            || document.Project.Solution.GetDocument(network.SyntaxTree) is not { } target)
        {
            return;
        }

        context.RegisterCodeFix(
            CodeAction.Create("Move to the declaration with [Network]", cancellation => Move(document, other, target, network, cancellation), nameof(MoveToNetwork)),
            context.Diagnostics);
    }

    private static async Task<Solution> Move(Document from, TypeDeclarationSyntax other, Document to, TypeDeclarationSyntax network, CancellationToken cancellation)
    {
        var moved = other.All().Where(IsOurs).ToList();
        var kept = other.All().Where(attribute => !IsOurs(attribute)).ToList();
        var completed = network.WithAttributes(PutInOrder.InOrder(network.All().Concat(moved)));
        var emptied = kept.Count > 0 ? other.WithAttributes(kept) : other.WithAttributeLists([]).WithLeadingTrivia(other.GetLeadingTrivia());
        var solution = from.Project.Solution;
        if (from.Id == to.Id)
        {
            var root = await from.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
            return solution.WithDocumentSyntaxRoot(from.Id, root!.ReplaceNodes([other, network], (old, _) => old == other ? emptied : completed));
        }

        var fromRoot = await from.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var toRoot = await to.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        return solution
            .WithDocumentSyntaxRoot(from.Id, fromRoot!.ReplaceNode(other, emptied))
            .WithDocumentSyntaxRoot(to.Id, toRoot!.ReplaceNode(network, completed));
    }

    private static bool IsOurs(AttributeSyntax attribute) =>
        attribute.LayerKind() is "Input" or "Tokens" or "Sequence" or "TokenSequence" || LayerTable.Contains(attribute.LayerKind()) || LossTable.Contains(attribute.LayerKind());
}
