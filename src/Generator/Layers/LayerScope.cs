using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Diagnostics;
using System.Globalization;
using NetGen.Generator.Graph;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Layers;

/// <summary>What a lowering works with: the graph, the layer's settings, its parameters, and where to report.</summary>
internal sealed partial class LayerScope(NetworkLowering network, Step step, Options options, int origin, bool training)
{
    public GraphBuilder Graph => network.Graph;

    public Options Options => options;

    public Step Step => step;

    /// <summary>Dropout drops and batch norm uses the batch's own statistics.</summary>
    public bool Training => training;

    /// <summary>The activation that follows this layer, for the default initialisation: its own or, past normalisation and dropout, the next layer's.</summary>
    public Activation FollowingActivation { get; init; } = Activations.None;

    /// <summary>What names of parameters and states end with: empty, but for the second direction of a layer.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>A trainable parameter of the layer.</summary>
    /// <param name="role">Its name in files after the layer's: <c>weight</c>.</param>
    /// <param name="letter">Its letter in formulas: <c>W</c>.</param>
    /// <param name="linear">Weights of a linear map, [..., inputs, outputs].</param>
    public Node Parameter(string role, string letter, Shape shape, Initialization initialization, bool linear = false) =>
        network.Parameter(step, role + Suffix, Suffix.Length > 0 ? letter + "r" : letter, shape, initialization, isState: false, ParameterTraining() with { Linear = linear, FlattenedFrom = linear ? step.FlattenedFrom : [] });

    /// <summary>A trainable parameter that penalties and the norm constraint of the layer's settings apply to.</summary>
    public Node Weight(Shape shape, Initialization initialization, string role = "weight", string letter = "W")
    {
        var training = ParameterTraining();
        double maxNorm = options.Number("MaxNorm");
        if (maxNorm < 0 || double.IsNaN(maxNorm) || double.IsInfinity(maxNorm))
        {
            ReportRange("MaxNorm", maxNorm, "finite and above 0, or 0 for no limit");
        }

        var weight = network.Parameter(step, role, letter, shape, initialization, isState: false, training with { MaxNorm = maxNorm, Linear = true, FlattenedFrom = step.FlattenedFrom });
        if (Penalty(weight) is { } penalty && !training.Frozen)
        {
            network.Penalties[weight] = penalty;
        }

        return weight;
    }

    /// <summary>L1 sum |w| + L2 sum w^2, or null if both settings are 0.</summary>
    private Node? Penalty(Node weight)
    {
        var (l1, l2) = (NotNegative("L1"), NotNegative("L2"));
        if (l1 == 0 && l2 == 0)
        {
            return null;
        }

        var terms = (l1 * Graph.Elementwise(Op.Abs, weight)) + (l2 * (weight * weight));
        return Graph.Reshape(Graph.Sum(terms, [.. Enumerable.Range(0, weight.Shape.Rank)]), Shape.Scalar);
    }

    private ParameterTraining ParameterTraining() => new(options.Flag("Frozen"), NotNegative("LearningRateScale"), options.Flag("Decay"));

    private double NotNegative(string setting)
    {
        double value = options.Number(setting);
        if (!(value >= 0) || double.IsInfinity(value))
        {
            ReportRange(setting, value, "finite and at least 0");
        }

        return value;
    }

    /// <summary>A value that training updates by other means than gradients, such as a running mean.</summary>
    public Node State(string role, string letter, Shape shape, Initialization initialization) =>
        network.Parameter(step, role, letter, shape, initialization, isState: true, Layers.ParameterTraining.Default);

    /// <summary>Replaces a state after each training step.</summary>
    /// <param name="update">The new value from the old one.</param>
    public void UpdateState(Node state, System.Func<Node, Node> update) => network.UpdateState(state, update);

    /// <summary>Numbers of its own for every step of training.</summary>
    public Node Uniform(Shape shape) => Random(network.RandomStream(step, use: Suffix.Length > 0 ? 1 : 0), 0, shape);

    /// <summary>Standard normal numbers.</summary>
    public Node Normal(Shape shape)
    {
        int stream = network.RandomStream(step);
        return Graph.Normal(Random(stream, 0, shape), Random(stream, 1, shape));
    }

    /// <summary>Counted step by step, so that the numbers of a step do not depend on how many steps follow: padding changes no bit.</summary>
    private Node Random(int stream, int word, Shape shape) =>
        shape.Rank == 3 && shape[1].IsTime && !shape[2].IsOne
            ? Graph.Transpose(Graph.Random(stream, word, [shape[1], shape[0], shape[2]]), 1, 0, 2)
            : Graph.Random(stream, word, shape);

    /// <summary>The initialiser the user set, or the one that suits the activation.</summary>
    public Initialization WeightInitialization(Shape shape, int fanIn, int fanOut) => Initialized("WeightInitializer", shape, FollowingActivation, fanIn, fanOut);

    /// <summary>The initialiser that a setting names. Reported are those that need a number, which no setting gives, and for a vector the orthogonal one.</summary>
    public Initialization Initialized(string setting, Shape shape, Activation following, int fanIn, int fanOut)
    {
        string name = options.Choice(setting);
        if (name is "Constant" or "Normal" or "Uniform" || (name == "Orthogonal" && shape.Rank == 1))
        {
            Report(Ids.OutOfRange, setting, name, shape.Rank == 1 ? "an initializer of vectors that needs no number, such as Zeros or Ones" : "an initializer that needs no number, such as GlorotNormal or HeNormal");
            return Initialization.Zeros;
        }

        // An orthogonal matrix has a column per element of the last axis.
        int columns = (int)shape[shape.Rank - 1].Value;
        return name switch
        {
            "Orthogonal" => Initialization.Of(name, following, checked((int)(shape.Count.Value / columns)), columns),
            "Default" when shape.Rank == 1 => Initialization.Zeros,
            _ => Initialization.Of(name, following, fanIn, fanOut),
        };
    }

