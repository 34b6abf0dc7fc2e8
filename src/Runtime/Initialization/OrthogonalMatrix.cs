using System;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen;

/// <summary>
/// Random matrices with orthonormal rows or columns: the Q of the QR decomposition, with positive diagonal of R, of a matrix of independent normal numbers,
/// which makes Q uniformly distributed (Stewart, "The efficient generation of random orthogonal matrices", 1980).
/// </summary>
internal static class OrthogonalMatrix
{
    /// <summary>Writes W [rows, columns], row-major: columns are orthonormal if there are fewer of them than rows, else rows are.</summary>
    public static void Fill<T>(Span<T> values, int rows, int columns, RandomValues random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (count, length) = (Math.Min(rows, columns), Math.Max(rows, columns));
        var vectors = new double[count * length];
        random.Normal<double>(vectors, 1);
        Orthonormalise(vectors, count, length);

        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                values[row * columns + column] = T.CreateTruncating(rows < columns ? vectors[row * length + column] : vectors[column * length + row]);
        }
    }

    // Gram and Schmidt's process; subtracting the projections a second time brings orthogonality to rounding ("twice is enough", Kahan and Parlett).
    private static void Orthonormalise(Span<double> vectors, int count, int length)
    {
        for (var i = 0; i < count; i++)
        {
            var vector = vectors.Slice(i * length, length);
            for (var pass = 0; pass < 2; pass++)
            {
                for (var j = 0; j < i; j++)
                {
                    var earlier = vectors.Slice(j * length, length);
                    AddScaled(vector, earlier, -Dot(vector, earlier));
                }
            }

            var scale = 1 / Math.Sqrt(Dot(vector, vector));
            foreach (ref var element in vector)
                element *= scale;
        }
    }

    // Always four partial sums, multiplied and added separately, so that the result does not depend on the machine.
    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var x = MemoryMarshal.Cast<double, Vector256<double>>(a);
        var y = MemoryMarshal.Cast<double, Vector256<double>>(b);
        var sums = Vector256<double>.Zero;
        for (var i = 0; i < x.Length; i++)
            sums += x[i] * y[i];
        var sum = Vector256.Sum(sums);
        for (var i = 4 * x.Length; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static void AddScaled(Span<double> target, ReadOnlySpan<double> source, double scale)
    {
        var x = MemoryMarshal.Cast<double, Vector256<double>>(target);
        var y = MemoryMarshal.Cast<double, Vector256<double>>(source);
        for (var i = 0; i < x.Length; i++)
            x[i] += scale * y[i];
        for (var i = 4 * x.Length; i < target.Length; i++)
            target[i] += scale * source[i];
    }
}
