namespace NetGen;

/// <summary>What a parameter is for, as far as other frameworks lay it out differently.</summary>
public enum ParameterRole
{
    /// <summary>Laid out alike everywhere: biases, scales, statistics, embeddings.</summary>
    Plain,

    /// <summary>Weights of a linear map, [..., inputs, outputs]: dense, convolution (height and width first), recurrent.</summary>
    Linear,
}
