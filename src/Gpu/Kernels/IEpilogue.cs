namespace NetGen.Gpu;

/// <summary>What becomes of each element of a product or convolution while it is in a register: bias, activation, the derivative of one. Implemented by emitted structs, which carry the operands.</summary>
public interface IEpilogue
{
    /// <summary>Takes a finished sum and returns what is to be stored there; may store further results of its own. Called once for each element.</summary>
    /// <param name="sum">The finished sum.</param>
    /// <param name="row">Row of the result; in convolutions the index of the pixel over (sample, y, x).</param>
    /// <param name="column">Column of the result; in convolutions the channel.</param>
    float Apply(float sum, int row, int column);
}

/// <summary>No epilogue: the sums are the result.</summary>
public struct Identity : IEpilogue
{
    /// <inheritdoc/>
    public float Apply(float sum, int row, int column) => sum;
}
