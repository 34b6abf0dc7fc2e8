using System.Collections.Generic;
using NetGen.Gpu.Tests;

namespace NetGen.Gpu.Networks.Tests;

/// <summary><see cref="HardwareDevice"/>. ILGPU's CPU accelerator, where each barrier costs, has a selection of the networks and short trainings.</summary>
internal static class TestDevice
{
    /// <summary>One or two for each kind of kernel.</summary>
    private static readonly HashSet<string> s_selection =
    [
        // Products, epilogues, normalization, dropout, losses.
        "DenseChain", "DenseOfOne", "DenseGELU", "LayerSoftmax", "RegularizedPerceptron", "BatchNormSeveral", "LayerNormOfVector", "GroupNormOfImage", "DropoutSeveral", "LossAllOptions", "LossOfSequence",
        // Convolutions and windows.
        "ConvSameStrideTwo", "ConvDilatedHeightWidth", "ConvEverything", "DepthwiseMultiplier", "ConvTranspose2DExplicit", "SeparableConv2DPlain", "Conv1DDilatedGroups", "ConvTranspose1DSame", "ImageToImage",
        "MaxPoolOverlappingStrideTwo", "AveragePoolExplicit", "GlobalMaxPool2DPlain", "Upsample2DLinear",
        // Tables.
        "EmbeddingDense", "EmbeddingMean",
        // Sequences.
        "RnnTanh", "GruAfter", "GruBefore", "LstmPlain", "LstmPeepholeCoupled", "LstmEverything", "LstmDeepBothWays", "LearnedBothWays", "RecurrentlyDropped", "StackedKinds", "TokensLast", "NormalizedGru", "Minimal", "Three",
        // Graphs.
        "Residual.GpuTrainer", "Variational.GpuTrainer", "Adversaries.GpuFoolTrainer", "Adversaries.GpuJudgeTrainer", "Tied.GpuInnerPairTrainer", "Tower.GpuTrainer", "OverTime.GpuTrainer", "Attentive.GpuTrainer", "Translator.GpuTrainer",
    ];

    public static Device Instance => HardwareDevice.Instance;

    /// <summary>Steps of a training.</summary>
    public static int TrainingSteps => HardwareDevice.IsNamed ? 100 : 10;

    /// <summary>Whether a network, or a graph's trainer, is tested.</summary>
    public static bool Tests(string network) => HardwareDevice.IsNamed || s_selection.Contains(network);
}
