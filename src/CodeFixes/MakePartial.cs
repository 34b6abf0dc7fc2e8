using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using NetGen.Generator.Diagnostics;

namespace NetGen.CodeFixes;

/// <summary>Writes <c>partial</c> before a network's class or a type around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartial)), Shared]
public sealed class MakePartial : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [Ids.NotPartial, Ids.ContainerNotPartial];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindToken(context.Span.Start).Parent is TypeDeclarationSyntax declaration)
        {
            context.RegisterCodeFix(
                CodeAction.Create("Make partial", cancellation => Fix(context.Document, root, declaration, cancellation), nameof(MakePartial)),
                context.Diagnostics);
        }
    }

    private static Task<Document> Fix(Document document, SyntaxNode root, TypeDeclarationSyntax declaration, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var generator = SyntaxGenerator.GetGenerator(document);
        var changed = generator.WithModifiers(declaration, generator.GetModifiers(declaration).WithPartial(true));
        return Task.FromResult(document.WithSyntaxRoot(root.ReplaceNode(declaration, changed)));
    }
}
