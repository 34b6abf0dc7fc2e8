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
internal sealed record CompiledFiles(EquatableArray<SourceFile> Files);

/// <summary>The whole way from specification to source text; the stages are the lines of <see cref="Compile"/>.</summary>
internal static class Compiler
{
    public static CompiledFiles Compile(NetworkSpecification specification)
    {
        try
        {
            if (!Faulty(specification) && NetworkLowering.Lower(specification) is ({ } graph, _))
            {
                var compiled = NetworkCompiler.Compile(graph);
                return new CompiledFiles(NetworkEmitter.Emit(compiled).ToEquatableArray());
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Reported by Findings, which takes the same way.
        }

        return new CompiledFiles([PlaceholderEmitter.Emit(specification)]);
    }

    /// <summary>All that is wrong with a network.</summary>
    public static EquatableArray<Finding> Findings(NetworkSpecification specification)
    {
        if (Faulty(specification))
        {
            return specification.Findings;
        }

        try
        {
            var (graph, findings) = NetworkLowering.Lower(specification);
            if (graph is not null)
            {
                NetworkCompiler.Compile(graph);
            }

            return findings.ToEquatableArray();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return [new Finding(Ids.Internal, 0, [specification.Type.Name, exception.Message.Replace("\r", "").Replace("\n", " ")])];
        }
    }

    private static bool Faulty(NetworkSpecification specification) =>
        specification.IsIncomplete || specification.Findings.Count > 0 || specification.Inputs.Count == 0 || specification.Layers.Count == 0;
}
