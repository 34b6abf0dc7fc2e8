using System;
using System.Collections.Generic;
using System.Globalization;

namespace NetGen.Samples.Pictures;

/// <summary>Maps the values of one axis to 0..1 and names round values along it.</summary>
internal sealed class Axis
{
    private readonly double _low;
    private readonly double _high;
    private readonly bool _logarithmic;

    /// <summary>An axis that shows all of the values; not-a-number and infinite ones are left out, as are those a logarithm cannot show.</summary>
    public Axis(IEnumerable<double> values, int wantedTicks, bool logarithmic = false, bool tight = false)
    {
        _logarithmic = logarithmic;
        double low = double.MaxValue, high = double.MinValue;
        foreach (double value in values)
        {
            if (CanShow(value))
            {
                (low, high) = (Math.Min(low, Scale(value)), Math.Max(high, Scale(value)));
            }
        }

        if (low > high)
        {
            (low, high) = (0, 1);
        }

        if (high - low < 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high)) || high == low)
        {
            (low, high) = (low - 0.5, high + 0.5);
        }

        double step = logarithmic ? DecadeStep(high - low, wantedTicks) : RoundStep((high - low) / wantedTicks);
        double room = tight ? 0 : 0.04 * (high - low);
        (_low, _high) = tight || logarithmic
            ? (low - room, high + room)
            : (Math.Floor(low / step + 1e-9) * step, Math.Ceiling(high / step - 1e-9) * step);
        Ticks = logarithmic && high - low < 2.5 ? WithinDecades() : Even(step);
    }

    /// <summary>Places from 0 to 1 with the text to put there.</summary>
    public IReadOnlyList<(double Place, string Text)> Ticks { get; }

    public bool CanShow(double value) => double.IsFinite(value) && (!_logarithmic || value > 0);

    /// <summary>Where a value lies: 0 at the start of the axis, 1 at its end.</summary>
    public double Place(double value) => (Scale(value) - _low) / (_high - _low);

    private double Scale(double value) => _logarithmic ? Math.Log10(value) : value;

    private List<(double, string)> Even(double step)
    {
        var ticks = new List<(double, string)>();
        for (double i = Math.Ceiling(_low / step - 1e-9); i * step <= _high + 1e-9 * step; i++)
        {
            double value = _logarithmic ? Math.Pow(10, i * step) : i * step;
            ticks.Add(((i * step - _low) / (_high - _low), Text(value, _logarithmic ? value : step)));
        }

        return ticks;
    }

    /// <summary>On a logarithmic axis too short to live on powers of ten: 1, 2 and 5 within each.</summary>
    private List<(double, string)> WithinDecades()
    {
        var ticks = new List<(double, string)>();
        for (double decade = Math.Floor(_low); decade <= Math.Ceiling(_high); decade++)
        {
            foreach (int digit in (ReadOnlySpan<int>)[1, 2, 5])
            {
                double value = digit * Math.Pow(10, decade), place = Place(value);
                if (place is >= -1e-9 and <= 1 + 1e-9)
                {
                    ticks.Add((place, Text(value, value)));
                }
            }
        }

        return ticks;
    }

    /// <summary>The smallest of 1, 2, 5 times a power of ten that is not below the wanted step.</summary>
    private static double RoundStep(double wanted)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
        double digit = wanted / power;
        return power * (digit <= 1 + 1e-9 ? 1 : digit <= 2 + 1e-9 ? 2 : digit <= 5 + 1e-9 ? 5 : 10);
    }

    private static double DecadeStep(double decades, int wantedTicks) => Math.Max(1, Math.Ceiling(decades / wantedTicks));

    /// <summary>As many decimals as tell neighbouring ticks apart. Adding zero turns minus zero into zero.</summary>
    private static string Text(double value, double step)
    {
        double size = Math.Abs(value);
        if (size != 0 && (size >= 1e6 || step < 1e-4))
        {
            return value.ToString("0.##e0", CultureInfo.InvariantCulture);
        }

        int decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 6);
        return (Math.Round(value, decimals) + 0.0).ToString((size >= 10000 ? "N" : "F") + decimals, CultureInfo.InvariantCulture);
    }
}
