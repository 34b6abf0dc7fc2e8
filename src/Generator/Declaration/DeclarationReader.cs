using System;
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

/// <summary>What was read of one declaration: values that the compiler works on, and where their parts stand in the source.</summary>
/// <param name="Locations">By origin. Equal only for the same syntax tree, so this never reaches the compiler.</param>
internal sealed record NetworkDeclaration(NetworkSpecification Specification, EquatableArray<Location> Locations);

/// <summary>Reads the attributes of a class: the only place where Roslyn's types are turned into ours.</summary>
internal sealed class DeclarationReader
{
    private readonly INamedTypeSymbol _type;
    private readonly TypeDeclarationSyntax _syntax;
    private readonly List<Finding> _findings = [];
    private readonly List<Location> _locations = [];
    private readonly List<InputSpecification> _inputs = [];
    private readonly List<LayerSpecification> _layers = [];
    private readonly List<LossSpecification> _losses = [];
    private Precision _precision;
    private bool _incomplete;

    private DeclarationReader(GeneratorAttributeSyntaxContext context)
    {
        _type = (INamedTypeSymbol)context.TargetSymbol;
        _syntax = (TypeDeclarationSyntax)context.TargetNode;
        _locations.Add(_syntax.Identifier.GetLocation());
    }

    public static NetworkDeclaration Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var reader = new DeclarationReader(context);
        reader.ReadType();
        reader.ReadAttributes(cancellation);
        reader.CheckWhole();
        var specification = new NetworkSpecification(
            reader.Type(),
            reader._precision,
            reader._inputs.ToEquatableArray(),
            reader._layers.ToEquatableArray(),
            reader._losses.ToEquatableArray(),
            reader._findings.ToEquatableArray(),
            reader._incomplete);
        return new NetworkDeclaration(specification, reader._locations.ToEquatableArray());
    }

    private string Name => _type.Name;

    private void ReadType()
    {
        if (!_syntax.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            Find(Ids.NotPartial, 0);
        }

        string? wrong = _type.IsRecord ? "a record" : _type.IsStatic ? "static" : _type.IsAbstract ? "abstract" : null;
        if (wrong is not null)
        {
            Find(Ids.WrongKindOfType, 0, wrong);
        }

        if (_type.IsGenericType || _type.ContainingType is { IsGenericType: true })
        {
            Find(Ids.Generic, 0);
        }

        for (var container = _syntax.Parent as TypeDeclarationSyntax; container is not null; container = container.Parent as TypeDeclarationSyntax)
        {
            if (!container.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                _locations.Add(container.Identifier.GetLocation());
                Find(Ids.ContainerNotPartial, _locations.Count - 1, container.Identifier.Text);
            }
        }

        foreach (string name in ReservedNames.OfNetworks)
        {
            if (_type.GetMembers(name).FirstOrDefault(member => !member.IsImplicitlyDeclared) is { } member && member.Locations.FirstOrDefault() is { } location)
            {
                _locations.Add(location);
                Find(Ids.NameTaken, _locations.Count - 1, name);
            }
        }
    }

    private void ReadAttributes(CancellationToken cancellation)
    {
        string? after = null;
        foreach (var attribute in _type.GetAttributes())
        {
            cancellation.ThrowIfCancellationRequested();
            if (attribute.AttributeClass is not { ContainingNamespace: { Name: "NetGen", ContainingNamespace.IsGlobalNamespace: true } } && !IsOurs(attribute.AttributeClass))
            {
                continue;
            }

            if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax syntax)
            {
                continue;
            }

            string kind = attribute.AttributeClass!.Name is var name && name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
            if (syntax.Parent?.Parent != _syntax)
            {
                _locations.Add(syntax.GetLocation());
                Find(Ids.OtherDeclaration, _locations.Count - 1, kind);
                continue;
            }

            after = ReadAttribute(attribute, kind, syntax, after);
        }
    }

    /// <summary>Reads one attribute of the declaration; returns the kind that later ones are compared with for order.</summary>
    private string? ReadAttribute(AttributeData attribute, string kind, AttributeSyntax syntax, string? after)
    {
        _locations.Add(syntax.GetLocation());
        int origin = _locations.Count - 1;
        if (attribute.AttributeConstructor is null || HasErrors(attribute))
        {
            // Half typed: the compiler says what is missing, and says it better.
            _incomplete = true;
            return after;
        }

        var arguments = Arguments(attribute, origin);
        switch (kind)
        {
            case "Network":
                _precision = arguments.Any(a => a is { Name: "Precision", Value: "Double" }) ? Precision.Double : Precision.Single;
                return after;
            case "Input" or "Tokens" or "Sequence" or "TokenSequence":
                if (_inputs.Count > 0)
                {
                    Find(Ids.TwoInputs, origin);
                }
                else if (after is not null)
                {
                    Find(Ids.WrongOrder, origin, kind, after);
                }

                _inputs.Add(Input(kind, arguments, origin));
                return after;
            case var _ when LayerTable.Contains(kind):
                if (_losses.Count > 0)
                {
                    Find(Ids.WrongOrder, origin, kind, _losses[0].Kind);
                }

                _layers.Add(new LayerSpecification(kind, LayerName(arguments, origin), arguments.Where(a => a.Name != "Name").ToEquatableArray(), origin));
                return after ?? kind;
            case var _ when LossTable.Contains(kind):
                if (_losses.Count > 0)
                {
                    Find(Ids.TwoLosses, origin, _losses[0].Kind, kind);
                }

                NameOf(arguments, "Target", "", origin);
                _losses.Add(new LossSpecification(kind, arguments.ToEquatableArray(), origin));
                return after ?? kind;
            default:
                Find(Ids.StrayAttribute, origin, kind);
                return after;
        }
    }

    private InputSpecification Input(string kind, List<ArgumentSpecification> arguments, int origin)
    {
        object? Setting(string name) => arguments.First(a => a.Name == name).Value;
        return kind switch
        {
            "Tokens" => new InputSpecification(NameOf(arguments, "Name", "tokens", origin), [(int)Setting("length")!], origin, (int)Setting("vocabulary")!),
            "TokenSequence" => new InputSpecification(NameOf(arguments, "Name", "tokens", origin), [], origin, (int)Setting("vocabulary")!, HasTime: true),
            "Sequence" => new InputSpecification(NameOf(arguments, "Name", "input", origin), [(int)Setting("features")!], origin, HasTime: true),
            _ => new InputSpecification(NameOf(arguments, "Name", "input", origin), (EquatableArray<int>)Setting("shape")!, origin),
        };
    }

    private void CheckWhole()
    {
        if (_incomplete)
        {
            return;
        }

        if (_inputs.Count == 0)
        {
            Find(Ids.NoInput, 0);
        }

        if (_layers.Count == 0 && _inputs.Count > 0)
        {
            Find(Ids.NoLayers, 0);
        }
    }

    private List<ArgumentSpecification> Arguments(AttributeData attribute, int origin)
    {
        var parameters = attribute.AttributeConstructor!.Parameters;
        var arguments = new List<ArgumentSpecification>();
        for (int k = 0; k < attribute.ConstructorArguments.Length; k++)
        {
            arguments.Add(new ArgumentSpecification(parameters[k].Name, Value(attribute.ConstructorArguments[k], parameters[k].Name, origin)));
        }

        arguments.AddRange(attribute.NamedArguments.Select(a => new ArgumentSpecification(a.Key, Value(a.Value, a.Key, origin))));
        return arguments;
    }

    /// <summary>The value as the compiler wants it; an enumeration's member by its name.</summary>
    private object? Value(TypedConstant constant, string setting, int origin)
    {
        switch (constant.Kind)
        {
            case TypedConstantKind.Array when constant.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Double }:
                return constant.IsNull ? EquatableArray.Create<double>([]) : constant.Values.Select(v => v.Value is double d ? d : 0).ToEquatableArray();
            case TypedConstantKind.Array:
                return constant.IsNull ? EquatableArray.Create<int>([]) : constant.Values.Select(v => v.Value is int i ? i : 0).ToEquatableArray();
            case TypedConstantKind.Enum:
                var member = constant.Type!.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, constant.Value));
                if (member is null)
                {
                    Find(Ids.NotAnOption, origin, setting, $"{constant.Value}");
                }

                return member?.Name ?? constant.Type.GetMembers().OfType<IFieldSymbol>().First().Name;
            default:
                return constant.Value;
        }
    }

    private string? LayerName(List<ArgumentSpecification> arguments, int origin)
    {
        if (arguments.FirstOrDefault(a => a.Name == "Name")?.Value is not string name)
        {
            return null;
        }

        if (!IsPlainIdentifier(name))
        {
            Find(Ids.BadLayerName, origin, name);
            return null;
        }

        return name;
    }

    private string NameOf(List<ArgumentSpecification> arguments, string setting, string otherwise, int origin)
    {
        if (arguments.FirstOrDefault(a => a.Name == setting)?.Value is not string name)
        {
            return otherwise;
        }

        if (!IsPlainIdentifier(name))
        {
            Find(Ids.BadInputName, origin, name);
            return otherwise;
        }

        return name;
    }

    /// <summary>An identifier that needs no escape and collides with nothing that generated methods use.</summary>
    private static bool IsPlainIdentifier(string name) =>
        SyntaxFacts.IsValidIdentifier(name) && SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None && name.All(c => c < 128);

    private static bool HasErrors(AttributeData attribute) =>
        attribute.ConstructorArguments.Any(IsError) || attribute.NamedArguments.Any(a => IsError(a.Value));

    private static bool IsError(TypedConstant constant) =>
        constant.Kind == TypedConstantKind.Error || (constant.Kind == TypedConstantKind.Array && !constant.IsNull && constant.Values.Any(IsError));

    /// <summary>Attributes derived from NetGen's own base classes, wherever they come from.</summary>
    private static bool IsOurs(INamedTypeSymbol? type)
    {
        for (var t = type?.BaseType; t is not null; t = t.BaseType)
        {
            if (t is { Name: "LayerAttribute" or "LossAttribute", ContainingNamespace: { Name: "NetGen", ContainingNamespace.IsGlobalNamespace: true } })
            {
                return true;
            }
        }

        return false;
    }

    private TypeSpecification Type()
    {
        var containers = new List<string>();
        var names = new List<string> { Name };
        for (var container = _type.ContainingType; container is not null; container = container.ContainingType)
        {
            string keyword = container.IsRecord ? container.IsValueType ? "record struct" : "record" : container.IsValueType ? "struct" : container.TypeKind == TypeKind.Interface ? "interface" : "class";
            string parameters = container.TypeParameters.Length == 0 ? "" : $"<{string.Join(", ", container.TypeParameters.Select(p => p.Name))}>";
            containers.Insert(0, $"partial {keyword} {Escape(container.Name)}{parameters}");
            names.Insert(0, container.Name);
        }

        string space = _type.ContainingNamespace.IsGlobalNamespace ? "" : string.Join(".", _type.ContainingNamespace.ToDisplayString().Split('.').Select(part => Escape(part.TrimStart('@'))));
        string typeParameters = _type.TypeParameters.Length == 0 ? "" : $"<{string.Join(", ", _type.TypeParameters.Select(p => p.Name))}>";
        string stem = string.Join(".", (space.Length == 0 ? names : names.Prepend(space.Replace("@", ""))).ToArray());
        return new TypeSpecification(space, containers.ToEquatableArray(), Escape(Name), $"partial class {Escape(Name)}{typeParameters}", stem);
    }

    private static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    private void Find(string id, int origin, params string[] arguments) => _findings.Add(new Finding(id, origin, [Name, .. arguments]));
}
