using System;

namespace FeatureVisualization;

/// <summary>Makes images larger.</summary>
internal static class Resizing
{
    /// <summary>Grows a square image by bilinear interpolation, and blurs it slightly: each pixel gets half of its own value, and an eighth of each neighbour's.</summary>
    public static void Grow(ReadOnlySpan<float> image, int size, Span<float> result, int newSize)
    {
        float scale = (float)size / newSize;
        for (int row = 0; row < newSize; row++)
        {
            for (int column = 0; column < newSize; column++)
            {
                float around = At(image, row - 1, column) + At(image, row + 1, column) + At(image, row, column - 1) + At(image, row, column + 1);
                result[row * newSize + column] = At(image, row, column) / 2 + around / 8;
            }
        }

        float At(ReadOnlySpan<float> pixels, int row, int column) => Interpolated(pixels, size, (row + 0.5f) * scale - 0.5f, (column + 0.5f) * scale - 0.5f);
    }

    /// <summary>Beyond the border lies what is at the border.</summary>
    private static float Interpolated(ReadOnlySpan<float> image, int size, float y, float x)
    {
        (y, x) = (Math.Clamp(y, 0, size - 1), Math.Clamp(x, 0, size - 1));
        int row = (int)y, column = (int)x, below = Math.Min(row + 1, size - 1), right = Math.Min(column + 1, size - 1);
        float upper = float.Lerp(image[row * size + column], image[row * size + right], x - column);
        float lower = float.Lerp(image[below * size + column], image[below * size + right], x - column);
        return float.Lerp(upper, lower, y - row);
    }
}
