using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace NetGen.Package.Tests;

/// <summary>Prints what an assembly offers: its public types in order of their names, and below each its public and protected members, one a line.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Print(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(TypeLine(type)).Append('\n');
            foreach (var member in Members(type).Order(StringComparer.Ordinal))
            {
                text.Append("    ").Append(member).Append('\n');
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue())}");
        }

        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return [];
        }

        return type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly).Select(FieldLine)
            .Concat(type.GetConstructors(Declared).Where(IsVisible).Select(ConstructorLine))
            .Concat(type.GetProperties(Declared).Where(property => property.GetAccessors(nonPublic: true).Any(IsVisible)).Select(PropertyLine))
            .Concat(type.GetEvents(Declared).Where(@event => IsVisible(@event.AddMethod!)).Select(@event => $"event {TypeName.Of(@event.EventHandlerType!)} {@event.Name}"))
            .Concat(type.GetMethods(Declared).Where(method => IsVisible(method) && !IsWrittenByCompiler(method)).Select(MethodLine));
    }

    private static string TypeLine(Type type)
    {
        var kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + (type.IsByRefLike ? "ref " : "") + "struct",
            _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        if (kind == "delegate")
        {
            return $"delegate {MethodLine(type.GetMethod("Invoke")!).Replace(" Invoke(", $" {TypeName.Of(type)}(", StringComparison.Ordinal)}";
        }

        var bases = new List<Type>();
        if (type.BaseType is { } @base && @base != typeof(object) && @base != typeof(ValueType) && @base != typeof(Enum))
        {
            bases.Add(@base);
        }

        if (!type.IsEnum)
        {
            bases.AddRange(type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Where(candidate => candidate.IsVisible).OrderBy(TypeName.Of, StringComparer.Ordinal));
        }

        return $"{kind} {TypeName.Of(type)}{(bases.Count == 0 ? "" : $" : {string.Join(", ", bases.Select(TypeName.Of))}")}{TypeName.Constraints(type.GetGenericArguments())}";
    }

    private static string FieldLine(FieldInfo field) =>
        (field.IsPublic ? "" : "protected ")
        + (field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : ""))
        + $"{TypeName.Of(field.FieldType)} {field.Name}"
        + (field.IsLiteral ? $" = {Literal(field.GetRawConstantValue())}" : "");

    private static string ConstructorLine(ConstructorInfo constructor) => $"{(constructor.IsPublic ? "" : "protected ")}new({Parameters(constructor)})";

    private static string PropertyLine(PropertyInfo property)
    {
        var accessors = new[] { (Method: property.GetMethod, Name: "get"), (Method: property.SetMethod, Name: "set") }
            .Where(accessor => accessor.Method is not null && IsVisible(accessor.Method))
            .Select(accessor => accessor is { Name: "set", Method: { } set } && set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init;" : $"{accessor.Name};");
        var index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"this[{string.Join(", ", parameters.Select(Parameter))}]" : property.Name;
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{Modifiers(property.GetAccessors(nonPublic: true).First(IsVisible))}{required}{TypeName.Of(property.PropertyType)} {index} {{ {string.Join(' ', accessors)} }}";
    }

    private static string MethodLine(MethodInfo method)
    {
        var generic = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(TypeName.Of))}>" : "";
        return $"{Modifiers(method)}{TypeName.Of(method.ReturnType)} {method.Name}{generic}({Parameters(method)}){TypeName.Constraints(method.IsGenericMethodDefinition ? method.GetGenericArguments() : [])}";
    }

    private static string Modifiers(MethodInfo method) =>
        (method.IsPublic ? "" : "protected ")
        + (method.IsStatic ? "static " : "")
        + (method.DeclaringType!.IsInterface && method is { IsAbstract: true, IsStatic: false } ? ""
            : method.IsAbstract ? "abstract "
            : method.GetBaseDefinition() != method ? "override "
            : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "");

    private static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var passing = parameter switch
        {
            { ParameterType.IsByRef: false } => parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "",
            { IsOut: true } => "out ",
            _ when parameter.IsDefined(typeof(RequiresLocationAttribute)) => "ref readonly ",
            { IsIn: true } => "in ",
            _ => "ref ",
        };
        var type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        return $"{passing}{TypeName.Of(type)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Literal(parameter.RawDefaultValue)}" : "")}";
    }

    private static string Literal(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // Accessors are shown with their property; what records get is no decision of ours.
    private static bool IsWrittenByCompiler(MethodInfo method) =>
        method.IsDefined(typeof(CompilerGeneratedAttribute))
        || (method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal));
}
