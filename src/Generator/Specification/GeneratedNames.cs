using System.Globalization;

namespace NetGen.Generator.Specification;

/// <summary>Names that generated classes take from the user's methods.</summary>
internal static class GeneratedNames
{
    /// <summary>What the derivative with respect to what a [Gradient] attribute names is called.</summary>
    public static string OfGradient(string variable) => variable.Replace('.', '_') + "Gradient";

    /// <summary>What a graph method is in sessions: the only one, or the one called Define, is Forward.</summary>
    /// <param name="graphs">Number of graph methods.</param>
    public static string OfSessionMethod(MethodSpecification graph, int graphs) => graphs == 1 || graph.Name == "Define" ? "Forward" : graph.Name;

    /// <summary>What a result of a graph method is called: as its element of the tuple, beginning with a small letter.</summary>
    /// <param name="results">Number of results.</param>
    public static string OfOutput(MethodSpecification graph, int index, int results)
    {
        string given = index < graph.Results.Count ? graph.Results[index] : "";
        return given.Length > 0 ? char.ToLowerInvariant(given[0]) + given.Substring(1)
            : results == 1 ? "output"
            : "output" + (index + 1).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Trainers of several losses are called by their losses.</summary>
    public static string OfTrainer(string loss, int losses) => losses == 1 ? "Trainer" : loss + "Trainer";
}
