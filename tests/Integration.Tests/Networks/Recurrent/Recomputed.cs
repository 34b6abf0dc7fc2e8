namespace NetGen.Integration.Tests.Networks.Recurrent;

// Each is another network that is trained in segments of time, under a name that says so.

/// <summary>All that draws random numbers, forwards.</summary>
[Network(Precision = Precision.Double), Outputs(3)]
[Sequence(2)]
[Dropout(0.3)]
[Lstm(4, RecurrentDropout = 0.4)]
[SpatialDropout1D(0.3)]
[Recurrent(typeof(MinimalGatedUnit), 5, RecurrentDropout = 0.3)]
[GaussianNoise(0.2)]
[Dense(3)]
[SoftmaxCrossEntropy]
public partial class RandomForwards;

/// <summary>A mean whose divisor depends on all labels, and penalties.</summary>
[Network(Precision = Precision.Double), Outputs(3)]
[TokenSequence(4)]
[Embedding(3)]
[Gru(5, InitialState = InitialState.Learned)]
[Dense(4, L2 = 0.1)]
[Dense(3, UseBias = false, L1 = 0.02)]
[SoftmaxCrossEntropy(ClassWeights = [1, 2, 0.5], IgnoredIndex = 1, LabelSmoothing = 0.1)]
public partial class WeightedForwards;

