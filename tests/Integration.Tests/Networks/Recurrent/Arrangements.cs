namespace NetGen.Integration.Tests.Networks.Recurrent;

/// <summary>From the last step to the first.</summary>
[Network(Precision = Precision.Double), Outputs(4)]
[Sequence(3)]
[SimpleRnn(5, Reverse = true)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class ReversedRnn;

/// <summary>From the last step to the first.</summary>
[Network(Precision = Precision.Double), Outputs(2)]
[Sequence(3)]
[Gru(5, Reverse = true)]
[Dense(2)]
[MeanSquaredError]
public partial class ReversedGru;

/// <summary>From the last step to the first.</summary>
[Network(Precision = Precision.Double), Outputs(4)]
[Sequence(3)]
[Lstm(5, Reverse = true)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class ReversedLstm;

/// <summary>The last state alone.</summary>
[Network(Precision = Precision.Double), Outputs(4)]
[Sequence(3)]
[SimpleRnn(5, Output = SequenceOutput.Last)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class LastOfRnn;

/// <summary>The last state alone.</summary>
[Network(Precision = Precision.Double), Outputs(2)]
[Sequence(3)]
[Gru(5, Output = SequenceOutput.Last)]
[Dense(2)]
[MeanSquaredError]
public partial class LastOfGru;

/// <summary>The last state alone, with nothing after it.</summary>
[Network(Precision = Precision.Double), Outputs(4)]
[Sequence(3)]
[Lstm(4, Output = SequenceOutput.Last)]
[SoftmaxCrossEntropy]
public partial class LastOfLstm;

/// <summary>The state at the first step, where a reversed layer ends.</summary>
[Network(Precision = Precision.Double), Outputs(4)]
[Sequence(3)]
[Lstm(5, Peephole = true, Reverse = true, Output = SequenceOutput.Last)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class LastOfReversedLstm;

/// <summary>Two of a kind.</summary>
[Network(Precision = Precision.Double), Outputs(3)]
[Sequence(2)]
[Lstm(4)]
[Lstm(5)]
[Dense(3)]
[SoftmaxCrossEntropy]
public partial class StackedLstm;

/// <summary>Three kinds, with layers between them that know nothing of time.</summary>
[Network(Precision = Precision.Double), Outputs(3)]
[Sequence(2)]
[Dense(4, Activation = Activation.Tanh)]
[Gru(5)]
[LayerNorm]
[SimpleRnn(4)]
[Dropout(0.3)]
[Lstm(3, Peephole = true)]
[Dense(3)]
[SoftmaxCrossEntropy]
public partial class StackedKinds;

/// <summary>Both directions in turn, then the last state.</summary>
[Network(Precision = Precision.Double), Outputs(2)]
[Sequence(2)]
[Gru(4, Reverse = true)]
[Gru(3, ResetAfter = false, Output = SequenceOutput.Last)]
[Dense(2)]
[MeanSquaredError]
public partial class StackedDirections;

/// <summary>Characters.</summary>
[Network(Precision = Precision.Double), Outputs(7)]
[TokenSequence(7)]
[Embedding(4)]
[Lstm(5)]
[Dense(7)]
[SoftmaxCrossEntropy]
public partial class TokensLstm;

/// <summary>Characters to one class.</summary>
[Network(Precision = Precision.Double), Outputs(3)]
[TokenSequence(7)]
[Embedding(4)]
[Gru(5)]
[Gru(4, Output = SequenceOutput.Last)]
[Dense(3)]
[SoftmaxCrossEntropy]
public partial class TokensLast;

/// <summary>Statistics of the running steps of all sequences.</summary>
[Network(Precision = Precision.Double), Outputs(3)]
[Sequence(2)]
[BatchNorm]
[Gru(5)]
[BatchNorm]
[Dense(3)]
[SoftmaxCrossEntropy]
public partial class NormalizedGru;
