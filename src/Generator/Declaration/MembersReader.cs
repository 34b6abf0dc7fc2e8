using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Layers;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Declaration;

/// <summary>Reads partial properties with layer or parameter attributes.</summary>
/// <param name="within">The modules that are being read, this one included.</param>
internal sealed class MembersReader(INamedTypeSymbol type, Compilation compilation, DeclarationFindings findings, ImmutableArray<INamedTypeSymbol> within, CancellationToken cancellation)
{
    private readonly ArgumentsReader _arguments = new(findings);

    public bool IsIncomplete { get; private set; }

    public List<MemberSpecification> Members { get; } = [];

    public void Read()
    {
        foreach (var property in type.GetMembers().OfType<IPropertySymbol>().Where(property => property.PartialDefinitionPart is null))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var attribute in property.GetAttributes())
            {
                if (attribute.AttributeClass is not { } attributeClass)
                {
                    continue;
                }

                if (attributeClass.TypeKind == TypeKind.Error)
                {
                    IsIncomplete = true;
                }
                else if (attributeClass.IsLayerOrLoss() || attributeClass is { Name: "ParameterAttribute" } && attributeClass.IsNetGens())
                {
                    Read(property, attribute);
                }
            }
        }
    }

    private void Read(IPropertySymbol property, AttributeData attribute)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax written)
        {
            return;
        }

        int origin = findings.Locate(written.GetLocation());
        if (ArgumentsReader.IsIncomplete(attribute))
        {
            IsIncomplete = true;
            return;
        }

        string kind = AttributesReader.Kind(attribute.AttributeClass!);
        bool known = attribute.AttributeClass!.IsNetGens() && (kind == "Parameter" || LayerTable.Contains(kind));
        if (!known)
        {
            // Of a loss on a property the C# compiler complains.
            if (!attribute.AttributeClass!.IsNetGens())
            {
                findings.Add(Ids.StrayAttribute, origin, kind);
            }

            IsIncomplete = true;
            return;
        }

        if (Members.Any(member => member.Name == property.Name))
        {
            findings.Add(Ids.BadMember, origin, property.Name, "bears more than one layer", "give each layer a property of its own");
            return;
        }

        var memberType = property.Type is INamedTypeSymbol named && named.IsNetGens() && named.Name is "Layer" or "Layers" or "Parameter"
            ? (MemberType?)System.Enum.Parse(typeof(MemberType), property.Type.Name)
            : null;
        var declared = property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) as PropertyDeclarationSyntax;
        bool partial = declared?.Modifiers.Any(SyntaxKind.PartialKeyword) == true;
        if (memberType is not { } valid || !partial || property.SetMethod is not null || property.IsStatic || (valid == MemberType.Parameter) != (kind == "Parameter"))
        {
            string cure = $"declare it as 'public partial {(kind == "Parameter" ? "Parameter" : "Layer")} {property.Name} {{ get; }}'";
            findings.Add(Ids.BadMember, origin, property.Name, $"cannot stand for a [{kind}]", cure);
            return;
        }

        var arguments = _arguments.Read(attribute, origin);
        int count = arguments.FirstOrDefault(a => a.Name == "Count")?.Value is int given ? given : 1;
        if (count < 1 || (count > 1 && valid != MemberType.Layers))
        {
            findings.Add(Ids.BadMember, origin, property.Name, $"has Count = {count}", count < 1 ? "give it at least one layer" : $"declare it as 'public partial Layers {property.Name} {{ get; }}'");
            return;
        }

        var modules = new ModuleReader(compilation, findings, within, cancellation);
        var layer = new LayerSpecification(kind, null, arguments.Where(a => a.Name is not ("Name" or "Count")).ToEquatableArray(), origin)
        {
            Module = LayerTable.IsClass(kind) ? modules.Read(attribute, origin) : null,
        };
        IsIncomplete |= modules.IsIncomplete;
        string modifiers = string.Join(" ", declared!.Modifiers.Select(modifier => modifier.Text));
        Members.Add(new MemberSpecification(property.Name, valid, layer, count, modifiers));
    }
}
