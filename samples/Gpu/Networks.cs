using NetGen;

namespace GpuTraining;

/// <summary>Two convolutions and two dense layers, for handwritten digits.</summary>
[Network(Gpu = true)]
[Input(28, 28, 1)]
[Conv2D(32, Kernel = 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[Conv2D(64, Kernel = 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPool2D(2)]
[Flatten]
[Dense(128, Activation = Activation.ReLU)]
[Dropout(0.5)]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class DigitNetwork;

/// <summary>Long short-term memory, one layer of 256; room for 96 different characters.</summary>
[Network(Gpu = true)]
[TokenSequence(96)]
[Embedding(64)]
[Lstm(256)]
[Dropout(0.3)]
[Dense(96)]
[SoftmaxCrossEntropy]
public partial class TextNetwork;
