namespace NetGen.Integration.Tests.Networks.Keras;

[Network, Keras("convolutional.Cropping1D.0"), Input(6, 4), Cropping1D(1)]
public partial class Cropping1DCase0;

[Network, Keras("convolutional.Cropping1D.1"), Input(6, 4), Cropping1D(0, Before = 2, After = 3)]
public partial class Cropping1DCase1;

[Network, Keras("convolutional.Cropping1D.2"), Input(6, 4), Cropping1D(2)]
public partial class Cropping1DCase2;

[Network, Keras("convolutional.Cropping2D.0"), Input(3, 5, 4), Cropping2D(1)]
public partial class Cropping2DCase0;

[Network, Keras("convolutional.Cropping2D.1", ChannelAxis = 1), Input(5, 4, 3), Cropping2D(1)]
public partial class Cropping2DCase1;

[Network, Keras("convolutional.Cropping2D.2"), Input(8, 7, 6), Cropping2D(0, Top = 4, Bottom = 2, Left = 3, Right = 1)]
public partial class Cropping2DCase2;

[Network, Keras("convolutional.Cropping2D.3", ChannelAxis = 1), Input(7, 6, 8), Cropping2D(0, Top = 4, Bottom = 2, Left = 3, Right = 1)]
public partial class Cropping2DCase3;

[Network, Keras("convolutional.Cropping2D.4"), Input(8, 7, 6), Cropping2D(0, Top = 2, Bottom = 2, Left = 3, Right = 3)]
public partial class Cropping2DCase4;

[Network, Keras("convolutional.Cropping2D.5"), Input(8, 7, 6), Cropping2D(1)] // Its title says 4, its shapes 1.
public partial class Cropping2DCase5;

[Network, Keras("convolutional.UpSampling1D.0"), Input(3, 5), Upsample1D(2)]
public partial class Upsample1DCase0;

[Network, Keras("convolutional.UpSampling1D.1"), Input(4, 4), Upsample1D(3)]
public partial class Upsample1DCase1;

[Network, Keras("convolutional.UpSampling2D.0"), Input(3, 3, 3), Upsample2D(2)]
public partial class Upsample2DCase0;

[Network, Keras("convolutional.UpSampling2D.1", ChannelAxis = 1), Input(3, 3, 3), Upsample2D(2)]
public partial class Upsample2DCase1;

[Network, Keras("convolutional.UpSampling2D.2"), Input(4, 2, 2), Upsample2D(1, FactorHeight = 3, FactorWidth = 2)]
public partial class Upsample2DCase2;

[Network, Keras("convolutional.UpSampling2D.3", ChannelAxis = 1), Input(3, 2, 4), Upsample2D(1, FactorHeight = 1, FactorWidth = 3)]
public partial class Upsample2DCase3;

[Network, Keras("convolutional.UpSampling2D.4"), Input(1, 3, 2), Upsample2D(2)]
public partial class Upsample2DCase4;

[Network, Keras("convolutional.ZeroPadding1D.0"), Input(3, 5), ZeroPadding1D(1)]
public partial class ZeroPadding1DCase0;

[Network, Keras("convolutional.ZeroPadding1D.1"), Input(4, 4), ZeroPadding1D(3)]
public partial class ZeroPadding1DCase1;

[Network, Keras("convolutional.ZeroPadding1D.2"), Input(4, 4), ZeroPadding1D(0, Before = 3, After = 2)]
public partial class ZeroPadding1DCase2;

[Network, Keras("convolutional.ZeroPadding2D.0"), Input(3, 5, 2), ZeroPadding2D(1)]
public partial class ZeroPadding2DCase0;

[Network, Keras("convolutional.ZeroPadding2D.1", ChannelAxis = 1), Input(5, 2, 3), ZeroPadding2D(1)]
public partial class ZeroPadding2DCase1;

[Network, Keras("convolutional.ZeroPadding2D.2"), Input(2, 6, 4), ZeroPadding2D(0, Top = 3, Bottom = 3, Left = 2, Right = 2)]
public partial class ZeroPadding2DCase2;

[Network, Keras("convolutional.ZeroPadding2D.3", ChannelAxis = 1), Input(6, 4, 2), ZeroPadding2D(0, Top = 3, Bottom = 3, Left = 2, Right = 2)]
public partial class ZeroPadding2DCase3;

[Network, Keras("convolutional.ZeroPadding2D.4"), Input(2, 6, 4), ZeroPadding2D(0, Top = 1, Bottom = 2, Left = 3, Right = 4)]
public partial class ZeroPadding2DCase4;

[Network, Keras("convolutional.ZeroPadding2D.5"), Input(2, 6, 4), ZeroPadding2D(2)]
public partial class ZeroPadding2DCase5;

[Network, Keras("core.Permute.0"), Input(3, 2), Permute(2, 1)]
public partial class PermuteCase0;

[Network, Keras("core.Permute.1"), Input(2, 3, 4), Permute(3, 2, 1)]
public partial class PermuteCase1;

[Network, Keras("core.Permute.2"), Input(1, 6, 4), Permute(2, 1, 3)]
public partial class PermuteCase2;

[Network, Keras("core.Permute.3"), Input(1, 3, 4, 2), Permute(3, 1, 2, 4)]
public partial class PermuteCase3;

[Network, Keras("core.RepeatVector.0"), Input(6), RepeatVector(7)]
public partial class RepeatVectorCase0;

[Network, Keras("core.Reshape.0"), Input(6), Reshape(2, 3)]
public partial class ReshapeCase0;

[Network, Keras("core.Reshape.1"), Input(3, 2), Reshape(6)]
public partial class ReshapeCase1;

[Network, Keras("core.Reshape.2"), Input(3, 2, 2), Reshape(4, 3)]
public partial class ReshapeCase2;
