using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetGen.Generator.Declaration;

/// <summary>
/// Methods with [Graph], [Loss], [Gradient] or [Step] are read by the generator: to the analyzers they look unused (IDE0051), able to be static (CA1822), and with parameters that nobody uses (IDE0060), none of which is advice to follow.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GraphMethodSuppressor : DiagnosticSuppressor
{
    private const string Justification = "NetGen reads the method; nothing calls it.";

    private static readonly ImmutableArray<SuppressionDescriptor> Suppressions =
    [
        new("NETGENS01", "CA1822", Justification),
        new("NETGENS02", "IDE0051", Justification),
        new("NETGENS03", "IDE0060", Justification),
        new("NETGENS04", "CA1801", Justification),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions => Suppressions;

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is { } tree
                && tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method
                && context.GetSemanticModel(tree).GetDeclaredSymbol(method, context.CancellationToken) is { } symbol
                && symbol.GetAttributes().Any(attribute => IsRead(attribute.AttributeClass)))
            {
                context.ReportSuppression(Suppression.Create(Suppressions.First(s => s.SuppressedDiagnosticId == diagnostic.Id), diagnostic));
            }
        }
    }

    private static bool IsRead(INamedTypeSymbol? attribute) =>
        attribute is { Name: "GraphAttribute" or "LossAttribute" or "GradientAttribute" or "StepAttribute" } && attribute.IsNetGens();
}
