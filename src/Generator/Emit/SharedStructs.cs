using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Emit;

/// <summary>A struct that methods hand to the runtime.</summary>
/// <param name="First">The kernel as which it is written: its parameters have the names of that kernel's arrays.</param>
/// <param name="Sizes">Parameters that are no arrays, the same for all kernels of the form.</param>
internal sealed record KernelStruct(string Name, Kernel First, IReadOnlyList<KernelParameter> Sizes);

/// <summary>
/// The loops and epilogues that methods hand to the runtime. Kernels of one form share a struct, which is called after the first of them: source, compile time
/// and machine code of a deep network grow with what is different in it.
/// </summary>
internal sealed class SharedStructs
{
    /// <summary>Kernels that a comment names before it counts.</summary>
    private const int Most = 4;

    private readonly Target _target;
    private readonly List<List<Kernel>> _groups;
    private readonly Dictionary<Kernel, KernelStruct> _structs = [];

    public SharedStructs(Target target, IEnumerable<Kernel> kernels)
    {
        _target = target;
        _groups = [.. from kernel in kernels let form = KernelForm.Of(kernel) where form is not null group kernel by form into sharing select sharing.ToList()];
        foreach (var sharing in _groups)
        {
            var shared = new KernelStruct(sharing[0].Name + (sharing[0] is CallKernel ? "Epilogue" : "Loop"), sharing[0], KernelParameters.Sizes(target, sharing[0]));
            sharing.ForEach(kernel => _structs.Add(kernel, shared));
        }
    }

    /// <summary>The struct of a kernel, if it has one.</summary>
    public KernelStruct? Of(Kernel kernel) => _structs.TryGetValue(kernel, out var shared) ? shared : null;

    public void Emit(CodeWriter writer)
    {
        if (_groups.Count > 0 && _target.AboutStructs([.. _groups.Select(sharing => sharing[0])]).ToList() is { Count: > 0 } about)
        {
            writer.Line();
            about.ForEach(line => writer.Line($"// {line}"));
        }

        foreach (var sharing in _groups)
        {
            writer.Line();
            if (sharing[0] is CallKernel)
            {
                writer.Line($"// The end of {Names(sharing)}, on sums still in registers.");
            }
            else
            {
                Head(writer, sharing);
            }

            _target.Struct(writer, _structs[sharing[0]]);
        }
    }

    private static void Head(CodeWriter writer, List<Kernel> sharing)
    {
        foreach (string line in Formula.Of(sharing[0]))
        {
            writer.Line($"// {line}");
        }

        if (sharing.Count > 1)
        {
            writer.Line($"// The same for {Names([.. sharing.Skip(1)])}, with other arrays.");
        }
    }

    private static string Names(IReadOnlyList<Kernel> kernels)
    {
        var names = kernels.Take(Most).Select(kernel => kernel.Name).ToList();
        if (kernels.Count > Most)
        {
            names.Add($"{kernels.Count - Most} more");
        }

        return names.Count == 1 ? names[0] : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[names.Count - 1]}";
    }
}
