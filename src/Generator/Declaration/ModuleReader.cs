using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Declaration;

/// <summary>Reads the class that an attribute [Module(typeof(...), sizes)] names.</summary>
/// <param name="within">The modules that are being read, of which this one is a part: none may contain itself.</param>
internal sealed class ModuleReader(Compilation compilation, DeclarationFindings findings, ImmutableArray<INamedTypeSymbol> within, CancellationToken cancellation)
{
    public ModuleSpecification? Read(AttributeData attribute, int origin)
    {
        if (attribute.ConstructorArguments.FirstOrDefault(a => a.Kind == TypedConstantKind.Type).Value is not INamedTypeSymbol type)
        {
            findings.Add(Ids.BadModule, origin, "(nothing)", "name its class: [Module(typeof(ResidualBlock), 64)]");
            return null;
        }

        if (!type.GetAttributes().Any(a => a.AttributeClass is { Name: "ModuleAttribute" or "RecurrentCellAttribute" } c && c.IsNetGens()))
        {
            findings.Add(Ids.BadModule, origin, type.Name, "write [Module] on that class");
            return null;
        }

        if (within.Contains(type, SymbolEqualityComparer.Default))
        {
            findings.Add(Ids.BadModule, origin, type.Name, "a module cannot contain itself");
            return null;
        }

        if (type.DeclaringSyntaxReferences.Length == 0)
        {
            findings.Add(Ids.BadModule, origin, type.Name, "its source is needed; add the file to this project");
            return null;
        }

        int before = findings.Findings.Count;
        try
        {
            return Read(type);
        }
        finally
        {
            if (findings.Findings.Count > before)
            {
                // Reported where the module is declared.
                findings.Findings.RemoveRange(before, findings.Findings.Count - before);
                IsIncomplete = true;
            }
        }
    }

    /// <summary>Something is half typed or wrong in the module, and reported there.</summary>
    public bool IsIncomplete { get; private set; }

    public ModuleSpecification Read(INamedTypeSymbol type)
    {
        var constructor = type.InstanceConstructors.OrderByDescending(c => c.Parameters.Length).FirstOrDefault();
        var sizes = constructor?.Parameters.Select(p => p.Name).ToEquatableArray() ?? [];
        var members = new MembersReader(type, compilation, findings, within.Add(type), cancellation);
        members.Read();
        var methods = new MethodReader(type, compilation, findings, cancellation);
        methods.Read();
        IsIncomplete |= members.IsIncomplete || methods.IsIncomplete;
        return new ModuleSpecification(type.Name, sizes, new GraphSpecification(members.Members.ToEquatableArray(), methods.Methods.ToEquatableArray()));
    }
}
