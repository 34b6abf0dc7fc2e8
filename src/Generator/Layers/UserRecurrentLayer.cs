using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;
using NetGen.Generator.Methods;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Layers;

/// <summary>A recurrent layer with a class of the user's as its cell: the method with [Step], read as other methods are.</summary>
/// <param name="method">Reads the cell; null where only the table of layers is asked.</param>
/// <param name="specification">The layer as declared.</param>
/// <param name="sizes">Of the module that the layer is a member of.</param>
internal sealed class UserRecurrentLayer(MethodLowering? method = null, LayerSpecification? specification = null, IReadOnlyDictionary<string, object>? sizes = null) : RecurrentLayer
{
    public override string Kind => LayerTable.Recurrent;

    public override string Formula => "what the [Step] method of the cell says";

    public override (string PyTorch, string Keras) Twins => ("a loop over a cell", "RNN(cell)");

    protected override IReadOnlyList<Option> CellOptions => [new("cell", null, "A class with [RecurrentCell]."), new("sizes", null, "Values of its constructor's parameters.")];

    protected override Cell? Cell(LayerScope layer, Node x)
    {
        var module = specification!.Module!;
        var step = module.Graph.Methods.First(m => m.Role == MethodRole.Step);
        try
        {
            var inner = LayerApplication.Sizes(method!, module, specification, sizes ?? new Dictionary<string, object>());
            var states = step.Parameters.Where(p => p.State is not null).Select(p => (p.Name, Size(p, inner))).ToList();
            string path = $"{layer.Step.Path}{(layer.Suffix.Length > 0 ? ".Reverse" : "")}.";
            return new Cell(states, (input, before) =>
            {
                int next = 0, updates = method!.Pass.Network.UpdateCount;
                object[] arguments = [.. step.Parameters.Select(p => new TensorValue(p.State is null ? input : before[next++], perSample: true))];
                try
                {
                    var results = Results(step, states, new MethodLowering(method.Pass, module.Graph, path, inner).Call(step, arguments, specification.Origin));
                    return method.Pass.Network.UpdateCount == updates ? results
                        : throw method.Fail(Ids.BadModule, specification.Origin, module.Name, "a layer of it keeps statistics of batches, which a time step has none of; use [LayerNorm]");
                }
                finally
                {
                    method.Enter(layer.Step);
                }
            });
        }
        catch (LoweringStoppedException)
        {
            return null;
        }
    }

    private int Size(MethodParameter parameter, IReadOnlyDictionary<string, object> inner)
    {
        object size = parameter.State is string name
            ? inner.TryGetValue(name, out object? value) ? value : throw method!.Fail(Ids.UnknownName, parameter.Origin, $"[State] of '{parameter.Name}'", name, $"the sizes of the cell: {string.Join(", ", inner.Keys.DefaultIfEmpty("there are none"))}")
            : parameter.State!;
        return (int)size >= 1 ? (int)size : throw method!.Fail(Ids.SizeTooSmall, parameter.Origin, $"'{parameter.Name}'", "the size", $"{size}", "1");
    }

    /// <summary>The states after the step, the first of which is the output, or the output and the states.</summary>
    private (Node Output, Node[] Next) Results(MethodSpecification step, IReadOnlyList<(string Name, int Size)> states, object result)
    {
        if (result is UnknownValue)
        {
            throw new LoweringStoppedException();
        }

        var values = result is IReadOnlyList<object> list ? list : [result];
        int extra = values.Count - states.Count;
        if (extra is not (0 or 1) || values.Any(value => value is not TensorValue))
        {
            throw method!.Fail(Ids.BadResult, step.Origin, step.Name, $"returns {values.Count} values", $"return the {states.Count} states after the step ({string.Join(", ", states.Select(s => s.Name))}), or the output and then these");
        }

        var next = new Node[states.Count];
        for (int k = 0; k < next.Length; k++)
        {
            var value = (TensorValue)values[k + extra];
            if (!value.Shape.Equals([states[k].Size]))
            {
                throw method!.Fail(Ids.BadResult, step.Origin, step.Name, $"returns {value.Shape} for the state '{states[k].Name}'", $"return [{states[k].Size}], as it has before the step");
            }

            next[k] = PerSample(value);
        }

        var output = (TensorValue)values[0];
        return output.Rank == 1 ? (PerSample(output), next) : throw method!.Fail(Ids.BadResult, step.Origin, step.Name, $"returns {output.Shape} as the output", "return a vector");
    }

    private static Node PerSample(TensorValue value) => value.PerSample ? value.Node : value.Graph.BroadcastTo(value.Node, [Dimension.Batch, .. value.Shape]);
}
