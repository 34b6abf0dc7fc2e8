using System;
using System.Numerics;

namespace NetGen.Kernels;

/// <summary>
/// One axis of a correlation: output index a reads the padded source at a * Step + FirstPosition + j * PositionStep for its taps j = 0, 1...;
/// tap j is row FirstIndex + j * IndexStep of the filter, and output index a is index FirstOutput + a * OutputStep of the result.
/// </summary>
internal readonly record struct ConvolutionAxis(
    int Length, int Step,
    int Taps, int FirstPosition, int PositionStep, int FirstIndex, int IndexStep,
    int FirstOutput, int OutputStep,
    int Source, int Pad)
{
    /// <summary>The axis of y in x.</summary>
    public static ConvolutionAxis Forward(int source, int output, int kernel, int stride, int dilation, int pad) =>
        new(output, stride, kernel, 0, dilation, 0, 1, 0, 1, source, pad);

    /// <summary>
    /// The axis of dx in dy, for the input cells phase, phase + stride, phase + 2 stride... Cell h meets output p by tap r where h + pad - r dilation = p stride:
    /// the same taps for all cells of a phase, at consecutive p for consecutive cells. Taps are taken from the last to the first, so that p rises.
    /// </summary>
    public static ConvolutionAxis Gradient(int source, int output, int kernel, int stride, int dilation, int pad, int phase)
    {
        int cells = phase < source ? (source - phase + stride - 1) / stride : 0;
        int period = stride / (int)BigInteger.GreatestCommonDivisor(stride, dilation);
        int first = 0;
        while (first < Math.Min(period, kernel) && (phase + pad - first * dilation) % stride != 0)
            first++;
        if (first >= Math.Min(period, kernel))
            return new(cells, 1, 0, 0, 1, 0, 1, phase, stride, output, 0);
        int taps = (kernel - 1 - first) / period + 1;
        int last = first + (taps - 1) * period;
        int lowest = (phase + pad - last * dilation) / stride;
        int before = Math.Max(0, -lowest);
        return new(cells, 1, taps, lowest + before, period * dilation / stride, last, -period, phase, stride, output, before);
    }

    public int Position(int tap) => FirstPosition + tap * PositionStep;

    public int Index(int tap) => FirstIndex + tap * IndexStep;

    /// <summary>Padded cells that so many consecutive outputs read.</summary>
    public int Extent(int outputs) => (outputs - 1) * Step + FirstPosition + Math.Max(0, Taps - 1) * PositionStep + 1;

    /// <summary>The outputs whose taps are all inside the source: from First to before End.</summary>
    public (int First, int End) Whole
    {
        get
        {
            int lowest = FirstPosition - Pad, highest = lowest + Math.Max(0, Taps - 1) * PositionStep;
            int first = lowest >= 0 ? 0 : (-lowest + Step - 1) / Step;
            int end = highest >= Source ? 0 : Math.Min(Length, (Source - 1 - highest) / Step + 1);
            return (first, Math.Max(first, end));
        }
    }

    public bool NeedsPadding => Pad > 0 || Extent(Length) > Source;
}
