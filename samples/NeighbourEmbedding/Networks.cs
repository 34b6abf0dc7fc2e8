using NetGen;
using static NetGen.Tensor;

namespace NeighbourEmbedding;

/// <summary>
/// The map of t-SNE (van der Maaten and Hinton, "Visualizing data using t-SNE", 2008) as a network: it has no layers, its parameters are the points, and its one training sample is how near the images are to one another.
/// </summary>
[Network]
public partial class TStudentMap
{
    [Parameter(2000, 2, Deviation = 1e-4)] public partial Parameter Points { get; }

    [Graph]
    private Tensor Define() => Points;

    /// <summary>
    /// The Kullback-Leibler divergence sum p log(p / q), where q of a pair is in proportion to 1 / (1 + squared distance). Its normalisation counts once, not sum p times: so exaggerated p, which sum up to more than 1, pull as the authors have them pull.
    /// </summary>
    [Loss]
    private static Tensor Divergence(Tensor output, [Shape(2000, 2000)] Tensor joint)
    {
        var dissimilarity = 1 + SquaredDistances(output);
        var pairs = Sum(Sum((1 - Identity(2000)) / dissimilarity, 1));
        return Sum(Sum(joint * (Log(Maximum(joint, 1e-12)) + Log(dissimilarity)), 1)) + Log(pairs);
    }

    private static Tensor SquaredDistances(Tensor points)
    {
        var norms = Sum(Square(points), 1, keepAxis: true);
        return Maximum(norms + Transpose(norms) - 2 * MatMul(points, Transpose(points)), 0);
    }
}

/// <summary>The same with a normal distribution in the map, q in proportion to exp(-squared distance): symmetric SNE (section 3.1 of the same paper, after Hinton and Roweis, "Stochastic neighbor embedding", 2002).</summary>
[Network]
public partial class NormalMap
{
    [Parameter(2000, 2, Deviation = 1e-2)] public partial Parameter Points { get; }

    [Graph]
    private Tensor Define() => Points;

    [Loss]
    private static Tensor Divergence(Tensor output, [Shape(2000, 2000)] Tensor joint)
    {
        var distances = SquaredDistances(output);
        var logPairs = LogSumExp(LogSumExp(-distances - 1e9 * Identity(2000), 1));
        return Sum(Sum(joint * (Log(Maximum(joint, 1e-12)) + distances), 1)) + logPairs;
    }

    private static Tensor SquaredDistances(Tensor points)
    {
        var norms = Sum(Square(points), 1, keepAxis: true);
        return Maximum(norms + Transpose(norms) - 2 * MatMul(points, Transpose(points)), 0);
    }
}
