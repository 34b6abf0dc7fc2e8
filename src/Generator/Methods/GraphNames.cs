using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Layers;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Methods;

/// <summary>Names of inputs, outputs and targets are parameters of generated methods, where much else has a name.</summary>
internal static class GraphNames
{
    public static void Check(NetworkLowering lowering, NetworkSpecification network, GraphSpecification graph, IReadOnlyList<EntryGraph> entries, IReadOnlyList<LossGraph> losses)
    {
        var taken = new HashSet<string>(ReservedNames.OfMethods.Concat(ReservedNames.OfComputations));
        taken.UnionWith(lowering.Parameters.SelectMany(parameter => new[] { parameter.Letter, "d" + parameter.Letter }));
        foreach (var parameter in graph.Methods.Where(method => method.Role != MethodRole.Part).SelectMany(method => method.Parameters))
        {
            if (parameter.Name[0] == '_' || taken.Contains(parameter.Name))
            {
                lowering.Report(Ids.BadInputName, parameter.Origin, [parameter.Name]);
            }
        }

        var methods = graph.Methods.Where(method => method.Role == MethodRole.Graph).ToList();
        for (int k = 0; k < entries.Count; k++)
        {
            var names = entries[k].Inputs.Concat(entries[k].Outputs).Select(node => node.Name!).ToList();
            if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            {
                lowering.Report(Ids.BadResult, methods[k].Origin, [methods[k].Name, $"has two inputs or outputs called '{twice.Key}'", "name the elements of the returned tuple otherwise"]);
            }

            if (entries[k].Outputs.FirstOrDefault(output => taken.Contains(output.Name!)) is { } output)
            {
                lowering.Report(Ids.BadInputName, methods[k].Origin, [output.Name!]);
            }
        }

        if (network.Losses.Count > 0 && losses.Count > 1)
        {
            lowering.Report(Ids.TwoLosses, network.Losses[0].Origin, [losses[0].Name, network.Losses[0].Kind]);
        }
    }
}
