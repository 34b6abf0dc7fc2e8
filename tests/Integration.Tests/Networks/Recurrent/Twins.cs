namespace NetGen.Integration.Tests.Networks.Recurrent;

// Exactly what PyTorch's classes compute: nothing before or after.

/// <summary>torch.nn.RNN.</summary>
[Network(Precision = Precision.Double), Outputs(5)]
[Sequence(3)]
[SimpleRnn(4)]
[SimpleRnn(5)]
[MeanSquaredError(Reduction = Reduction.Sum)]
public partial class TwinRnn;

/// <summary>torch.nn.RNN with ReLU.</summary>
[Network(Precision = Precision.Double), Outputs(6)]
[Sequence(3)]
[SimpleRnn(6, Activation = Activation.ReLU)]
[MeanSquaredError(Reduction = Reduction.Sum)]
public partial class TwinRnnReLU;

/// <summary>torch.nn.GRU.</summary>
[Network(Precision = Precision.Double), Outputs(5)]
[Sequence(3)]
[Gru(4)]
[Gru(5)]
[MeanSquaredError(Reduction = Reduction.Sum)]
public partial class TwinGru;

/// <summary>torch.nn.LSTM.</summary>
[Network(Precision = Precision.Double), Outputs(5)]
[Sequence(3)]
[Lstm(4)]
[Lstm(5)]
[MeanSquaredError(Reduction = Reduction.Sum)]
public partial class TwinLstm;

/// <summary>torch.nn.LSTM(bidirectional=True), twice.</summary>
[Network(Precision = Precision.Double), Outputs(10)]
[Sequence(3)]
[Lstm(4, Bidirectional = Bidirectional.Concat)]
[Lstm(5, Bidirectional = Bidirectional.Concat)]
[MeanSquaredError(Reduction = Reduction.Sum)]
public partial class TwinLstmBothWays;

/// <summary>torch.nn.GRU(bidirectional=True).</summary>
[Network(Precision = Precision.Double), Outputs(10)]
[Sequence(3)]
[Gru(5, Bidirectional = Bidirectional.Concat)]
[MeanSquaredError(Reduction = Reduction.Sum)]
public partial class TwinGruBothWays;

/// <summary>torch.nn.LSTM(proj_size=3).</summary>
[Network(Precision = Precision.Double), Outputs(3)]
[Sequence(3)]
[Lstm(5, Projection = 3)]
[MeanSquaredError(Reduction = Reduction.Sum)]
public partial class TwinLstmProjected;
