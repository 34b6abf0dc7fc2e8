using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Methods;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Layers;

/// <summary>A class with [Module] as a layer of a chain: its graph method, read with the sizes that the attribute gives.</summary>
internal sealed class ModuleLayer : LayerDefinition
{
    public override string Kind => LayerTable.Module;

    public override string Formula => "what its graph method says";

    public override (string PyTorch, string Keras) Twins => ("nn.Module", "Layer");

    public override IReadOnlyList<Option> Options { get; } = [new("module", null, "Its class."), new("sizes", null, "Values of its constructor's parameters.")];

    public override Node? Lower(LayerScope layer, Node x) => null;

    /// <summary>The module applied to x; null after a report of why it cannot be.</summary>
    /// <param name="method">Reads it.</param>
    public static Node? Apply(MethodLowering method, LayerSpecification specification, Step step, Node x)
    {
        // What the module computes last is the step of the chain that it is.
        foreach (var graph in specification.Module!.Graph.Methods.Where(m => m.Role == MethodRole.Graph))
        {
            method.Pass.Adopt(step.Path + "." + LoweringPass.ResultPlace(graph), step);
        }

        try
        {
            object y = new LayerApplication(method, "", new Dictionary<string, object>(), specification.Origin).Module(step.Path, specification.Module!, specification, [new TensorValue(x, perSample: true)]);
            return y is TensorValue { PerSample: true, Node: var node } ? node : null;
        }
        catch (LoweringStoppedException)
        {
            return null;
        }
    }
}
