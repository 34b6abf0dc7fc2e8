using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Declaration;

/// <summary>Reads the arguments of an attribute as values of ours.</summary>
internal sealed class ArgumentsReader(DeclarationFindings findings)
{
    /// <summary>Half typed, or with an argument that C# does not understand.</summary>
    public static bool IsIncomplete(AttributeData attribute) =>
        attribute.AttributeConstructor is null || attribute.ConstructorArguments.Any(IsError) || attribute.NamedArguments.Any(a => IsError(a.Value));

    /// <summary>Constructor arguments by parameter, then properties.</summary>
    public List<ArgumentSpecification> Read(AttributeData attribute, int origin)
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

    /// <summary>A name that the user gave; null if none, or none that can be used.</summary>
    public string? Name(List<ArgumentSpecification> arguments, string setting, string idOfBadNames, int origin)
    {
        if (arguments.FirstOrDefault(a => a.Name == setting)?.Value is not string name)
        {
            return null;
        }

        if (!Symbols.IsPlainIdentifier(name))
        {
            findings.Add(idOfBadNames, origin, name);
            return null;
        }

        return name;
    }

    /// <summary>The value as the compiler wants it; an enumeration's member by its name.</summary>
    private object? Value(TypedConstant constant, string setting, int origin)
    {
        switch (constant.Kind)
        {
            case TypedConstantKind.Array when constant.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Double }:
                return constant.IsNull ? EquatableArray.Create<double>([]) : constant.Values.Select(v => v.Value is double d ? d : 0).ToEquatableArray();
            case TypedConstantKind.Array when constant.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Object or SpecialType.System_String }:
                return constant.IsNull ? EquatableArray.Create<object>([]) : constant.Values.Select(v => v.Value ?? "").ToEquatableArray();
            case TypedConstantKind.Type:
                return (constant.Value as ITypeSymbol)?.ToDisplayString();
            case TypedConstantKind.Array:
                return constant.IsNull ? EquatableArray.Create<int>([]) : constant.Values.Select(v => v.Value is int i ? i : 0).ToEquatableArray();
            case TypedConstantKind.Enum:
                var members = constant.Type!.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue).ToList();
                var member = members.FirstOrDefault(field => Equals(field.ConstantValue, constant.Value));
                if (member is null)
                {
                    findings.Add(Ids.NotAnOption, origin, setting, $"{constant.Value}");
                }

                return (member ?? members[0]).Name;
            default:
                return constant.Value;
        }
    }

    private static bool IsError(TypedConstant constant) =>
        constant.Kind == TypedConstantKind.Error || (constant.Kind == TypedConstantKind.Array && !constant.IsNull && constant.Values.Any(IsError));
}
