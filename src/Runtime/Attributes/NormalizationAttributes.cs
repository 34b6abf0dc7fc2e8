namespace NetGen;

/// <summary>Batch normalisation over all axes but the last (Ioffe and Szegedy 2015): batch statistics while training, running ones in inference.</summary>
public sealed class BatchNormAttribute : ParameterLayerAttribute
{
    /// <summary>new running value = (1 - Momentum) old + Momentum batch. Default 0.1.</summary>
    public double Momentum { get; set; } = 0.1;

    /// <summary>Added to the variance. Default 1e-5.</summary>
    public double Epsilon { get; set; } = 1e-5;
}

/// <summary>Normalisation of each position over the last axis, times a weight and plus a bias per channel (Ba, Kiros and Hinton 2016). Any shape.</summary>
public sealed class LayerNormAttribute : ParameterLayerAttribute
{
    /// <summary>Added to the variance. Default 1e-5.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Multiplies by a weight per channel. Default true.</summary>
    public bool UseWeight { get; set; } = true;

    /// <summary>Adds a bias per channel. Default true.</summary>
    public bool UseBias { get; set; } = true;
}

/// <summary>Normalisation of each sample over all positions and a group of neighbouring channels, times a weight and plus a bias per channel (Wu and He 2018). Any shape.</summary>
/// <param name="groups">Number of groups; divides the channels.</param>
public sealed class GroupNormAttribute(int groups) : ParameterLayerAttribute
{
    /// <summary>Number of groups.</summary>
    public int Groups => groups;

    /// <summary>Added to the variance. Default 1e-5.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Multiplies by a weight per channel. Default true.</summary>
    public bool UseWeight { get; set; } = true;

    /// <summary>Adds a bias per channel. Default true.</summary>
    public bool UseBias { get; set; } = true;
}

/// <summary>Division of each position by the root of the mean square of its last axis, times a weight per channel (Zhang and Sennrich 2019). Any shape.</summary>
public sealed class RMSNormAttribute : ParameterLayerAttribute
{
    /// <summary>Added to the mean square. Default 1e-6.</summary>
    public double Epsilon { get; set; } = 1e-6;

    /// <summary>Multiplies by a weight per channel. Default true.</summary>
    public bool UseWeight { get; set; } = true;
}
