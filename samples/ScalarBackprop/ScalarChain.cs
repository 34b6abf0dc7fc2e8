using NetGen;

namespace ScalarBackprop;

/// <summary>The smallest deep network: y = w3 w2 w1 x, one number in, one number out.</summary>
[Network(Precision = Precision.Double)]
[Input(1)]
[Dense(1, UseBias = false)]
[Dense(1, UseBias = false)]
[Dense(1, UseBias = false)]
[MeanSquaredError]
public partial class ScalarChain;
