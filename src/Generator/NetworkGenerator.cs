using System;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator.Declaration;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Specification;

namespace NetGen.Generator;

/// <summary>
/// Turns classes with [Network] into networks. Two paths leave the declaration: values go to the compiler, whose results are cached as long as
/// the values are equal; locations wait for the findings of the few networks that have any.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        Register(context, "NetGen.NetworkAttribute", "", DeclarationReader.Read, Compiler.Compile);
        Register(context, "NetGen.ModuleAttribute", "Module", DeclarationReader.ReadModule, static (module, _) => Compiler.CompileModule(module));
        Register(context, "NetGen.RecurrentCellAttribute", "Cell", DeclarationReader.ReadModule, static (cell, _) => Compiler.CompileModule(cell));
        foreach (string input in ForgottenNetwork.Inputs)
        {
            var forgotten = context.SyntaxProvider
                .ForAttributeWithMetadataName(input, static (node, _) => node is TypeDeclarationSyntax, ForgottenNetwork.Read)
                .Where(static diagnostic => diagnostic is not null);
            context.RegisterSourceOutput(forgotten, static (output, diagnostic) => output.ReportDiagnostic(diagnostic!));
        }
    }

    /// <param name="kind">What names of the steps begin with.</param>
    private static void Register(
        IncrementalGeneratorInitializationContext context,
        string attribute,
        string kind,
        Func<GeneratorAttributeSyntaxContext, CancellationToken, NetworkDeclaration?> read,
        Func<NetworkSpecification, CompilerOptions, CompiledFiles> compile)
    {
        var declarations = context.SyntaxProvider
            .ForAttributeWithMetadataName(attribute, static (node, _) => node is TypeDeclarationSyntax, read)
            .Where(static declaration => declaration is not null)
            .Select(static (declaration, _) => declaration!)
            .WithTrackingName(kind + "Declarations");

        var specifications = declarations
            .Select(static (declaration, _) => declaration.Specification)
            .WithTrackingName(kind + "Specifications");

        var options = context.AnalyzerConfigOptionsProvider.Select(static (options, _) =>
            new CompilerOptions(IsOn(options.GlobalOptions, "NetGenDumpPlan"), IsOn(options.GlobalOptions, "NetGenGpu")));

        var networks = specifications
            .Combine(options)
            .Select((network, _) => compile(network.Left, network.Right))
            .WithTrackingName(kind + "Networks");

        var names = specifications
            .Select(static (specification, _) => specification.Type)
            .Collect()
            .Select(static (types, _) => FileNames.Of(types));

        context.RegisterSourceOutput(networks.Combine(names), static (output, compiled) =>
        {
            var (network, names) = compiled;
            foreach (var file in network.Files)
            {
                output.AddSource(names.HintName(network.Type, file), SourceText.From(file.Text, Utf8));
            }
        });

        var places = declarations
            .Select(static (declaration, _) => new Places(declaration.Specification.Type.Identity, declaration.Locations))
            .Collect();

        var reports = networks
            .Where(static network => network.Findings.Count > 0)
            .Combine(places)
            .Select(static (faulty, _) => new Report(
                faulty.Left.Findings,
                faulty.Right.First(declaration => declaration.Identity == faulty.Left.Type.Identity).Locations))
            .WithTrackingName(kind + "Diagnostics");

        context.RegisterSourceOutput(reports, static (output, report) =>
        {
            foreach (var finding in report.Findings)
            {
                output.ReportDiagnostic(Diagnostic.Create(Descriptors.Named(finding.Id), report.Locations[finding.Origin], [.. finding.Arguments]));
            }
        });
    }

    private static bool IsOn(AnalyzerConfigOptions options, string property) =>
        options.TryGetValue("build_property." + property, out string? value) && value.Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where the parts of a network stand.</summary>
    private sealed record Places(string Identity, EquatableArray<Location> Locations);

    private sealed record Report(EquatableArray<Finding> Findings, EquatableArray<Location> Locations);
}
