using System.Globalization;

namespace NetGen.Generator.Layers;

/// <summary>How a parameter starts, as a call of the factory of the same name of the runtime's <c>NetGen.Initialization</c>.</summary>
internal sealed record Initialization(string Factory, string Arguments)
{
    public static readonly Initialization Zeros = new("Zeros", "");
    public static readonly Initialization Ones = new("Ones", "");

    /// <param name="initializer">Member of the enumeration <c>NetGen.Initializer</c>: one that needs no number but fan-in and fan-out.</param>
    public static Initialization Of(string initializer, Activation following, int fanIn, int fanOut)
    {
        if (initializer == "Default")
        {
            initializer = following.Rectifies ? "HeUniform" : "GlorotUniform";
        }

        return initializer switch
        {
            "Zeros" => Zeros,
            "Ones" => Ones,
            "GlorotUniform" or "GlorotNormal" => new(initializer, Join(fanIn, fanOut)),
            "Orthogonal" => new(initializer, Join(fanIn, fanOut)),
            _ => new(initializer, Join(fanIn)),
        };
    }

    private static string Join(params int[] values) => string.Join(", ", System.Linq.Enumerable.Select(values, v => v.ToString(CultureInfo.InvariantCulture)));

    /// <summary>C# text.</summary>
    public string ToCode() => $"global::NetGen.Initialization.{Factory}{(Arguments.Length == 0 ? "" : $"({Arguments})")}";
}