/// <summary>Plain, tanh.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(4)]
[Sequence(3)]
[SimpleRnn(5)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class RecomputedRnnTanh;

/// <summary>Plain, rectified.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(2)]
[Sequence(3)]
[SimpleRnn(6, Activation = Activation.ReLU)]
[Dense(2)]
[MeanSquaredError]
public partial class RecomputedRnnReLU;

/// <summary>Another activation, nothing after the cell.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(3)]
[Sequence(2)]
[SimpleRnn(3, Activation = Activation.Sigmoid)]
[SigmoidCrossEntropy]
public partial class RecomputedRnnSigmoid;

/// <summary>Reset gate after the product.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(4)]
[Sequence(3)]
[Gru(5)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class RecomputedGruAfter;

/// <summary>Reset gate before the product.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(2)]
[Sequence(3)]
[Gru(5, ResetAfter = false)]
[Dense(2)]
[MeanSquaredError]
public partial class RecomputedGruBefore;

/// <summary>Plain gates.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(4)]
[Sequence(3)]
[Lstm(5)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class RecomputedLstmPlain;

/// <summary>Gates that see the cell.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(4)]
[Sequence(3)]
[Lstm(5, Peephole = true)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class RecomputedLstmPeephole;

/// <summary>One gate for input and forgetting.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(4)]
[Sequence(3)]
[Lstm(5, Coupled = true)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class RecomputedLstmCoupled;

/// <summary>Both options.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(9)]
[Sequence(1)]
[Lstm(9, Peephole = true, Coupled = true)]
[MeanSquaredError(Reduction = Reduction.Sum)]
public partial class RecomputedLstmPeepholeCoupled;

/// <summary>Wider than any register.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(3)]
[Sequence(9)]
[Lstm(17)]
[Dense(3)]
[SoftmaxCrossEntropy]
public partial class RecomputedLstmWide;

/// <summary>A hidden state smaller than the cell.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(4)]
[Sequence(3)]
[Lstm(7, Projection = 3)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class RecomputedLstmProjected;

/// <summary>Projected, with all else that a cell can have.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(2)]
[Sequence(3)]
[Lstm(6, Projection = 4, Peephole = true, Activation = Activation.Softsign, RecurrentActivation = Activation.HardSigmoid)]
[Dense(2)]
[MeanSquaredError]
public partial class RecomputedLstmEverything;

/// <summary>Initial states are parameters.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(4)]
[Sequence(3)]
[Lstm(5, InitialState = InitialState.Learned)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class RecomputedLstmLearned;

/// <summary>Two of a kind.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(3)]
[Sequence(2)]
[Lstm(4)]
[Lstm(5)]
[Dense(3)]
[SoftmaxCrossEntropy]
public partial class RecomputedStackedLstm;

/// <summary>Three kinds, with layers between them that know nothing of time.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(3)]
[Sequence(2)]
[Dense(4, Activation = Activation.Tanh)]
[Gru(5)]
[LayerNorm]
[SimpleRnn(4)]
[Dropout(0.3)]
[Lstm(3, Peephole = true)]
[Dense(3)]
[SoftmaxCrossEntropy]
public partial class RecomputedStackedKinds;

/// <summary>The last state alone.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(2)]
[Sequence(3)]
[Gru(5, Output = SequenceOutput.Last)]
[Dense(2)]
[MeanSquaredError]
public partial class RecomputedLastOfGru;

/// <summary>The last state alone, with nothing after it.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(4)]
[Sequence(3)]
[Lstm(4, Output = SequenceOutput.Last)]
[SoftmaxCrossEntropy]
public partial class RecomputedLastOfLstm;

/// <summary>Characters.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(7)]
[TokenSequence(7)]
[Embedding(4)]
[Lstm(5)]
[Dense(7)]
[SoftmaxCrossEntropy]
public partial class RecomputedTokensLstm;

/// <summary>Characters to one class.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(3)]
[TokenSequence(7)]
[Embedding(4)]
[Gru(5)]
[Gru(4, Output = SequenceOutput.Last)]
[Dense(3)]
[SoftmaxCrossEntropy]
public partial class RecomputedTokensLast;

/// <summary>A cell of the user's.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(4)]
[Sequence(3)]
[Recurrent(typeof(MinimalGatedUnit), 5)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class RecomputedMinimal;

/// <summary>Tokens, and another layer of the same cell.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(5)]
[TokenSequence(5)]
[Embedding(3)]
[Recurrent(typeof(MinimalGatedUnit), 4)]
[Recurrent(typeof(MinimalGatedUnit), 6)]
[Dense(5)]
[SoftmaxCrossEntropy]
public partial class RecomputedMinimalTwice;

/// <summary>Every option of a cell.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(2)]
[Sequence(3)]
[Recurrent(typeof(ThreeStates), 5, 4)]
[Dense(2)]
[MeanSquaredError]
public partial class RecomputedThree;

/// <summary>The output, which is no state, of the last step.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(2)]
[Sequence(3)]
[Recurrent(typeof(ThreeStates), 5, 4, Output = SequenceOutput.Last)]
[Dense(2)]
[MeanSquaredError]
public partial class RecomputedThreeLast;

/// <summary>Beside SimpleRnn.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(5)]
[Sequence(3)]
[Recurrent(typeof(ElmanCell), 5)]
[MeanSquaredError]
public partial class RecomputedElmanWritten;

/// <summary>All that draws random numbers, forwards.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(3)]
[Sequence(2)]
[Dropout(0.3)]
[Lstm(4, RecurrentDropout = 0.4)]
[SpatialDropout1D(0.3)]
[Recurrent(typeof(MinimalGatedUnit), 5, RecurrentDropout = 0.3)]
[GaussianNoise(0.2)]
[Dense(3)]
[SoftmaxCrossEntropy]
public partial class RecomputedRandomForwards;

/// <summary>A mean whose divisor depends on all labels, and penalties.</summary>
[Network(Precision = Precision.Double, Recompute = true), Outputs(3)]
[TokenSequence(4)]
[Embedding(3)]
[Gru(5, InitialState = InitialState.Learned)]
[Dense(4, L2 = 0.1)]
[Dense(3, UseBias = false, L1 = 0.02)]
[SoftmaxCrossEntropy(ClassWeights = [1, 2, 0.5], IgnoredIndex = 1, LabelSmoothing = 0.1)]
public partial class RecomputedWeightedForwards;

/// <summary>As language models are.</summary>
[Network(Recompute = true), Outputs(11)]
[TokenSequence(11)]
[Embedding(16)]
[Lstm(24)]
[Lstm(20, Peephole = true)]
[Dense(11)]
[SoftmaxCrossEntropy]
public partial class RecomputedSmallLanguageModel;

/// <summary>A network in single precision whose widths are multiples of registers'.</summary>
[Network(Recompute = true), Outputs(5)]
[Sequence(8)]
[Gru(32)]
[SimpleRnn(16)]
[Dense(5)]
[SoftmaxCrossEntropy]
public partial class RecomputedSmallTagger;

/// <summary>A number for a whole sequence.</summary>
[Network(Recompute = true), Outputs(1)]
[Sequence(2)]
[Gru(13, Output = SequenceOutput.Last)]
[Dense(1)]
[MeanSquaredError]
public partial class RecomputedSmallCounter;
