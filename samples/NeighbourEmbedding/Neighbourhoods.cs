using System;

namespace NeighbourEmbedding;

/// <summary>How near images are to one another: from distances to probabilities.</summary>
internal static class Neighbourhoods
{
    /// <summary>Joint probabilities of pairs: each point spreads a normal distribution over the others, as wide as gives it the perplexity; p of a pair is the mean of both directions, over the number of points.</summary>
    /// <param name="points">Point after point.</param>
    /// <param name="size">Coordinates of a point.</param>
    /// <param name="perplexity">How many neighbours a point has, so to speak.</param>
    public static float[] Joint(ReadOnlySpan<float> points, int size, double perplexity)
    {
        int n = points.Length / size;
        var conditional = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            var row = conditional.AsSpan(i * n, n);
            double nearest = double.MaxValue;
            for (int j = 0; j < n; j++)
            {
                row[j] = SquaredDistance(points.Slice(i * size, size), points.Slice(j * size, size));
                nearest = j == i ? nearest : Math.Min(nearest, row[j]);
            }

            Spread(row, i, nearest, Math.Log(perplexity));
        }

        var joint = new float[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                joint[i * n + j] = (float)((conditional[i * n + j] + conditional[j * n + i]) / (2 * n));
            }
        }

        return joint;
    }

    /// <summary>The share of points whose nearest neighbour is of another class.</summary>
    public static double NearestNeighbourError(ReadOnlySpan<float> points, int size, ReadOnlySpan<int> labels)
    {
        int wrong = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            (double Distance, int Label) best = (double.MaxValue, -1);
            for (int j = 0; j < labels.Length; j++)
            {
                double distance = SquaredDistance(points.Slice(i * size, size), points.Slice(j * size, size));
                if (j != i && distance < best.Distance)
                {
                    best = (distance, labels[j]);
                }
            }

            wrong += best.Label == labels[i] ? 0 : 1;
        }

        return (double)wrong / labels.Length;
    }

    /// <summary>Squared distances from a point become probabilities of the wanted entropy, by bisection of the precision.</summary>
    private static void Spread(Span<double> row, int self, double nearest, double wantedEntropy)
    {
        double low = 0, high = double.PositiveInfinity, precision = 1;
        for (int attempt = 0; attempt < 100; attempt++)
        {
            double sum = 0, weighted = 0;
            for (int j = 0; j < row.Length; j++)
            {
                double distance = row[j] - nearest, weight = j == self ? 0 : Math.Exp(-precision * distance);
                sum += weight;
                weighted += weight * distance;
            }

            double entropy = Math.Log(sum) + precision * weighted / sum;
            if (Math.Abs(entropy - wantedEntropy) < 1e-5)
            {
                break;
            }

            (low, high) = entropy > wantedEntropy ? (precision, high) : (low, precision);
            precision = double.IsPositiveInfinity(high) ? 2 * precision : (low + high) / 2;
        }

        double total = 0;
        for (int j = 0; j < row.Length; j++)
        {
            row[j] = j == self ? 0 : Math.Exp(-precision * (row[j] - nearest));
            total += row[j];
        }

        for (int j = 0; j < row.Length; j++)
        {
            row[j] /= total;
        }
    }

    private static double SquaredDistance(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        double sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            double difference = x[k] - y[k];
            sum += difference * difference;
        }

        return sum;
    }
}
