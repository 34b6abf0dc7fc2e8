using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Layers;

/// <summary>Names that the user gives to inputs and targets are parameters of generated methods, where much else has a name.</summary>
internal static class ArgumentNames
{
    public static void Check(NetworkLowering lowering, NetworkSpecification network, Node input, Node output, Node? target, IEnumerable<ParameterDeclaration> parameters)
    {
        var taken = new HashSet<string>(ReservedNames.OfMethods.Concat(ReservedNames.OfComputations));
        taken.UnionWith(parameters.SelectMany(parameter => new[] { parameter.Letter, "d" + parameter.Letter }));
        if (IsTaken(input.Name!) || (input.Name == output.Name && input != output))
        {
            lowering.Report(Ids.BadInputName, network.Inputs[0].Origin, [input.Name!]);
        }

        if (target is not null && (IsTaken(target.Name!) || target.Name == input.Name || target.Name == output.Name))
        {
            lowering.Report(Ids.BadInputName, network.Losses[0].Origin, [target.Name!]);
        }

        // An underscore is the mark of fields.
        bool IsTaken(string name) => name[0] == '_' || taken.Contains(name);
    }
}
