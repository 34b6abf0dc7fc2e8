using NetGen.Kernels;

namespace NetGen.Gpu;

/// <summary>
/// One axis of a correlation, as <see cref="ConvolutionAxis"/> has it: result index a reads the source at a Step + First + j PositionStep for its taps j, where the source is 0 before 0 and from Source on; tap j is row
/// FirstIndex + j IndexStep of the filter, and a is index FirstOutput + a OutputStep of the result.
/// </summary>
internal struct ImageAxis
{
    public Divisor Length, Taps;
    public int Count, Step, First, PositionStep, FirstIndex, IndexStep, FirstOutput, OutputStep, Source;

    public static ImageAxis Of(ConvolutionAxis axis) => new ImageAxis
    {
        Length = Divisor.Of(axis.Length),
        Taps = Divisor.Of(axis.Taps > 0 ? axis.Taps : 1),
        Count = axis.Taps,
        Step = axis.Step,
        First = axis.FirstPosition - axis.Pad,
        PositionStep = axis.PositionStep,
        FirstIndex = axis.FirstIndex,
        IndexStep = axis.IndexStep,
        FirstOutput = axis.FirstOutput,
        OutputStep = axis.OutputStep,
        Source = axis.Source,
    };
}
