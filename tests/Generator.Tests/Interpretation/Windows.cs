using System;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Tests.Interpretation;

/// <summary>Convolutions and pools by their definitions.</summary>
internal static class Windows
{
    /// <summary>y[n,p,q,o] = sum x[n,h,w,i] W[r,s,i,o]; the form says which of the three is wanted from the other two.</summary>
    public static Values Convolve(ConvolutionForm form, ConvolutionSizes s, Values first, Values second, int[] extents)
    {
        var result = Values.Zeros(extents);
        var x = form == ConvolutionForm.Input ? result : first;
        var w = form == ConvolutionForm.Weight ? result : second;
        var y = form switch { ConvolutionForm.Forward => result, ConvolutionForm.Input => first, _ => second };
        var (inPerGroup, outPerGroup) = (s.InChannels / s.Groups, s.OutChannels / s.Groups);
        for (int n = 0; n < x.Extents[0]; n++)
        {
            for (int p = 0; p < s.OutHeight; p++)
            {
                for (int q = 0; q < s.OutWidth; q++)
                {
                    for (int r = 0; r < s.KernelHeight; r++)
                    {
                        for (int t = 0; t < s.KernelWidth; t++)
                        {
                            int h = (p * s.StrideHeight) + (r * s.DilationHeight) - s.PadTop;
                            int v = (q * s.StrideWidth) + (t * s.DilationWidth) - s.PadLeft;
                            if (h < 0 || h >= s.InHeight || v < 0 || v >= s.InWidth)
                            {
                                continue;
                            }

                            for (int i = 0; i < inPerGroup; i++)
                            {
                                for (int o = 0; o < s.OutChannels; o++)
                                {
                                    int atX = x.Position([n, h, v, (o / outPerGroup * inPerGroup) + i]);
                                    int atW = w.Position([r, t, i, o]);
                                    int atY = y.Position([n, p, q, o]);
                                    switch (form)
                                    {
                                        case ConvolutionForm.Forward:
                                            y.Elements[atY] += x.Elements[atX] * w.Elements[atW];
                                            break;
                                        case ConvolutionForm.Input:
                                            x.Elements[atX] += y.Elements[atY] * w.Elements[atW];
                                            break;
                                        default:
                                            w.Elements[atW] += x.Elements[atX] * y.Elements[atY];
                                            break;
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }

        return result;
    }

    /// <summary>Cells outside the image take no part; the derivative of a maximum goes to the first cell that has it.</summary>
    public static Values Pool(Op op, PoolingSizes s, Values[] inputs, int[] extents)
    {
        var result = Values.Zeros(extents);
        bool backward = op is Op.MaxPoolGradient or Op.AveragePoolGradient;
        var y = backward ? inputs[^1] : result;
        for (int k = 0; k < y.Elements.Length; k++)
        {
            int[] index = y.Index(k);
            var (n, c) = (index[0], index[3]);
            int top = (index[1] * s.StrideHeight) - s.PadTop;
            int left = (index[2] * s.StrideWidth) - s.PadLeft;
            int cells = 0;
            double sum = 0;
            double max = double.NegativeInfinity;
            int[] first = [];
            foreach (var (h, w) in Cells(s, top, left))
            {
                cells++;
                if (op is Op.AveragePool)
                {
                    sum += inputs[0][[n, h, w, c]];
                }
                else if (op is Op.MaxPool or Op.MaxPoolGradient && (first.Length == 0 || inputs[0][[n, h, w, c]] > max))
                {
                    max = inputs[0][[n, h, w, c]];
                    first = [n, h, w, c];
                }
            }

            switch (op)
            {
                case Op.MaxPool:
                    result.Elements[k] = max;
                    break;
                case Op.AveragePool:
                    result.Elements[k] = sum / cells;
                    break;
                case Op.MaxPoolGradient:
                    result.Elements[result.Position(first)] += y.Elements[k];
                    break;
                default:
                    foreach (var (h, w) in Cells(s, top, left))
                    {
                        result.Elements[result.Position([n, h, w, c])] += y.Elements[k] / cells;
                    }

                    break;
            }
        }

        return result;
    }

    private static System.Collections.Generic.IEnumerable<(int Row, int Column)> Cells(PoolingSizes s, int top, int left)
    {
        for (int h = Math.Max(top, 0); h < Math.Min(top + s.WindowHeight, s.InHeight); h++)
        {
            for (int w = Math.Max(left, 0); w < Math.Min(left + s.WindowWidth, s.InWidth); w++)
            {
                yield return (h, w);
            }
        }
    }
}
