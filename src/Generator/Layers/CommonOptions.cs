using System.Collections.Generic;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>Settings that several layers share, and what they mean.</summary>
internal static class CommonOptions
{
    /// <summary>Of layers with a weight, a bias and an activation.</summary>
    public static readonly IReadOnlyList<Option> Weighted =
    [
        new("Activation", "None", "Applied to the result."),
        new("UseBias", true, "Adds a bias per output."),
        new("WeightInitializer", "Default", "Default: He uniform before the ReLU family, else Glorot uniform."),
        new("BiasInitializer", "Zeros", "How the bias starts."),
    ];

    public static readonly IReadOnlyList<Option> Window =
    [
        new("Padding", "Valid", "Valid (none), Same (output = ceil(input / stride), the extra cell at the end) or Explicit (the Pad settings)."),
        new("Pad", 0, "Explicit padding on all four sides."),
        new("PadTop", null, "Explicit padding above; default Pad."),
        new("PadBottom", null, "Explicit padding below; default Pad."),
        new("PadLeft", null, "Explicit padding on the left; default Pad."),
        new("PadRight", null, "Explicit padding on the right; default Pad."),
    ];

    public static Node AddBias(this LayerScope layer, Node x, int units)
    {
        if (!layer.Options.Flag("UseBias"))
        {
            return x;
        }

        var initialization = Initialization.Of(layer.Options.Choice("BiasInitializer"), Activations.None, units, units);
        return x + layer.Parameter("bias", "b", [units], initialization);
    }
}
