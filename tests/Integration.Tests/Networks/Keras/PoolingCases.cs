namespace NetGen.Integration.Tests.Networks.Keras;

[Network, Keras("pooling.AveragePooling2D.0"), Input(6, 6, 3), AveragePool2D(2)]
public partial class AveragePool2DCase0;

[Network, Keras("pooling.AveragePooling2D.1"), Input(6, 6, 3), AveragePool2D(2, Stride = 1)]
public partial class AveragePool2DCase1;

[Network, Keras("pooling.AveragePooling2D.2"), Input(6, 7, 3), AveragePool2D(2, StrideHeight = 2, StrideWidth = 1)]
public partial class AveragePool2DCase2;

[Network, Keras("pooling.AveragePooling2D.3"), Input(6, 6, 3), AveragePool2D(3)]
public partial class AveragePool2DCase3;

[Network, Keras("pooling.AveragePooling2D.4"), Input(6, 6, 3), AveragePool2D(3)]
public partial class AveragePool2DCase4;

[Network, Keras("pooling.AveragePooling2D.5"), Input(6, 6, 3), AveragePool2D(2, Padding = Padding.Same)]
public partial class AveragePool2DCase5;

[Network, Keras("pooling.AveragePooling2D.6"), Input(6, 6, 3), AveragePool2D(2, Stride = 1, Padding = Padding.Same)]
public partial class AveragePool2DCase6;

[Network, Keras("pooling.AveragePooling2D.7"), Input(6, 7, 3), AveragePool2D(2, StrideHeight = 2, StrideWidth = 1, Padding = Padding.Same)]
public partial class AveragePool2DCase7;

[Network, Keras("pooling.AveragePooling2D.8"), Input(6, 6, 3), AveragePool2D(3, Padding = Padding.Same)]
public partial class AveragePool2DCase8;

[Network, Keras("pooling.AveragePooling2D.9"), Input(6, 6, 3), AveragePool2D(3, Padding = Padding.Same)]
public partial class AveragePool2DCase9;

[Network, Keras("pooling.AveragePooling2D.10", ChannelAxis = 1), Input(6, 3, 5), AveragePool2D(3, Stride = 2)]
public partial class AveragePool2DCase10;

[Network, Keras("pooling.AveragePooling2D.11", ChannelAxis = 1), Input(6, 3, 5), AveragePool2D(3, Stride = 1, Padding = Padding.Same)]
public partial class AveragePool2DCase11;

[Network, Keras("pooling.AveragePooling2D.12", ChannelAxis = 1), Input(6, 4, 4), AveragePool2D(2)]
public partial class AveragePool2DCase12;

[Network, Keras("pooling.GlobalAveragePooling2D.0"), Input(6, 6, 3), GlobalAveragePool2D]
public partial class GlobalAveragePool2DCase0;

[Network, Keras("pooling.GlobalAveragePooling2D.1", ChannelAxis = 1), Input(6, 6, 3), GlobalAveragePool2D]
public partial class GlobalAveragePool2DCase1;

[Network, Keras("pooling.GlobalAveragePooling2D.2"), Input(5, 3, 2), GlobalAveragePool2D]
public partial class GlobalAveragePool2DCase2;

[Network, Keras("pooling.MaxPooling2D.0"), Input(6, 6, 3), MaxPool2D(2)]
public partial class MaxPool2DCase0;

[Network, Keras("pooling.MaxPooling2D.1"), Input(6, 6, 3), MaxPool2D(2, Stride = 1)]
public partial class MaxPool2DCase1;

[Network, Keras("pooling.MaxPooling2D.2"), Input(6, 7, 3), MaxPool2D(2, StrideHeight = 2, StrideWidth = 1)]
public partial class MaxPool2DCase2;

[Network, Keras("pooling.MaxPooling2D.3"), Input(6, 6, 3), MaxPool2D(3)]
public partial class MaxPool2DCase3;

[Network, Keras("pooling.MaxPooling2D.4"), Input(6, 6, 3), MaxPool2D(3)]
public partial class MaxPool2DCase4;

[Network, Keras("pooling.MaxPooling2D.5"), Input(6, 6, 3), MaxPool2D(2, Padding = Padding.Same)]
public partial class MaxPool2DCase5;

[Network, Keras("pooling.MaxPooling2D.6"), Input(6, 6, 3), MaxPool2D(2, Stride = 1, Padding = Padding.Same)]
public partial class MaxPool2DCase6;

[Network, Keras("pooling.MaxPooling2D.7"), Input(6, 7, 3), MaxPool2D(2, StrideHeight = 2, StrideWidth = 1, Padding = Padding.Same)]
public partial class MaxPool2DCase7;

[Network, Keras("pooling.MaxPooling2D.8"), Input(6, 6, 3), MaxPool2D(3, Padding = Padding.Same)]
public partial class MaxPool2DCase8;

[Network, Keras("pooling.MaxPooling2D.9"), Input(6, 6, 3), MaxPool2D(3, Padding = Padding.Same)]
public partial class MaxPool2DCase9;

[Network, Keras("pooling.MaxPooling2D.10", ChannelAxis = 1), Input(6, 3, 5), MaxPool2D(3, Stride = 2)]
public partial class MaxPool2DCase10;

