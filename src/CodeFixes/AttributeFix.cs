using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.CodeFixes;

/// <summary>A fix that changes the attributes of the one declaration in which the wrong one stands.</summary>
public abstract class AttributeFix : CodeFixProvider
{
    private readonly string _id;
    private readonly string _title;

    private protected AttributeFix(string id, string title) => (_id, _title) = (id, title);

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds => [_id];

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || Attributes.At(root, context.Span) is not { } wrong || wrong.Declaration() is not { } declaration || Corrected(declaration.All(), wrong) is not { } corrected)
        {
            return;
        }

        context.RegisterCodeFix(
            CodeAction.Create(_title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(declaration, declaration.WithAttributes(corrected)))), GetType().Name),
            context.Diagnostics);
    }

    /// <summary>The attributes as they should be, or null where there is no mechanical cure.</summary>
    private protected abstract IReadOnlyList<AttributeSyntax>? Corrected(IReadOnlyList<AttributeSyntax> attributes, AttributeSyntax wrong);
}
