using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Declaration;

/// <summary>What was read of one declaration: values that the compiler works on, and where their parts stand in the source.</summary>
/// <param name="Locations">By origin. Equal only for the same syntax tree, so this never reaches the compiler.</param>
internal sealed record NetworkDeclaration(NetworkSpecification Specification, EquatableArray<Location> Locations);

/// <summary>Reads a class with [Network]: here, and nowhere else, Roslyn's types are turned into ours.</summary>
internal static class DeclarationReader
{
    /// <summary>What a class declares; null for what the C# compiler alone complains of: no class at all, or a second [Network] on it.</summary>
    public static NetworkDeclaration? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var syntax = (TypeDeclarationSyntax)context.TargetNode;
        if (type.TypeKind != TypeKind.Class || !IsFirst(type, syntax, cancellation))
        {
            return null;
        }

        var findings = new DeclarationFindings(type.Name);
        findings.Locate(syntax.Identifier.GetLocation());
        var shape = new TypeReader(type, syntax, findings);
        shape.Check();
        var compilation = context.SemanticModel.Compilation;
        int before = findings.Findings.Count;
        var members = new MembersReader(type, compilation, findings, [], cancellation);
        members.Read();
        var methods = new MethodReader(type, compilation, findings, cancellation);
        methods.Read();
        bool isHalfTyped = type.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellation).ContainsDiagnostics);
        bool isGraph = members.Members.Count > 0 || methods.Methods.Count > 0;
        if (isGraph && isHalfTyped)
        {
            // The C# compiler says what is missing; what is left of members and methods would be taken for mistakes.
            findings.Findings.RemoveRange(before, findings.Findings.Count - before);
        }

        var attributes = new AttributesReader(type, syntax, compilation, findings) { IsGraph = isGraph };
        attributes.Read(cancellation);
        var specification = new NetworkSpecification(
            shape.Specification(),
            attributes.Precision,
            attributes.Inputs.ToEquatableArray(),
            attributes.Layers.ToEquatableArray(),
            attributes.Losses.ToEquatableArray(),
            findings.Findings.ToEquatableArray(),
            attributes.IsIncomplete || members.IsIncomplete || methods.IsIncomplete || (isGraph && isHalfTyped))
        {
            Gpu = attributes.Gpu,
            HasGpuPackage = attributes.HasGpuPackage,
            RecomputeOrigin = attributes.RecomputeOrigin,
            Graph = isGraph ? new GraphSpecification(members.Members.ToEquatableArray(), methods.Methods.ToEquatableArray()) : null,
        };
        return new NetworkDeclaration(specification, findings.Locations.ToEquatableArray());
    }

    /// <summary>What a class with [Module] or [RecurrentCell] declares, as far as the class itself needs it; null where the attribute is a layer of a network.</summary>
    public static NetworkDeclaration? ReadModule(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol { TypeKind: TypeKind.Class } type || context.Attributes[0].ConstructorArguments.Length > 0)
        {
            return null;
        }

        var syntax = (TypeDeclarationSyntax)context.TargetNode;
        var findings = new DeclarationFindings(type.Name);
        findings.Locate(syntax.Identifier.GetLocation());
        var shape = new TypeReader(type, syntax, findings, isModule: true);
        shape.Check();
        var reader = new ModuleReader(context.SemanticModel.Compilation, findings, [], cancellation);
        var module = reader.Read(type);
        bool isCell = context.Attributes[0].AttributeClass!.Name == "RecurrentCellAttribute";
        if (ModuleReader.WrongMethods(module, isCell) is { } wrong)
        {
            findings.Add(Ids.BadModule, 0, type.Name, wrong);
        }

        var specification = new NetworkSpecification(shape.Specification(), Precision.Single, [], [], [], findings.Findings.ToEquatableArray(), reader.IsIncomplete) { Graph = module.Graph, Sizes = module.Sizes };
        return new NetworkDeclaration(specification, findings.Locations.ToEquatableArray());
    }

    /// <summary>Of several declarations with [Network], the one whose attribute comes first.</summary>
    private static bool IsFirst(INamedTypeSymbol type, TypeDeclarationSyntax syntax, CancellationToken cancellation) =>
        type.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass is { Name: "NetworkAttribute" } c && c.IsNetGens())
            ?.ApplicationSyntaxReference?.GetSyntax(cancellation).Parent?.Parent == syntax;
}
