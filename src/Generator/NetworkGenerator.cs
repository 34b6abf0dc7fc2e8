using System;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator.Declaration;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Specification;

namespace NetGen.Generator;

/// <summary>
/// Turns classes with [Network] into networks. Two paths leave the declaration: values go to the compiler, whose results are cached as long as
/// the values are equal; locations go to the diagnostics alone.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName("NetGen.NetworkAttribute", static (node, _) => node is TypeDeclarationSyntax, DeclarationReader.Read)
            .WithTrackingName("Declarations");

        var networks = declarations
            .Select(static (declaration, _) => declaration.Specification)
            .WithTrackingName("Specifications")
            .Select(static (specification, _) => Compiler.Compile(specification))
            .WithTrackingName("Networks");

        context.RegisterSourceOutput(networks, static (output, network) =>
        {
            foreach (var file in network.Files)
            {
                output.AddSource(file.HintName, SourceText.From(file.Text, Utf8));
            }
        });

        var diagnostics = declarations
            .Select(static (declaration, _) => new Report(Compiler.Findings(declaration.Specification), declaration.Locations))
            .Where(static report => report.Findings.Count > 0)
            .WithTrackingName("Diagnostics");

        context.RegisterSourceOutput(diagnostics, static (output, report) =>
        {
            foreach (var finding in report.Findings)
            {
                var location = finding.Origin < report.Locations.Count ? report.Locations[finding.Origin] : Location.None;
                output.ReportDiagnostic(Diagnostic.Create(Descriptors.Named(finding.Id), location, [.. finding.Arguments]));
            }
        });
    }

    private sealed record Report(EquatableArray<Finding> Findings, EquatableArray<Location> Locations);
}
