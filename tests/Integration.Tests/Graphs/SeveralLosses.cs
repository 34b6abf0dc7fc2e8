using static NetGen.Tensor;

namespace NetGen.Integration.Tests.Graphs;

/// <summary>Two losses against one another, each with parameters of its own.</summary>
[Network]
public partial class Adversaries
{
    [Dense(6, Activation = Activation.Tanh)] public partial Layer Artist { get; }

    [Dense(1)] public partial Layer Critic { get; }

    [Graph]
    private Tensor Define([Shape(4)] Tensor noise) => Artist.Apply(noise);

    [Loss(Trains = [nameof(Artist)])]
    private Tensor Fool(Tensor output) => Softplus(-Critic.Apply(output));

    [Loss(Trains = [nameof(Critic)])]
    private Tensor Judge(Tensor output, [Shape(6)] Tensor real) => Softplus(-Critic.Apply(real)) + Softplus(Critic.Apply(output));
}

/// <summary>An autoencoder whose decoder is the encoder's transpose: trained pair by pair, or end to end.</summary>
[Network]
public partial class Tied
{
    [Dense(9, Activation = Activation.Sigmoid)] public partial Layer Outer { get; }

    [Dense(3)] public partial Layer Inner { get; }

    [Graph]
    private Tensor Define([Shape(16)] Tensor image)
    {
        var hidden = Outer.Apply(image);
        var code = Inner.Apply(hidden);
        return MatMul(MatMul(code, Transpose(Inner.Weight)), Transpose(Outer.Weight));
    }

    [Loss]
    private static Tensor Whole(Tensor output, Tensor image) => Sum(SquaredError(output, image));

    [Loss(Trains = [nameof(Outer)])]
    private Tensor OuterPair(Tensor image) => Sum(SquaredError(MatMul(Outer.Apply(image), Transpose(Outer.Weight)), image));

    [Loss(Trains = [nameof(Inner)])]
    private Tensor InnerPair(Tensor image)
    {
        var hidden = Outer.Apply(image);
        return Sum(SquaredError(MatMul(Inner.Apply(hidden), Transpose(Inner.Weight)), StopGradient(hidden)));
    }
}

/// <summary>No layer and no input: the parameters are what is learned.</summary>
[Network]
public partial class Points
{
    [Parameter(20, 2)] public partial Parameter Places { get; }

    [Graph]
    private Tensor Define() => Places;

    [Loss]
    private static Tensor Divergence(Tensor output, [Shape(20, 20)] Tensor joint)
    {
        var norms = Sum(Square(output), 1, keepAxis: true);
        var dissimilarity = 1 + Maximum(norms + Transpose(norms) - 2 * MatMul(output, Transpose(output)), 0);
        return Sum(Sum(joint * Log(dissimilarity), 1)) + Log(Sum(Sum((1 - Identity(20)) / dissimilarity, 1)));
    }
}

/// <summary>Several layers of one declaration, random numbers, integers, and a loss by attribute.</summary>
[Network]
[SoftmaxCrossEntropy]
public partial class Tower
{
    [Dense(8, Activation = Activation.ReLU, Count = 3)] public partial Layers Hidden { get; }

    [Dense(5)] public partial Layer Head { get; }

    [Parameter(7, 8, Deviation = 0.5)] public partial Parameter Table { get; }

    [Graph]
    private Tensor Define([Shape(Classes = 7)] Tensor token)
    {
        var x = Gather(Table, token);
        if (IsTraining)
            x = x * (Bernoulli(0.8, 8) / 0.8) + 0.1 * Normal(8);
        foreach (var layer in Hidden)
            x += layer.Apply(x);
        return Head.Apply(x);
    }
}
