using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Declaration;

/// <summary>Reads the class that an attribute [Module(typeof(...), sizes)] or [Recurrent(typeof(...), sizes)] names.</summary>
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

        bool isCell = attribute.AttributeClass!.Name == "RecurrentAttribute";
        string required = isCell ? "RecurrentCell" : "Module";
        if (!type.GetAttributes().Any(a => a.AttributeClass is { } c && c.Name == required + "Attribute" && c.IsNetGens()))
        {
            findings.Add(Ids.BadModule, origin, type.Name, $"write [{required}] on that class");
            return null;
        }

        if (within.Contains(type, SymbolEqualityComparer.Default))
        {
            findings.Add(Ids.BadModule, origin, type.Name, "a module cannot contain itself");
            return null;
        }

        if (type.DeclaringSyntaxReferences.Length == 0)
        {
            return Compiled(type, origin);
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

    /// <summary>From a referenced assembly, where the generator has left its specification.</summary>
    private ModuleSpecification? Compiled(INamedTypeSymbol type, int origin)
    {
        var arguments = type.GetAttributes().FirstOrDefault(a => a.AttributeClass is { Name: "ModuleSpecificationAttribute" } c && c.IsNetGens())?.ConstructorArguments;
        if (arguments is not { Length: 2 } given || given[0].Value is not int version || given[1].Value is not string text)
        {
            findings.Add(Ids.BadModule, origin, type.Name, "its assembly was built without NetGen's generator; build it with the package NetGen");
            return null;
        }

        if (version != ModuleText.Version)
        {
            findings.Add(Ids.BadModule, origin, type.Name, "its assembly was built with a newer NetGen; update the package NetGen here");
            return null;
        }

        try
        {
            return ModuleText.Read(text, origin);
        }
        catch (System.FormatException)
        {
            findings.Add(Ids.BadModule, origin, type.Name, "what its assembly says of it cannot be read; build that assembly anew");
            return null;
        }
    }

    /// <summary>Something is half typed or wrong in the module, and reported there.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>The method that says what a module or cell computes, as far as one is there; else what to write.</summary>
    public static string? WrongMethods(ModuleSpecification module, bool isCell)
    {
        var methods = module.Graph.Methods.Where(method => method.Role == (isCell ? MethodRole.Step : MethodRole.Graph)).ToList();
        return methods.Count != 1 ? $"it needs one method with [{(isCell ? "Step" : "Graph")}]"
            : !isCell ? null
            : methods[0].Parameters.Count(parameter => parameter.State is null) != 1 ? $"its [Step] method '{methods[0].Name}' needs one parameter for the input of the step, beside those with [State]"
            : methods[0].Parameters.All(parameter => parameter.State is null) ? $"its [Step] method '{methods[0].Name}' needs a parameter with [State(size)]"
            : null;
    }

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
