using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Generator.Declaration;
using NetGen.Generator.Tests.Harness;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Analyzers that think graph methods unused or static are kept quiet, about these methods only.</summary>
public sealed class GraphMethodSuppressorTests
{
    private const string Source = """
        using NetGen;
        [Network] public partial class Net
        {
            [Graph] private Tensor Define([Shape(4)] Tensor x) => x;
            [Loss] private Tensor Error(Tensor output, [Shape(4)] Tensor t) => Tensor.Sum(output);
            [Gradient("x")] private Tensor Slope(Tensor x) => Tensor.Sum(x);
            private Tensor Other(Tensor x) => x;
        }
        """;

    [Fact]
    public async Task OnlyMethodsThatAreReadAreQuiet()
    {
        var diagnostics = await GeneratorHarness.Compilation(Source)
            .WithAnalyzers([new Grumbler(), new GraphMethodSuppressor()], new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, false, false, reportSuppressedDiagnostics: true))
            .GetAllDiagnosticsAsync();
        var loud = diagnostics.Where(d => d.Descriptor.Category == "Grumble" && !d.IsSuppressed).ToList();
        Assert.Equal(["CA1822", "IDE0051", "IDE0060"], loud.Select(d => d.Id).Order());
        Assert.All(loud, d => Assert.Equal("Other", d.GetMessage()));
        Assert.Equal(3 * 3 + 1, diagnostics.Count(d => d.Descriptor.Category == "Grumble" && d.IsSuppressed));
    }

    /// <summary>Stands for the IDE's analyzers: complains of every method, and of every parameter.</summary>
#pragma warning disable RS1001, RS1036, RS2008 // For this test only.
    private sealed class Grumbler : DiagnosticAnalyzer
    {
        private static readonly ImmutableArray<DiagnosticDescriptor> Descriptors =
            [.. new[] { "CA1822", "IDE0051", "IDE0060" }.Select(id => new DiagnosticDescriptor(id, id, "{0}", "Grumble", DiagnosticSeverity.Warning, isEnabledByDefault: true))];

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors;

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterSyntaxNodeAction(
                node =>
                {
                    var method = (MethodDeclarationSyntax)node.Node;
                    node.ReportDiagnostic(Diagnostic.Create(Descriptors[0], method.Identifier.GetLocation(), method.Identifier.Text));
                    node.ReportDiagnostic(Diagnostic.Create(Descriptors[1], method.Identifier.GetLocation(), method.Identifier.Text));
                    foreach (var parameter in method.ParameterList.Parameters)
                    {
                        node.ReportDiagnostic(Diagnostic.Create(Descriptors[2], parameter.Identifier.GetLocation(), method.Identifier.Text));
                    }
                },
                SyntaxKind.MethodDeclaration);
        }
    }
#pragma warning restore RS1001, RS1036, RS2008
}
