using System;
using System.Linq;

namespace NetGen.Gpu.Emulator;

/// <summary>Types as source names them.</summary>
internal static class TypeName
{
    public static string Of(Type type)
    {
        if (type == typeof(float))
            return "float";
        if (type == typeof(int))
            return "int";
        var name = type.Name;
        int tick = name.IndexOf('`', StringComparison.Ordinal);
        if (tick >= 0)
            name = name[..tick];
        var arguments = type.GetGenericArguments();
        if (type.DeclaringType is { } outer)
        {
            // A nested type has the arguments of the outer ones too, first.
            int outerCount = outer.GetGenericArguments().Length;
            var outerName = outerCount > 0 ? Of(outer.MakeGenericType(arguments[..outerCount])) : Of(outer);
            arguments = arguments[outerCount..];
            name = $"{outerName}.{name}";
        }
        return arguments.Length == 0 ? name : $"{name}<{string.Join(", ", arguments.Select(Of))}>";
    }
}
