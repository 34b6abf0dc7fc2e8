namespace NetGen;

/// <summary>While training, sets each value to 0 with the given probability and divides the others by 1 - rate (Srivastava et al. 2014); in inference does nothing.</summary>
/// <param name="rate">Probability of dropping, from 0 to below 1.</param>
public sealed class DropoutAttribute(double rate) : LayerAttribute
{
    /// <summary>Probability of dropping.</summary>
    public double Rate => rate;
}

/// <summary>Dropout of whole channels of a sequence, length x channels (Tompson et al. 2015).</summary>
/// <param name="rate">Probability of dropping, from 0 to below 1.</param>
public sealed class SpatialDropout1DAttribute(double rate) : LayerAttribute
{
    /// <summary>Probability of dropping.</summary>
    public double Rate => rate;
}

/// <summary>Dropout of whole channels of an image, height x width x channels (Tompson et al. 2015).</summary>
/// <param name="rate">Probability of dropping, from 0 to below 1.</param>
public sealed class SpatialDropout2DAttribute(double rate) : LayerAttribute
{
    /// <summary>Probability of dropping.</summary>
    public double Rate => rate;
}

/// <summary>While training, adds normally distributed numbers; in inference does nothing.</summary>
/// <param name="deviation">Their standard deviation, at least 0.</param>
public sealed class GaussianNoiseAttribute(double deviation) : LayerAttribute
{
    /// <summary>Standard deviation.</summary>
    public double Deviation => deviation;
}
