namespace NetGen;

/// <content>Activation functions.</content>
public sealed partial class Tensor
{
    /// <summary>As <see cref="Activation.ReLU"/>.</summary>
    public static Tensor ReLU(Tensor x) => throw Symbolic.Error;

    /// <summary>As <see cref="Activation.LeakyReLU"/>.</summary>
    public static Tensor LeakyReLU(Tensor x) => throw Symbolic.Error;

    /// <summary>As <see cref="Activation.ELU"/>.</summary>
    public static Tensor ELU(Tensor x) => throw Symbolic.Error;

    /// <summary>As <see cref="Activation.SELU"/>.</summary>
    public static Tensor SELU(Tensor x) => throw Symbolic.Error;

    /// <summary>As <see cref="Activation.GELU"/>.</summary>
    public static Tensor GELU(Tensor x) => throw Symbolic.Error;

    /// <summary>As <see cref="Activation.GELUTanh"/>.</summary>
    public static Tensor GELUTanh(Tensor x) => throw Symbolic.Error;

    /// <summary>As <see cref="Activation.SiLU"/>.</summary>
    public static Tensor SiLU(Tensor x) => throw Symbolic.Error;

    /// <summary>As <see cref="Activation.Mish"/>.</summary>
    public static Tensor Mish(Tensor x) => throw Symbolic.Error;

    /// <summary>As <see cref="Activation.Softplus"/>.</summary>
    public static Tensor Softplus(Tensor x) => throw Symbolic.Error;

    /// <summary>As <see cref="Activation.Softsign"/>.</summary>
    public static Tensor Softsign(Tensor x) => throw Symbolic.Error;

    /// <summary>As <see cref="Activation.Sigmoid"/>.</summary>
    public static Tensor Sigmoid(Tensor x) => throw Symbolic.Error;

    /// <summary>As <see cref="Activation.HardSigmoid"/>.</summary>
    public static Tensor HardSigmoid(Tensor x) => throw Symbolic.Error;

    /// <summary>As <see cref="Activation.HardSwish"/>.</summary>
    public static Tensor HardSwish(Tensor x) => throw Symbolic.Error;

    /// <summary>As <see cref="Activation.Tanh"/>.</summary>
    public static Tensor Tanh(Tensor x) => throw Symbolic.Error;

    /// <summary>As <see cref="Activation.Softmax"/>.</summary>
    public static Tensor Softmax(Tensor x) => throw Symbolic.Error;

    /// <summary>As <see cref="Activation.LogSoftmax"/>.</summary>
    public static Tensor LogSoftmax(Tensor x) => throw Symbolic.Error;

    /// <summary>As <see cref="Activation.Softmax"/>, over another axis than the last.</summary>
    public static Tensor Softmax(Tensor x, int axis) => throw Symbolic.Error;

    /// <summary>As <see cref="Activation.LogSoftmax"/>, over another axis than the last.</summary>
    public static Tensor LogSoftmax(Tensor x, int axis) => throw Symbolic.Error;
}
