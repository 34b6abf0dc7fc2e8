using System;

namespace NetGen;

/// <summary>
/// How images are distorted at random before a network sees them, differently in every epoch: shifted, rotated, scaled, sheared, and bent elastically. Every setting is a largest magnitude;
/// values are drawn uniformly between it and its negative. Pixels come from the original by bilinear interpolation.
/// </summary>
/// <remarks>Simard, Steinkraus and Platt, "Best practices for convolutional neural networks applied to visual document analysis", 2003.</remarks>
public sealed class ImageAugmentation
{
    private readonly double _shift, _rotation, _scaling, _shear, _elasticStrength, _elasticSmoothness = 4;

    /// <summary>In pixels, along both axes.</summary>
    public double Shift
    {
        get => _shift;
        init => _shift = NotNegative(value, nameof(Shift));
    }

    /// <summary>In degrees, about the centre.</summary>
    public double Rotation
    {
        get => _rotation;
        init => _rotation = NotNegative(value, nameof(Rotation));
    }

    /// <summary>A share: 0.15 makes images from 0.85 to 1.15 times as large, along each axis by itself. Below 1.</summary>
    public double Scaling
    {
        get => _scaling;
        init => _scaling = NotNegative(value, nameof(Scaling), below: 1);
    }

    /// <summary>Columns per row that rows are moved by: 0.1 slants by about 6 degrees.</summary>
    public double Shear
    {
        get => _shear;
        init => _shear = NotNegative(value, nameof(Shear));
    }

    /// <summary>Alpha of Simard et al.: the factor, in pixels, on a field of displacements between -1 and 1 that has been smoothed. They took 34 (and 8) with a smoothness of 4. 0 for none.</summary>
    public double ElasticStrength
    {
        get => _elasticStrength;
        init => _elasticStrength = NotNegative(value, nameof(ElasticStrength));
    }

    /// <summary>Sigma of Simard et al.: the standard deviation in pixels of the Gaussian that smooths the displacements. Default 4; positive, at most 100.</summary>
    public double ElasticSmoothness
    {
        get => _elasticSmoothness;
        init => _elasticSmoothness = value is > 0 and <= 100 ? value : throw new ArgumentOutOfRangeException(nameof(ElasticSmoothness), value, "The smoothness must be positive and at most 100 pixels.");
    }

    /// <summary>What lies outside of the image. Default 0.</summary>
    public double Background { get; init; }

    private static double NotNegative(double value, string name, double below = double.PositiveInfinity) =>
        value >= 0 && value < below ? value : throw new ArgumentOutOfRangeException(name, value, "The value must be finite and not negative" + (below < double.PositiveInfinity ? FormattableString.Invariant($", and below {below}.") : "."));
}
