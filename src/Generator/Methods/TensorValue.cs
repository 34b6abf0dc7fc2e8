using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Methods;

/// <summary>
/// A tensor of a method: a value per sample, whose batch axis the user does not see, or one value for all samples. Beside tensors a method knows whole and real numbers, truth values and texts as such,
/// lists for tuples and arrays, and layers.
/// </summary>
internal sealed class TensorValue(Node node, bool perSample)
{
    public Node Node => node;

    /// <summary>The node's first axis is the batch, hidden from the method.</summary>
    public bool PerSample => perSample;

    /// <summary>As the method sees it.</summary>
    public Shape Shape => perSample ? node.Shape.Sample : node.Shape;

    public int Rank => node.Shape.Rank - First;

    /// <summary>Place of the method's first axis among the node's.</summary>
    public int First => perSample ? 1 : 0;

    public GraphBuilder Graph => node.Graph;

    /// <summary>The same kind of value from another node.</summary>
    public TensorValue With(Node other) => new(other, perSample);

    /// <summary>The same elements in another shape.</summary>
    public TensorValue Reshape(IEnumerable<Dimension> shape) => With(Graph.Reshape(node, perSample ? [node.Shape[0], .. shape] : new Shape([.. shape])));

    /// <summary>With leading axes of extent 1, so that the sample has the given rank; what is not per sample needs none.</summary>
    public Node Lifted(int rank) => perSample && Rank < rank ? Graph.Reshape(node, [node.Shape[0], .. Enumerable.Repeat(Dimension.One, rank - Rank), .. Shape]) : node;
}

/// <summary>A layer of the class whose method is lowered, or several.</summary>
/// <param name="Index">Counted from 0; null for all.</param>
internal sealed record LayerValue(MemberSpecification Member, int? Index)
{
    /// <summary>Its name in files.</summary>
    public string Name => Member.Type == MemberType.Layers && Index is { } index ? $"{Member.Name}{index + 1}" : Member.Name;
}

/// <summary>A value that could not be made; the reason has been reported.</summary>
internal sealed class UnknownValue
{
    public static readonly UnknownValue Instance = new();
}
