using System;
using System.Numerics;

namespace NetGen;

/// <summary>
/// Derivatives of a loss with respect to every trainable parameter, in one flat buffer laid out as the trainable segment of the parameters,
/// with the parameters' names and shapes: <c>gradients["Dense1.weight"].Values</c>.
/// </summary>
public sealed class GradientSet<T> : ParameterViews<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Allocates zero gradients for the trainable parameters of a layout.</summary>
    public GradientSet(ParameterLayout layout)
        : base(layout, trainableOnly: true)
    {
    }

    /// <summary>Sets every gradient to zero.</summary>
    public void Clear() => All.Clear();
}
