using System.Collections.Generic;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>Settings that several layers share, and what they mean.</summary>
internal static class CommonOptions
{
    /// <summary>Of layers with parameters.</summary>
    public static readonly IReadOnlyList<Option> Trained =
    [
        new("Frozen", false, "Training leaves the layer's parameters as they are."),
        new("LearningRateScale", 1.0, "Factor on the optimizer's learning rate."),
        new("Decay", true, "The optimizer's weight decay applies."),
    ];

    /// <summary>Of layers with a weight.</summary>
    public static readonly IReadOnlyList<Option> Penalized =
    [
        new("L1", 0.0, "Adds L1 times the sum of |w| over the weights to the loss."),
        new("L2", 0.0, "Adds L2 times the sum of w^2 over the weights to the loss."),
        new("MaxNorm", 0.0, "After each update, weights into one output are scaled down to at most this norm; 0 for no limit."),
        .. Trained,
    ];

    /// <summary>Of layers with a weight, a bias and an activation.</summary>
    public static readonly IReadOnlyList<Option> Weighted =
    [
        new("Activation", "None", "Applied to the result."),
        new("UseBias", true, "Adds a bias per output."),
        new("WeightInitializer", "Default", "Default: He uniform before the ReLU family, else Glorot uniform."),
        new("BiasInitializer", "Zeros", "How the bias starts."),
        .. Penalized,
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

    /// <summary>As <see cref="Window"/>, along a sequence.</summary>
    public static readonly IReadOnlyList<Option> SequenceWindow =
    [
        new("Padding", "Valid", "Valid (none), Same (output = ceil(input / stride), the extra cell at the end) or Explicit (the Pad settings)."),
        new("Pad", 0, "Explicit padding at both ends."),
        new("PadBefore", null, "Explicit padding in front; default Pad."),
        new("PadAfter", null, "Explicit padding behind; default Pad."),
    ];

    public static Node AddBias(this LayerScope layer, Node x, int units)
    {
        if (!layer.Options.Flag("UseBias"))
        {
            return x;
        }

        return x + layer.Parameter("bias", "b", [units], layer.Initialized("BiasInitializer", [units], Activations.None, units, units));
    }
}
