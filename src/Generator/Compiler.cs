using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Emit;
using NetGen.Generator.Layers;
using NetGen.Generator.Passes;
using NetGen.Generator.Specification;

namespace NetGen.Generator;

/// <summary>What the compiler makes of a specification.</summary>
/// <param name="Findings">All that is wrong with the network.</param>
internal sealed record CompiledFiles(TypeSpecification Type, EquatableArray<SourceFile> Files, EquatableArray<Finding> Findings);

/// <summary>The whole way from specification to source text; the stages are the lines of <see cref="Compile"/>.</summary>
internal static class Compiler
{
    public static CompiledFiles Compile(NetworkSpecification specification)
    {
        if (IsFaulty(specification))
        {
            return Placeholder(specification, specification.Findings);
        }

        try
        {
            var (graph, findings) = NetworkLowering.Lower(specification);
            return graph is null
                ? Placeholder(specification, findings.ToEquatableArray())
                : new CompiledFiles(specification.Type, NetworkEmitter.Emit(NetworkCompiler.Compile(graph)).ToEquatableArray(), []);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            string message = exception.Message.Replace("\r", "").Replace("\n", " ");
            return Placeholder(specification, [new Finding(Ids.Internal, 0, [specification.Type.Name, message])]);
        }
    }

    /// <summary>A module gets the other halves of its properties only: it is read where it is used.</summary>
    public static CompiledFiles CompileModule(NetworkSpecification module) => new(
        module.Type,
        module.Type.CanBeCompleted
            ? [NetworkEmitter.File(module.Type, "Module", [$"Module      {module.Type.Name}: compiled into the networks that use it."], new MembersEmitter(module, "throw new global::System.InvalidOperationException(\"A module is part of networks; it has no parameters of its own.\")").Emit)]
            : [],
        module.Findings);

    private static CompiledFiles Placeholder(NetworkSpecification specification, EquatableArray<Finding> findings) =>
        new(specification.Type, specification.Type.CanBeCompleted ? [PlaceholderEmitter.Emit(specification)] : [], findings);

    private static bool IsFaulty(NetworkSpecification specification) =>
        specification.IsIncomplete || specification.Findings.Count > 0 || (specification.Graph is null && (specification.Inputs.Count == 0 || specification.Layers.Count == 0));
}
