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
internal sealed record CompiledFiles(TypeSpecification Type, EquatableArray<SourceFile> Files, EquatableArray<Finding> Findings)
{
    /// <summary>There is code for devices among the files.</summary>
    public bool IsForDevices { get; init; }
}

/// <summary>What the project says beside the networks.</summary>
/// <param name="ListsPasses">Adds a file that shows the network after every pass: NetGenDumpPlan.</param>
/// <param name="Gpu">Compiles all networks that can be for devices, too: NetGenGpu.</param>
internal sealed record CompilerOptions(bool ListsPasses = false, bool Gpu = false);

/// <summary>The whole way from specification to source text; the stages are the lines of <see cref="Compile"/>.</summary>
internal static class Compiler
{
    public static CompiledFiles Compile(NetworkSpecification specification, CompilerOptions? options = null)
    {
        bool listsPasses = options?.ListsPasses ?? false;
        if (options is { Gpu: true } && specification is { Gpu: false, Precision: Precision.Single, RecomputeOrigin: null })
        {
            specification = specification with { Gpu = true };
            if (!specification.HasGpuPackage)
            {
                return Placeholder(specification, [.. specification.Findings, new Finding(Ids.NoGpuPackage, 0, [specification.Type.Name])]);
            }
        }

        if (IsFaulty(specification))
        {
            return Placeholder(specification, specification.Findings);
        }

        var listing = listsPasses ? new PassListing(specification.Type) : null;
        try
        {
            var (graph, findings) = NetworkLowering.Lower(specification);
            findings = graph is null ? findings : SegmentCheck.Findings(graph);
            return graph is null || findings.Count > 0
                ? Placeholder(specification, findings.ToEquatableArray())
                : new CompiledFiles(specification.Type, [.. NetworkEmitter.Emit(NetworkCompiler.Compile(graph, listing is null ? null : listing.Add)), .. Files(listing)], []) { IsForDevices = specification.Gpu };
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The listing ends with the pass that failed: what it shows last is what went wrong.
            string message = exception.Message.Replace("\r", "").Replace("\n", " ");
            var placeholder = Placeholder(specification, [new Finding(Ids.Internal, 0, [specification.Type.Name, message])]);
            return placeholder with { Files = [.. placeholder.Files, .. Files(listing)] };
        }
    }

    /// <summary>A module gets the other halves of its properties, and itself as text for other assemblies; it is compiled into the networks that use it.</summary>
    public static CompiledFiles CompileModule(NetworkSpecification module)
    {
        const string Throw = "throw new global::System.InvalidOperationException(\"A module is part of networks; it has no parameters of its own.\")";
        if (!module.Type.CanBeCompleted || module.Graph is null)
        {
            return new(module.Type, [], module.Findings);
        }

        string? attribute = module.Findings.Count > 0 || module.IsIncomplete ? null
            : $"[global::NetGen.ModuleSpecification({ModuleText.Version}, {CSharp.Text(ModuleText.Write(new ModuleSpecification(module.Type.Name, module.Sizes, module.Graph)))})]";
        string plan = $"Module      {module.Type.Name}: compiled into the networks that use it. The attribute is the module for projects that have no source of it.";
        return new(module.Type, [NetworkEmitter.File(module.Type, "Module", [plan], new MembersEmitter(module, Throw).Emit, attribute: attribute)], module.Findings);
    }

    private static IEnumerable<SourceFile> Files(PassListing? listing) => listing is null ? [] : [listing.File()];

    private static CompiledFiles Placeholder(NetworkSpecification specification, EquatableArray<Finding> findings) =>
        new(specification.Type, specification.Type.CanBeCompleted ? [PlaceholderEmitter.Emit(specification)] : [], findings);

    private static bool IsFaulty(NetworkSpecification specification) =>
        specification.IsIncomplete || specification.Findings.Count > 0 || (specification.Graph is null && (specification.Inputs.Count == 0 || specification.Layers.Count == 0));
}
