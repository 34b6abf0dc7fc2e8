using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Emit;

/// <summary>Prints the other halves of a graph network's partial properties, and a mention of its methods, which nothing calls.</summary>
/// <param name="body">What the properties do; null for handles to the parameters.</param>
internal sealed class MembersEmitter(NetworkSpecification network, string? body = null)
{
    public void Emit(CodeWriter writer)
    {
        if (network.Graph is not { } graph)
        {
            return;
        }

        foreach (var member in graph.Members)
        {
            string field = "_handleOf" + member.Name;
            string type = "global::NetGen." + member.Type;
            string make = member.Type switch
            {
                MemberType.Layers => $"global::NetGen.Layers.Of(Parameters, \"{member.Name}\", {member.Count.ToString(CultureInfo.InvariantCulture)})",
                MemberType.Layer => $"global::NetGen.Layer.Of(Parameters, \"{member.Name}\")",
                _ => $"Parameters[\"{member.Name}\"]",
            };
            writer.Line();
            writer.Line($"{member.Header} {type} {member.Name} => {body ?? $"{field} ??= {make}"};");
            if (body is null)
            {
                writer.Line($"private {type}? {field};");
            }
        }

        if (network.Sizes.Count > 0)
        {
            writer.Line();
            writer.Line("// Sizes are read where the module is used; here they only look so.");
            writer.Line($"private object[] ReadSizes => [{string.Join(", ", network.Sizes)}];");
        }

        // Nothing calls the methods that the generator reads; named here, they do not look unused.
        var roots = graph.Methods.Where(method => method.Role != MethodRole.Part).Select(method => $"nameof({method.Name})").Distinct().ToList();
        if (roots.Count > 0)
        {
            writer.Line();
            writer.Line("// Read by the generator, never run.");
            writer.Line($"private static readonly string[] ReadMethods = [{string.Join(", ", roots)}];");
        }
    }
}
