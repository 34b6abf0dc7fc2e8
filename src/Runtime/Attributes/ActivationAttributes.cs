namespace NetGen;

/// <summary>An activation as a layer of its own.</summary>
/// <param name="activation">The function.</param>
public sealed class ActivationAttribute(Activation activation) : LayerAttribute
{
    /// <summary>The function.</summary>
    public Activation Activation => activation;
}

/// <summary>y = x for x &gt; 0, else Slope x.</summary>
public sealed class LeakyReLUAttribute : LayerAttribute
{
    /// <summary>Slope below 0. Default 0.01.</summary>
    public double Slope { get; set; } = 0.01;
}

/// <summary>y = x for x &gt; 0, else Alpha (exp x - 1) (Clevert et al. 2016).</summary>
public sealed class ELUAttribute : LayerAttribute
{
    /// <summary>Minus the limit far below 0. Default 1.</summary>
    public double Alpha { get; set; } = 1;
}

/// <summary>y = x for x &gt; Threshold, else 0.</summary>
public sealed class ThresholdedReLUAttribute : LayerAttribute
{
    /// <summary>Values up to it become 0. Default 1.</summary>
    public double Threshold { get; set; } = 1;
}

/// <summary>y = x for x &gt; 0, else a x, with trained slopes a that start at 0.25 (He et al. 2015).</summary>
public sealed class PReLUAttribute : ParameterLayerAttribute
{
    /// <summary>How many slopes there are. Default one per channel.</summary>
    public Slopes Slopes { get; set; } = Slopes.PerChannel;
}
