using System;
using System.Collections.Generic;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime.CPU;

namespace NetGen.Gpu.Networks.Tests;

/// <summary>The device that NETGEN_DEVICE names, or ILGPU's CPU accelerator with groups of 16 threads, as on GPUs; there each barrier costs, so it has a selection of the networks and short trainings.</summary>
internal static class TestDevice
{
    private static readonly string? s_named = Environment.GetEnvironmentVariable("NETGEN_DEVICE");

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

    public static Device Instance { get; } = IsNamed ? Device.Best(Enum.Parse<DeviceKind>(s_named!, ignoreCase: true)) : Grouped();

    /// <summary>Steps of a training.</summary>
    public static int TrainingSteps => IsNamed ? 100 : 12;

    private static bool IsNamed => !string.IsNullOrEmpty(s_named);

    /// <summary>Whether a network, or a graph's trainer, is tested.</summary>
    public static bool Tests(string network) => IsNamed || s_selection.Contains(network);

    private static Device Grouped()
    {
        var context = Context.Create(builder => builder.CPU(CPUDevice.Default).EnableAlgorithms().Optimize(OptimizationLevel.O2));
        return new Device(context, CPUDevice.Default);
    }
}
