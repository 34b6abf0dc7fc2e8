using System.Collections.Generic;

namespace NetGen.Generator.Specification;

/// <summary>Names that generated classes use themselves.</summary>
internal static class ReservedNames
{
    /// <summary>The alias of generated files for a register of one element.</summary>
    public const string Alias = "OneLane";

    /// <summary>The aliases of files for devices: arrays of real numbers and of integers, and the functions.</summary>
    public const string Reals = "Reals", Integers = "Integers", GpuMath = "GpuMath";

    /// <summary>Members of the network class; a member of the user's with one of these names is a diagnostic.</summary>
    public static readonly IReadOnlyCollection<string> OfNetworks =
    [
        "Parameters", "Summary", "Session", "Trainer", "CreateSession", "CreateTrainer", "GpuSession", "GpuTrainer", "Save", "Load", "LoadMatching", "Clone", "CopyFrom", "Layout",
    ];

    /// <summary>Parameters, locals and values of generated methods; an input or target of one of these names is a diagnostic.</summary>
    public static readonly IReadOnlyCollection<string> OfMethods = ["n", "value", "samples", "key", "loss", "probabilities", "maxBatch", "maxTime", "model", "steps", "lengths", "recomputeEvery", "segment", "segmentSteps"];

    /// <summary>Members of sessions and trainers; a layer of one of these names has its methods renamed.</summary>
    public static readonly IReadOnlyCollection<string> OfComputations =
    [
        Alias, Reals, Integers, GpuMath, "Session", "Trainer", "Loss", "Derivatives", "CheckBatch", "CheckClasses", "Parameter", "Parameters", "Gradient", "Start", "At",
        "Forward", "Backward", "Predict", "Step", "Update", "Reset", "State", "Dispose", "Gradients", "Workspace", "Workers", "MaxBatch", "Threads", "Key",
        "Multiply", "MultiplyEach", "RunSamples", "RunElements", "RunRows", "RunColumns", "Upload", "RoomFor", "ValueOf", "ReadBack", "Download", "Scratch", "Device", "Synchronize", "LossOf", "HoldArgument", "GpuSession", "GpuTrainer", "NextCall", "Convolve", "Pool", "Gather", "ScatterAdd", "Carried", "Lengths", "Sequences", "HoldSequences", "StepsOf", "LongestOf", "ReorderState", "MaxTime", "KeepsState", "Run", "Samples", "Labels", "Check", "Model", "Optimizer", "StepCount", "Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals",
        "MemberwiseClone", "Finalize", "Loss", "Derivatives", "Accumulate", "UpdateAfter", "AccumulateAfter", "FirstNonFinite", "AreFinite", "InputLength", "TargetLength",
        "OutputLength", "NewSession", "Fit", "Evaluate", "SaveCheckpoint", "LoadCheckpoint", "Average", "ExchangeAverage", "LearningRate", "GradientNorm", "ReportMetric",
        "WorkspaceLength", "SumOverTime", "AddOverTime", "AddRows", "AddTransposedA", "RecomputeEvery", "Segment", "Segments", "SegmentAgain", "SegmentDerivatives", "SegmentLength", "SegmentOf", "SegmentStart", "HoldSegments", "CutIntoSegments", "Checkpoint",
    ];
}
