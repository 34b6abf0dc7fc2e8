using System;
using System.Numerics;
using NetGen.Kernels;

namespace NetGen;

/// <summary>Distorts images one at a time; holds the memory for it.</summary>
internal sealed class ImageDistortion
{
    // Streams of random numbers: the affine map, and the two fields of displacements.
    private const uint Affine = 0, Rows = 1, Columns = 2;

    private readonly ImageAugmentation _settings;
    private readonly int _height, _width, _channels;
    private readonly float[] _rowField, _columnField, _smoothed, _gaussian, _line, _sums;

    public ImageDistortion(ImageAugmentation settings, int height, int width, int channels)
    {
        (_settings, _height, _width, _channels) = (settings, height, width, channels);
        var pixels = settings.ElasticStrength > 0 ? height * width : 0;
        (_rowField, _columnField, _smoothed) = (new float[pixels], new float[pixels], new float[pixels]);
        _gaussian = Gaussian(settings.ElasticSmoothness);
        // Whole registers are read and written: up to one less than a register's elements more than there are.
        var longest = Math.Max(height, width) + Vector<float>.Count;
        (_line, _sums) = (new float[longest + _gaussian.Length], new float[longest]);
    }

    /// <summary>A distorted copy.</summary>
    /// <param name="source">[height, width, channels].</param>
    /// <param name="result">As long.</param>
    /// <param name="key">Determines the distortion, together with the index.</param>
    /// <param name="index">Of the sample.</param>
    public void Apply<T>(ReadOnlySpan<T> source, Span<T> result, RandomKey key, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var first = Philox.Words(key, Affine, 2L * index);
        var second = Philox.Words(key, Affine, 2L * index + 1);
        var (sine, cosine) = Math.SinCos(Uniform(first.Word0) * _settings.Rotation * Math.PI / 180);
        var (scaleRows, scaleColumns) = (1 + Uniform(first.Word1) * _settings.Scaling, 1 + Uniform(first.Word2) * _settings.Scaling);
        var shear = Uniform(first.Word3) * _settings.Shear;
        var (shiftRows, shiftColumns) = (Uniform(second.Word0) * _settings.Shift, Uniform(second.Word1) * _settings.Shift);
        var elastic = _settings.ElasticStrength > 0;
        if (elastic)
        {
            Displacements(_rowField, key, Rows, index);
            Displacements(_columnField, key, Columns, index);
        }

        // Each pixel of the result asks where it comes from: the shift undone, then the rotation, the shear and the scale, about the centre.
        var (centreRow, centreColumn) = ((_height - 1) / 2.0, (_width - 1) / 2.0);
        for (var row = 0; row < _height; row++)
        {
            for (var column = 0; column < _width; column++)
            {
                var (y, x) = (row - centreRow - shiftRows, column - centreColumn - shiftColumns);
                (y, x) = (cosine * y - sine * x, sine * y + cosine * x);
                x += shear * y;
                (y, x) = (y / scaleRows + centreRow, x / scaleColumns + centreColumn);
                if (elastic)
                {
                    y += _rowField[row * _width + column];
                    x += _columnField[row * _width + column];
                }

                Interpolate(source, y, x, result.Slice((row * _width + column) * _channels, _channels));
            }
        }
    }

    private void Interpolate<T>(ReadOnlySpan<T> source, double y, double x, Span<T> pixel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Also far outside, where a conversion to int would not hold the number.
        var (row, column) = ((int)Math.Floor(Math.Clamp(y, -2, _height + 1)), (int)Math.Floor(Math.Clamp(x, -2, _width + 1)));
        var (down, right) = (T.CreateTruncating(y - row), T.CreateTruncating(x - column));
        for (var channel = 0; channel < _channels; channel++)
        {
            var upper = T.Lerp(At(source, row, column, channel), At(source, row, column + 1, channel), right);
            var lower = T.Lerp(At(source, row + 1, column, channel), At(source, row + 1, column + 1, channel), right);
            pixel[channel] = T.Lerp(upper, lower, down);
        }
    }

    private T At<T>(ReadOnlySpan<T> source, int row, int column, int channel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => (uint)row < (uint)_height && (uint)column < (uint)_width ? source[(row * _width + column) * _channels + channel] : T.CreateTruncating(_settings.Background);

    /// <summary>A displacement along one axis per pixel: uniform numbers from -1 to 1, smoothed, times the strength.</summary>
    private void Displacements(Span<float> field, RandomKey key, uint stream, int index)
    {
        var first = (long)index * ((field.Length + 3) / 4);
        for (var i = 0; i < field.Length; i += 4)
        {
            var words = Philox.Words(key, stream, first + i / 4);
            Put(field, i, words.Word0);
            Put(field, i + 1, words.Word1);
            Put(field, i + 2, words.Word2);
            Put(field, i + 3, words.Word3);
        }

        Smooth(field, _smoothed, _height, _width, 1f);
        // The second pass gives back what the first one transposed.
        Smooth(_smoothed, field, _width, _height, (float)_settings.ElasticStrength);

        static void Put(Span<float> field, int i, uint word)
        {
            if (i < field.Length)
                field[i] = (float)Uniform(word);
        }
    }

    /// <summary>Convolves the rows with the Gaussian, transposes and scales. Nothing lies outside.</summary>
    private void Smooth(ReadOnlySpan<float> from, Span<float> to, int rows, int columns, float scale)
    {
        var radius = _gaussian.Length / 2;
        Array.Clear(_line);
        for (var row = 0; row < rows; row++)
        {
            from.Slice(row * columns, columns).CopyTo(_line.AsSpan(radius));
            for (var column = 0; column < columns; column += Vector<float>.Count)
            {
                var sum = Vector<float>.Zero;
                for (var k = 0; k < _gaussian.Length; k++)
                    sum += new Vector<float>(_line, column + k) * _gaussian[k];
                (scale * sum).CopyTo(_sums, column);
            }

            for (var column = 0; column < columns; column++)
                to[column * rows + row] = _sums[column];
        }
    }

    /// <summary>exp(-k^2 / 2 sigma^2) to three standard deviations, with the sum 1.</summary>
    private static float[] Gaussian(double sigma)
    {
        var radius = (int)Math.Ceiling(3 * sigma);
        var weights = new double[2 * radius + 1];
        var sum = 0.0;
        for (var k = 0; k < weights.Length; k++)
            sum += weights[k] = Math.Exp(-(k - radius) * (double)(k - radius) / (2 * sigma * sigma));
        return Array.ConvertAll(weights, weight => (float)(weight / sum));
    }

    /// <summary>From -1 to 1.</summary>
    private static double Uniform(uint word) => word * (2.0 / uint.MaxValue) - 1;
}
