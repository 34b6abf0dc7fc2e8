using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Declaration;

/// <summary>Reads the class itself: whether it can be completed, and how its other part begins.</summary>
/// <param name="isModule">It gets no members but the halves of its properties.</param>
internal sealed class TypeReader(INamedTypeSymbol type, TypeDeclarationSyntax syntax, DeclarationFindings findings, bool isModule = false)
{
    /// <summary>A part in another file would belong to another type, or add errors of its own.</summary>
    private bool _cannotBeCompleted;

    public void Check()
    {
        bool isFileLocal = syntax.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Any(t => t.Modifiers.Any(SyntaxKind.FileKeyword));
        string? wrong = type.IsRecord ? "a record" : type.IsStatic ? "static" : type.IsAbstract ? "abstract" : isFileLocal ? "file-local" : null;
        if (wrong is not null)
        {
            findings.Add(Ids.WrongKindOfType, 0, wrong);
            _cannotBeCompleted = type.IsStatic || isFileLocal;
        }
        else if (!IsPartial(syntax))
        {
            findings.Add(Ids.NotPartial, 0);
            _cannotBeCompleted = true;
        }

        if (type.IsGenericType || Containers().Any(container => container.IsGenericType))
        {
            findings.Add(Ids.Generic, 0);
        }

        foreach (var container in syntax.Ancestors().OfType<TypeDeclarationSyntax>().Where(container => !IsPartial(container)))
        {
            findings.Add(Ids.ContainerNotPartial, container.Identifier.GetLocation(), container.Identifier.ValueText);
            _cannotBeCompleted = true;
        }

        if (!_cannotBeCompleted && !isModule)
        {
            CheckMembers();
            CheckConstruction();
        }
    }

    public TypeSpecification Specification()
    {
        var containers = Containers().Reverse().ToList();
        string space = string.Join(".", Namespaces().Reverse().Select(Symbols.Escape));
        var names = Namespaces().Reverse().Concat(containers.Select(c => c.Name)).Append(type.Name);
        string identity = string.Join("+", containers.Select(c => c.MetadataName).Append(type.MetadataName));
        return new TypeSpecification(
            space,
            containers.Select(container => Header(container)).ToEquatableArray(),
            Symbols.Escape(type.Name),
            Header(type),
            string.Join(".", names),
            $"{space}.{identity}",
            CanBeCompleted: !_cannotBeCompleted,
            HidesAlias: HidesAlias());
    }

    /// <summary>Members that stand where generated ones would.</summary>
    private void CheckMembers()
    {
        if (ReservedNames.OfNetworks.Contains(type.Name))
        {
            findings.Add(Ids.NameTaken, 0, type.Name);
        }

        foreach (string name in ReservedNames.OfNetworks)
        {
            if (type.GetMembers(name).FirstOrDefault(member => !member.IsImplicitlyDeclared)?.Locations.FirstOrDefault() is { } location)
            {
                findings.Add(Ids.NameTaken, location, name);
            }
            else if (Bases().SelectMany(b => b.GetMembers(name)).Any(member => member.DeclaredAccessibility != Accessibility.Private))
            {
                findings.Add(Ids.NameTaken, 0, name);
            }
        }

        foreach (var constructor in type.InstanceConstructors.Where(constructor => !constructor.IsImplicitlyDeclared))
        {
            bool isPrimary = constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is TypeDeclarationSyntax;
            if (isPrimary || (constructor.Parameters.Length == 1 && constructor.Parameters[0].Type.SpecialType == SpecialType.System_UInt64))
            {
                string written = isPrimary ? "a primary constructor" : $"{type.Name}(ulong)";
                findings.Add(Ids.ConstructorTaken, isPrimary ? syntax.Identifier.GetLocation() : constructor.Locations[0], written);
            }
        }
    }

    /// <summary>What only a caller with more than parameters at hand could construct.</summary>
    private void CheckConstruction()
    {
        if (type.BaseType is { TypeKind: TypeKind.Class } parent && !parent.InstanceConstructors.Any(c => c.Parameters.All(p => p.IsOptional || p.IsParams) && c.DeclaredAccessibility != Accessibility.Private))
        {
            findings.Add(Ids.CannotBeConstructed, 0, $"its base class '{parent.Name}' has no constructor without parameters", "add one to the base class");
        }

        foreach (var member in Bases().Prepend(type).SelectMany(t => t.GetMembers()).Where(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }))
        {
            bool own = SymbolEqualityComparer.Default.Equals(member.ContainingType, type);
            var place = own ? member.Locations[0] : syntax.Identifier.GetLocation();
            findings.Add(Ids.CannotBeConstructed, place, $"its member '{member.Name}' is required", "give it a value of its own instead");
        }
    }

    /// <summary>An alias that generated files begin with would mean something of the user's here.</summary>
    private bool HidesAlias() => new[] { ReservedNames.Alias, ReservedNames.Reals, ReservedNames.Integers, ReservedNames.GpuMath }.Any(alias =>
        Containers().Prepend(type).Any(t => t.GetTypeMembers(alias).Length > 0)
        || NamespaceSymbols().Any(space => space.GetMembers(alias).Any()));

    private static string Header(INamedTypeSymbol type)
    {
        string keyword = type.IsRecord ? type.IsValueType ? "record struct" : "record" : type.IsValueType ? "struct" : type.TypeKind == TypeKind.Interface ? "interface" : "class";
        string parameters = type.TypeParameters.Length == 0 ? "" : $"<{string.Join(", ", type.TypeParameters.Select(p => Symbols.Escape(p.Name)))}>";
        return $"partial {keyword} {Symbols.Escape(type.Name)}{parameters}";
    }

    private static bool IsPartial(TypeDeclarationSyntax declaration) => declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    private IEnumerable<INamedTypeSymbol> Containers()
    {
        for (var container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            yield return container;
        }
    }

    private IEnumerable<INamedTypeSymbol> Bases()
    {
        for (var b = type.BaseType; b is { SpecialType: not SpecialType.System_Object }; b = b.BaseType)
        {
            yield return b;
        }
    }

    private IEnumerable<INamespaceSymbol> NamespaceSymbols()
    {
        for (var space = type.ContainingNamespace; space is not null; space = space.ContainingNamespace)
        {
            yield return space;
        }
    }

    private IEnumerable<string> Namespaces() => NamespaceSymbols().Where(space => !space.IsGlobalNamespace).Select(space => space.Name);
}
