using System;

namespace Contrastive;

/// <summary>
/// Draws strips of random dots on a curved surface as two eyes see them. A dot that is nearer or farther lies further left in one picture and further right in the other: its disparity, in pixels. Dots lie anywhere, not on pixels only,
/// and are smeared over a few; so disparities are fractions too.
/// </summary>
/// <param name="length">Pixels of a strip.</param>
/// <param name="random">Draws dots and surfaces.</param>
public sealed class StereoStrips(int length, Random random)
{
    /// <summary>The largest disparity, in pixels, to either side.</summary>
    public const double Deepest = 1;

    private const double DotsPerPixel = 0.4, DotRadius = 0.6, Reach = 3 * DotRadius + Deepest / 2;

    private readonly double[] _dots = new double[(int)Math.Ceiling(DotsPerPixel * (length + 2 * Reach))];
    private double _phase, _otherPhase;

    public int Length => length;

    public float[] Left { get; } = new float[length];

    public float[] Right { get; } = new float[length];

    /// <summary>Draws another surface with other dots. Allocates nothing.</summary>
    public void Next()
    {
        (_phase, _otherPhase) = (2 * Math.PI * random.NextDouble(), 2 * Math.PI * random.NextDouble());
        for (int k = 0; k < _dots.Length; k++)
        {
            _dots[k] = (length + 2 * Reach) * random.NextDouble() - Reach;
        }

        Show(Left, -0.5);
        Show(Right, 0.5);
    }

    /// <summary>How deep the surface lies at a place of the strip.</summary>
    public double Disparity(double place) => Deepest / 2 * (Math.Sin(place / 15 + _phase) + Math.Sin(place / 25 + _otherPhase));

    private void Show(Span<float> pixels, double share)
    {
        pixels.Clear();
        foreach (double dot in _dots)
        {
            double seen = dot + share * Disparity(dot);
            int first = Math.Max(0, (int)Math.Ceiling(seen - 3 * DotRadius)), last = Math.Min(length - 1, (int)Math.Floor(seen + 3 * DotRadius));
            for (int pixel = first; pixel <= last; pixel++)
            {
                double distance = (pixel - seen) / DotRadius;
                pixels[pixel] += (float)Math.Exp(-distance * distance / 2);
            }
        }
    }
}
