using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Emit.Cpu;

/// <summary>How the structs of emitted kernels hold arrays: by references to their first elements.</summary>
internal static class References
{
    /// <summary>References to the first elements, as fields: a struct may not capture spans.</summary>
    public static void Fields(CodeWriter writer, IEnumerable<KernelParameter> parameters)
    {
        foreach (var parameter in parameters.Where(p => p.Buffer is not null))
        {
            writer.Line($"private readonly ref {parameter.ElementType} _{parameter.Name} = ref Start({parameter.Name});");
        }
    }

    /// <summary>The fields as locals, which the compiler keeps in registers.</summary>
    public static void Locals(CodeWriter writer, IEnumerable<KernelParameter> parameters)
    {
        foreach (var parameter in parameters.Where(p => p.Buffer is not null))
        {
            writer.Line($"ref {parameter.ElementType} {VectorPrinter.Reference(parameter.Buffer!)} = ref _{parameter.Name};");
        }
    }
}