    /// <summary>Applies the layer's own activation setting.</summary>
    public Node Activate(Node x)
    {
        var activation = Activations.Named(options.Choice("Activation"));
        if (activation == Activations.None)
        {
            return x;
        }

        x.Named("z" + step.Number);
        step.Fused.Add(activation.Name);
        return activation.Apply(x);
    }

    private const string BeginWithSequence = "begin the network with [Sequence(features)], or with [TokenSequence(vocabulary)] and [Embedding(units)]";

    /// <summary>Reports unless the sample has the rank the layer needs.</summary>
    public bool RequireRank(Node x, int rank, string expected)
    {
        if (x.Shape.Rank == rank + 1)
        {
            return true;
        }

        string cure = rank == 1 ? "put [Flatten] before it"
            : rank == 2 && x.Shape.Rank == 2 ? "give [Input] a length and a number of channels"
            : rank == 3 && x.Shape.Rank == 2 ? "give [Input] a height, a width and a number of channels"
            : "change the layers before it";
        Report(Ids.WrongRank, expected, x.Shape.Sample.ToString(), cure);
        return false;
    }

    /// <summary>Reports unless the sample is height x width x channels.</summary>
    public bool RequireImage(Node x) => RequireRank(x, 3, "an image (height x width x channels)") && RequireKnown(x);

    /// <summary>Reports unless the sample is length x channels, with a length that is a number.</summary>
    public bool RequireFixedSequence(Node x) => RequireRank(x, 2, "a sequence (length x channels)") && RequireKnown(x);

    /// <summary>Reports unless the extents of the sample are numbers.</summary>
    public bool RequireKnown(Node x)
    {
        if (x.Shape.Sample.All(extent => extent.IsConstant))
        {
            return true;
        }

        Report(Ids.UnknownLength, x.Shape.Sample.ToString());
        return false;
    }

    /// <summary>Reports unless numbers go to layers that compute and tokens to those that look up.</summary>
    public bool RequireKindOfInput(LayerDefinition definition, Node x)
    {
        if (definition.TakesTokens == (x.Type == ElementType.Integer))
        {
            return true;
        }

        if (definition.TakesTokens)
        {
            Report(Ids.EmbeddingNeedsTokens, x.Shape.Sample.ToString());
        }
        else
        {
            Report(Ids.TokensNeedEmbedding);
        }

        return false;
    }

    /// <summary>Reports unless x is a sequence of vectors (or, in streaming, one step of it).</summary>
    public bool RequireSequence(Node x)
    {
        if (network.IsStreaming ? x.Shape.Rank == 2 : x.Shape.Rank == 3)
        {
            return true;
        }

        Report(Ids.WrongRank, "a sequence of vectors (time x features)", x.Shape.Sample.ToString(), BeginWithSequence);
        return false;
    }

    /// <summary>Reports unless x is a sequence that is as long as the call says, which loops over time run over.</summary>
    public bool RequireTime(Node x)
    {
        if (network.IsStreaming || x.Shape.Rank != 3 || x.Shape[1].IsTime)
        {
            return RequireSequence(x);
        }

        Report(Ids.WrongRank, "a sequence that is as long as the call says", x.Shape.Sample.ToString(), BeginWithSequence);
        return false;
    }

    /// <summary>The number of samples, positions or running steps of sequences that a mean over all axes but the last is taken of.</summary>
    public Node CountOfRows(Node x) =>
        IsSequence(x)
            ? network.RunningSteps(x.Shape[1]) * Graph.Extent(x.Shape.Skip(2).Take(x.Shape.Rank - 3).Aggregate(Dimension.One, (product, extent) => product * extent))
            : Graph.Extent(x.Shape.Take(x.Shape.Rank - 1).Aggregate(Dimension.One, (product, extent) => product * extent));

    /// <summary>
    /// The sum over all axes but the last, [1, ..., 1, channels]. Of sequences it is taken one by one and without their padding, so that neither what the padding holds nor its length changes a bit.
    /// </summary>
    public Node SumOfRows(Node x)
    {
        int[] axes = [.. Enumerable.Range(0, x.Shape.Rank - 1)];
        return IsSequence(x) ? Graph.Sum(Graph.Sum(network.WithoutPadding(x), [.. axes.Skip(1)]), 0) : Graph.Sum(x, axes);
    }

    private static bool IsSequence(Node x) => x.Shape.Rank > 2 && x.Shape[1].IsTime;

    /// <summary>Reports unless a size is at least 1 (or another minimum).</summary>
    public bool RequireAtLeast(string setting, int value, int minimum = 1)
    {
        if (value >= minimum)
        {
            return true;
        }

        Report(Ids.SizeTooSmall, setting, value.ToString(CultureInfo.InvariantCulture), minimum.ToString(CultureInfo.InvariantCulture));
        return false;
    }

    /// <summary>Reports a number that a setting may not have.</summary>
    public void ReportRange(string setting, double value, string expected) =>
        Report(Ids.OutOfRange, setting, value.ToString(CultureInfo.InvariantCulture), expected);

    /// <summary>Every message begins with the layer: its place, kind and name.</summary>
    public void Report(string id, params string[] arguments) => network.Report(id, origin, [step.Title, .. arguments]);
}
