namespace NetGen.Integration.Tests.Networks.Recurrent;

/// <summary>A hidden state smaller than the cell.</summary>
[Network(Precision = Precision.Double), Outputs(4)]
[Sequence(3)]
[Lstm(7, Projection = 3)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class LstmProjected;

/// <summary>Projected, with all else that a cell can have.</summary>
[Network(Precision = Precision.Double), Outputs(2)]
[Sequence(3)]
[Lstm(6, Projection = 4, Peephole = true, Activation = Activation.Softsign, RecurrentActivation = Activation.HardSigmoid)]
[Dense(2)]
[MeanSquaredError]
public partial class LstmEverything;

/// <summary>Other activations.</summary>
[Network(Precision = Precision.Double), Outputs(2)]
[Sequence(3)]
[Gru(5, Activation = Activation.Softsign, RecurrentActivation = Activation.HardSigmoid)]
[Dense(2)]
[MeanSquaredError]
public partial class GruHard;

/// <summary>Both directions, side by side.</summary>
[Network(Precision = Precision.Double), Outputs(4)]
[Sequence(3)]
[Gru(5, Bidirectional = Bidirectional.Concat)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class GruBothWays;

/// <summary>Both directions, added, twice.</summary>
[Network(Precision = Precision.Double), Outputs(4)]
[Sequence(3)]
[Lstm(5, Bidirectional = Bidirectional.Sum)]
[Lstm(4, Bidirectional = Bidirectional.Concat)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class LstmDeepBothWays;

/// <summary>The last state of each direction.</summary>
[Network(Precision = Precision.Double), Outputs(3)]
[Sequence(2)]
[SimpleRnn(5, Bidirectional = Bidirectional.Concat, Output = SequenceOutput.Last)]
[Dense(3)]
[SoftmaxCrossEntropy]
public partial class RnnBothWaysLast;

/// <summary>A cell of the user's in both directions.</summary>
[Network(Precision = Precision.Double), Outputs(4)]
[Sequence(3)]
[Recurrent(typeof(MinimalGatedUnit), 5, Bidirectional = Bidirectional.Concat)]
[Recurrent(typeof(ThreeStates), 4, 3, Bidirectional = Bidirectional.Sum, Output = SequenceOutput.Last)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class UserBothWays;

/// <summary>Initial states are parameters.</summary>
[Network(Precision = Precision.Double), Outputs(4)]
[Sequence(3)]
[Lstm(5, InitialState = InitialState.Learned)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class LstmLearned;

/// <summary>Of both directions, and of a cell of the user's.</summary>
[Network(Precision = Precision.Double), Outputs(4)]
[Sequence(3)]
[Gru(5, Bidirectional = Bidirectional.Concat, InitialState = InitialState.Learned)]
[Recurrent(typeof(MinimalGatedUnit), 5, InitialState = InitialState.Learned)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class LearnedBothWays;

/// <summary>One draw for all steps.</summary>
[Network(Precision = Precision.Double), Outputs(4)]
[Sequence(3)]
[Lstm(5, RecurrentDropout = 0.4)]
[Gru(5, RecurrentDropout = 0.3, Bidirectional = Bidirectional.Sum)]
[Recurrent(typeof(MinimalGatedUnit), 5, RecurrentDropout = 0.3)]
[Dense(4)]
[SoftmaxCrossEntropy]
public partial class RecurrentlyDropped;
