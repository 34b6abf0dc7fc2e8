namespace NetGen;

/// <summary>Who changes a parameter.</summary>
public enum ParameterKind
{
    /// <summary>Changed by the optimizer along its gradient: weights and biases.</summary>
    Trainable,

    /// <summary>Changed by the forward pass of training and without a gradient: the running mean and variance of batch normalisation.</summary>
    State,
}