[Network, Keras("pooling.MaxPooling2D.11", ChannelAxis = 1), Input(6, 3, 5), MaxPool2D(3, Stride = 1, Padding = Padding.Same)]
public partial class MaxPool2DCase11;

[Network, Keras("pooling.MaxPooling2D.12", ChannelAxis = 1), Input(6, 4, 4), MaxPool2D(2)]
public partial class MaxPool2DCase12;

[Network, Keras("pooling.AveragePooling1D.0"), Input(6, 6), AveragePool1D(2)]
public partial class AveragePool1DCase0;

[Network, Keras("pooling.AveragePooling1D.1"), Input(6, 6), AveragePool1D(2, Stride = 1)]
public partial class AveragePool1DCase1;

[Network, Keras("pooling.AveragePooling1D.2"), Input(6, 6), AveragePool1D(2, Stride = 3)]
public partial class AveragePool1DCase2;

[Network, Keras("pooling.AveragePooling1D.3"), Input(6, 6), AveragePool1D(2, Padding = Padding.Same)]
public partial class AveragePool1DCase3;

[Network, Keras("pooling.AveragePooling1D.4"), Input(6, 6), AveragePool1D(2, Stride = 1, Padding = Padding.Same)]
public partial class AveragePool1DCase4;

[Network, Keras("pooling.AveragePooling1D.5"), Input(6, 6), AveragePool1D(2, Stride = 3, Padding = Padding.Same)]
public partial class AveragePool1DCase5;

[Network, Keras("pooling.AveragePooling1D.6"), Input(6, 6), AveragePool1D(3)]
public partial class AveragePool1DCase6;

[Network, Keras("pooling.AveragePooling1D.7"), Input(7, 7), AveragePool1D(3, Stride = 1, Padding = Padding.Same)]
public partial class AveragePool1DCase7;

[Network, Keras("pooling.AveragePooling1D.8"), Input(7, 7), AveragePool1D(3, Padding = Padding.Same)]
public partial class AveragePool1DCase8;

[Network, Keras("pooling.GlobalAveragePooling1D.0"), Input(6, 6), GlobalAveragePool1D]
public partial class GlobalAveragePool1DCase0;

[Network, Keras("pooling.GlobalAveragePooling1D.1"), Input(3, 7), GlobalAveragePool1D]
public partial class GlobalAveragePool1DCase1;

[Network, Keras("pooling.GlobalAveragePooling1D.2"), Input(8, 4), GlobalAveragePool1D]
public partial class GlobalAveragePool1DCase2;

[Network, Keras("pooling.GlobalMaxPooling1D.0"), Input(6, 6), GlobalMaxPool1D]
public partial class GlobalMaxPool1DCase0;

[Network, Keras("pooling.GlobalMaxPooling1D.1"), Input(3, 7), GlobalMaxPool1D]
public partial class GlobalMaxPool1DCase1;

[Network, Keras("pooling.GlobalMaxPooling1D.2"), Input(8, 4), GlobalMaxPool1D]
public partial class GlobalMaxPool1DCase2;

[Network, Keras("pooling.GlobalMaxPooling2D.0"), Input(6, 6, 3), GlobalMaxPool2D]
public partial class GlobalMaxPool2DCase0;

[Network, Keras("pooling.GlobalMaxPooling2D.1", ChannelAxis = 1), Input(6, 6, 3), GlobalMaxPool2D]
public partial class GlobalMaxPool2DCase1;

[Network, Keras("pooling.GlobalMaxPooling2D.2"), Input(5, 3, 2), GlobalMaxPool2D]
public partial class GlobalMaxPool2DCase2;

[Network, Keras("pooling.MaxPooling1D.0"), Input(6, 6), MaxPool1D(2)]
public partial class MaxPool1DCase0;

[Network, Keras("pooling.MaxPooling1D.1"), Input(6, 6), MaxPool1D(2, Stride = 1)]
public partial class MaxPool1DCase1;

[Network, Keras("pooling.MaxPooling1D.2"), Input(6, 6), MaxPool1D(2, Stride = 3)]
public partial class MaxPool1DCase2;

[Network, Keras("pooling.MaxPooling1D.3"), Input(6, 6), MaxPool1D(2, Padding = Padding.Same)]
public partial class MaxPool1DCase3;

[Network, Keras("pooling.MaxPooling1D.4"), Input(6, 6), MaxPool1D(2, Stride = 1, Padding = Padding.Same)]
public partial class MaxPool1DCase4;

[Network, Keras("pooling.MaxPooling1D.5"), Input(6, 6), MaxPool1D(2, Stride = 3, Padding = Padding.Same)]
public partial class MaxPool1DCase5;

[Network, Keras("pooling.MaxPooling1D.6"), Input(6, 6), MaxPool1D(3)]
public partial class MaxPool1DCase6;

[Network, Keras("pooling.MaxPooling1D.7"), Input(7, 7), MaxPool1D(3, Stride = 1, Padding = Padding.Same)]
public partial class MaxPool1DCase7;

[Network, Keras("pooling.MaxPooling1D.8"), Input(7, 7), MaxPool1D(3, Padding = Padding.Same)]
public partial class MaxPool1DCase8;
