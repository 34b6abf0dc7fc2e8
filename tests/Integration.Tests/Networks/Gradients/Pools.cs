namespace NetGen.Integration.Tests.Networks.Gradients;

[Network(Precision = Precision.Double), Outputs(2 * 3 * 3)]
[Input(4, 6, 2)]
[Conv2D(3, Kernel = 1)]
[MaxPool2D(2)]
[MeanSquaredError]
public partial class MaxPool;

[Network(Precision = Precision.Double), Outputs(2 * 3 * 3)]
[Input(5, 7, 2)]
[Conv2D(3, Kernel = 1)]
[MaxPool2D(2)]
[MeanSquaredError]
public partial class MaxPoolLeavesRest;

[Network(Precision = Precision.Double), Outputs(3 * 2 * 3)]
[Input(5, 4, 2)]
[Conv2D(3, Kernel = 1)]
[MaxPool2D(3, Stride = 1)]
[MeanSquaredError]
public partial class MaxPoolOverlapping;

[Network(Precision = Precision.Double), Outputs(3 * 2 * 3)]
[Input(7, 5, 2)]
[Conv2D(3, Kernel = 1)]
[MaxPool2D(3, Stride = 2)]
[MeanSquaredError]
public partial class MaxPoolOverlappingStrideTwo;

[Network(Precision = Precision.Double), Outputs(3 * 3 * 3)]
[Input(6, 5, 2)]
[Conv2D(3, Kernel = 1)]
[MaxPool2D(3, Stride = 2, Padding = Padding.Same)]
[MeanSquaredError]
public partial class MaxPoolSame;

[Network(Precision = Precision.Double), Outputs(3 * 4 * 2)]
[Input(3, 4, 2)]
[Conv2D(2, Kernel = 1)]
[MaxPool2D(2, Stride = 1, Padding = Padding.Same)]
[MeanSquaredError]
public partial class MaxPoolSameStrideOne;

[Network(Precision = Precision.Double), Outputs(3 * 3 * 2)]
[Input(5, 6, 2)]
[Conv2D(2, Kernel = 1)]
[MaxPool2D(3, Stride = 2, Padding = Padding.Explicit, PadTop = 1, PadBottom = 2, PadLeft = 0, PadRight = 1)]
[MeanSquaredError]
public partial class MaxPoolExplicit;

[Network(Precision = Precision.Double), Outputs(3 * 2 * 5)]
[Input(3, 6, 2)]
[Conv2D(5, Kernel = 1)]
[MaxPool2D(2, Height = 1, Width = 3)]
[MeanSquaredError]
public partial class MaxPoolRectangular;

[Network(Precision = Precision.Double), Outputs(3 * 2 * 3)]
[Input(8, 5, 2)]
[Conv2D(3, Kernel = 1)]
[MaxPool2D(2, Stride = 3)]
[MeanSquaredError]
public partial class MaxPoolGaps;

[Network(Precision = Precision.Double), Outputs(2 * 3 * 3)]
[Input(4, 6, 2)]
[Conv2D(3, Kernel = 1)]
[AveragePool2D(2)]
[MeanSquaredError]
public partial class AveragePool;

[Network(Precision = Precision.Double), Outputs(2 * 3 * 3)]
[Input(5, 7, 2)]
[Conv2D(3, Kernel = 1)]
[AveragePool2D(2)]
[MeanSquaredError]
public partial class AveragePoolLeavesRest;

[Network(Precision = Precision.Double), Outputs(3 * 2 * 3)]
[Input(5, 4, 2)]
[Conv2D(3, Kernel = 1)]
[AveragePool2D(3, Stride = 1)]
[MeanSquaredError]
public partial class AveragePoolOverlapping;

[Network(Precision = Precision.Double), Outputs(3 * 2 * 3)]
[Input(7, 5, 2)]
[Conv2D(3, Kernel = 1)]
[AveragePool2D(3, Stride = 2)]
[MeanSquaredError]
public partial class AveragePoolOverlappingStrideTwo;

[Network(Precision = Precision.Double), Outputs(3 * 3 * 3)]
[Input(6, 5, 2)]
[Conv2D(3, Kernel = 1)]
[AveragePool2D(3, Stride = 2, Padding = Padding.Same)]
[MeanSquaredError]
public partial class AveragePoolSame;

[Network(Precision = Precision.Double), Outputs(3 * 4 * 2)]
[Input(3, 4, 2)]
[Conv2D(2, Kernel = 1)]
[AveragePool2D(2, Stride = 1, Padding = Padding.Same)]
[MeanSquaredError]
public partial class AveragePoolSameStrideOne;

[Network(Precision = Precision.Double), Outputs(3 * 3 * 2)]
[Input(5, 6, 2)]
[Conv2D(2, Kernel = 1)]
[AveragePool2D(3, Stride = 2, Padding = Padding.Explicit, PadTop = 1, PadBottom = 2, PadLeft = 0, PadRight = 1)]
[MeanSquaredError]
public partial class AveragePoolExplicit;

[Network(Precision = Precision.Double), Outputs(3 * 2 * 5)]
[Input(3, 6, 2)]
[Conv2D(5, Kernel = 1)]
[AveragePool2D(2, Height = 1, Width = 3)]
[MeanSquaredError]
public partial class AveragePoolRectangular;

[Network(Precision = Precision.Double), Outputs(3 * 2 * 3)]
[Input(8, 5, 2)]
[Conv2D(3, Kernel = 1)]
[AveragePool2D(2, Stride = 3)]
[MeanSquaredError]
public partial class AveragePoolGaps;

[Network(Precision = Precision.Double), Outputs(5)]
[Input(4, 3, 2)]
[Conv2D(5, Kernel = 2, Activation = Activation.Tanh)]
[GlobalAveragePool2D]
[MeanSquaredError]
public partial class GlobalAveragePool;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(6, 5, 2)]
[Conv2D(4, Activation = Activation.ReLU)]
[GlobalAveragePool2D]
[Dense(3)]
[SoftmaxCrossEntropy]
public partial class GlobalAveragePoolThenDense;

[Network(Precision = Precision.Double), Outputs(3)]
[Input(8, 8, 1)]
[Conv2D(3, Padding = Padding.Same, Activation = Activation.Tanh)]
[MaxPool2D(2)]
[Conv2D(4, Activation = Activation.ReLU)]
[AveragePool2D(2)]
[Flatten]
[Dense(3)]
[SoftmaxCrossEntropy]
public partial class PoolsInLeNet;

[Network(Precision = Precision.Double), Outputs(2)]
[Input(4, 4, 3)]
[MaxPool2D(2)]
[Flatten]
[Dense(2)]
[MeanSquaredError]
public partial class PoolOnInput;
