using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace NetGen.Package.Tests;

/// <summary>Types as C# writes them, with their namespaces.</summary>
internal static class TypeName
{
    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(char)] = "char",
        [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int",
        [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(nint)] = "nint", [typeof(nuint)] = "nuint",
        [typeof(float)] = "float", [typeof(double)] = "double", [typeof(decimal)] = "decimal",
    };

    public static string Of(Type type)
    {
        if (s_keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsByRef)
        {
            return $"ref {Of(type.GetElementType()!)}";
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (type.IsPointer)
        {
            return $"{Of(type.GetElementType()!)}*";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{Of(underlying)}?";
        }

        return type.IsGenericParameter ? type.Name : Named(type, type.GetGenericArguments());
    }

    public static string Constraints(IEnumerable<Type> parameters)
    {
        var clauses = parameters.Where(parameter => parameter.IsGenericParameter)
            .Select(parameter => (parameter.Name, Constraints: string.Join(", ", Constraint(parameter))))
            .Where(parameter => parameter.Constraints.Length > 0)
            .Select(parameter => $" where {parameter.Name} : {parameter.Constraints}");
        return string.Concat(clauses);
    }

    // The arguments of a nested type begin with those of the types around it.
    private static string Named(Type type, Type[] arguments)
    {
        var outer = type.DeclaringType is { } declaring ? Named(declaring, arguments) : type.Namespace;
        var first = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var own = arguments[first..type.GetGenericArguments().Length];
        return $"{outer}.{type.Name.Split('`')[0]}{(own.Length == 0 ? "" : $"<{string.Join(", ", own.Select(Of))}>")}";
    }

    private static IEnumerable<string> Constraint(Type parameter)
    {
        var attributes = parameter.GenericParameterAttributes;
        var isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        if (isStruct)
        {
            var isUnmanaged = parameter.GetCustomAttributesData().Any(data => data.AttributeType.FullName == "System.Runtime.CompilerServices.IsUnmanagedAttribute");
            yield return isUnmanaged ? "unmanaged" : "struct";
        }
        else if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            yield return "class";
        }

        foreach (var constraint in parameter.GetGenericParameterConstraints().Where(constraint => constraint != typeof(ValueType)))
        {
            yield return Of(constraint);
        }

        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct)
        {
            yield return "new()";
        }
    }
}
