using NetGen;

namespace Digits;

/// <summary>Handwritten digits: 8x8 grey pixels from 0 to 1, to ten classes.</summary>
[Network]
[Input(8, 8, 1)]
[Conv2D(16, Kernel = 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPool2D(2)]
[Conv2D(32, Kernel = 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPool2D(2)]
[Flatten]
[Dropout(0.25)]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class DigitNetwork;
