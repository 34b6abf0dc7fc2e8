namespace NetGen.Integration.Tests.Networks.Recurrent;

// Widths are no multiples of a register's, so that every loop has a rest.

/// <summary>Plain, tanh.</summary>
[Network(Precision = Precision.Double), Outputs(4)]
[Sequence(3)]
[SimpleRnn(5)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class RnnTanh;

/// <summary>Plain, rectified.</summary>
[Network(Precision = Precision.Double), Outputs(2)]
[Sequence(3)]
[SimpleRnn(6, Activation = Activation.ReLU)]
[Dense(2)]
[MeanSquaredError]
public partial class RnnReLU;

/// <summary>Another activation, nothing after the cell.</summary>
[Network(Precision = Precision.Double), Outputs(3)]
[Sequence(2)]
[SimpleRnn(3, Activation = Activation.Sigmoid)]
[SigmoidCrossEntropy]
public partial class RnnSigmoid;

/// <summary>Reset gate after the product.</summary>
[Network(Precision = Precision.Double), Outputs(4)]
[Sequence(3)]
[Gru(5)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class GruAfter;

/// <summary>Reset gate before the product.</summary>
[Network(Precision = Precision.Double), Outputs(2)]
[Sequence(3)]
[Gru(5, ResetAfter = false)]
[Dense(2)]
[MeanSquaredError]
public partial class GruBefore;

/// <summary>Plain gates.</summary>
[Network(Precision = Precision.Double), Outputs(4)]
[Sequence(3)]
[Lstm(5)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class LstmPlain;

/// <summary>Gates that see the cell.</summary>
[Network(Precision = Precision.Double), Outputs(4)]
[Sequence(3)]
[Lstm(5, Peephole = true)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class LstmPeephole;

/// <summary>One gate for input and forgetting.</summary>
[Network(Precision = Precision.Double), Outputs(4)]
[Sequence(3)]
[Lstm(5, Coupled = true)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class LstmCoupled;

/// <summary>Both options.</summary>
[Network(Precision = Precision.Double), Outputs(9)]
[Sequence(1)]
[Lstm(9, Peephole = true, Coupled = true)]
[MeanSquaredError(Reduction = Reduction.Sum)]
public partial class LstmPeepholeCoupled;

/// <summary>Wider than any register.</summary>
[Network(Precision = Precision.Double), Outputs(3)]
[Sequence(9)]
[Lstm(17)]
[Dense(3)]
[SoftmaxCrossEntropy]
public partial class LstmWide;
