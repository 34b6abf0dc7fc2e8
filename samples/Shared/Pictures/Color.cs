using System;
using System.Globalization;

namespace NetGen.Samples.Pictures;

/// <summary>An opaque sRGB colour.</summary>
public readonly record struct Color(byte R, byte G, byte B)
{
    public static Color White { get; } = new(255, 255, 255);
    public static Color Ink { get; } = Hex("1F2933");
    public static Color Muted { get; } = Hex("66727F");
    public static Color GridLine { get; } = Hex("E4E8EC");
    public static Color Good { get; } = Hex("2E7D32");
    public static Color Bad { get; } = Hex("C62828");

    // Ten hues that stay apart for the usual forms of colour blindness when neighbours in the list share a picture.
    private static readonly Color[] s_series =
    [
        Hex("1F77B4"), Hex("FF7F0E"), Hex("2CA02C"), Hex("D62728"), Hex("9467BD"),
        Hex("8C564B"), Hex("E377C2"), Hex("7F7F7F"), Hex("BCBD22"), Hex("17BECF"),
    ];

    // The viridis colour map at nine places; brightness rises evenly, so it also reads in grey.
    private static readonly Color[] s_viridis =
    [
        Hex("440154"), Hex("472D7B"), Hex("3B528B"), Hex("2C728E"), Hex("21918C"), Hex("28AE80"), Hex("5EC962"), Hex("ADDC30"), Hex("FDE725"),
    ];

    /// <summary>The colour of the series, or class, of that index.</summary>
    public static Color Series(int index) => s_series[index % s_series.Length];

    /// <summary>A colour for a value from 0 (dark violet) to 1 (yellow).</summary>
    public static Color Viridis(double value)
    {
        double place = Math.Clamp(value, 0, 1) * (s_viridis.Length - 1);
        int below = Math.Min((int)place, s_viridis.Length - 2);
        return s_viridis[below].Mix(s_viridis[below + 1], place - below);
    }

    /// <summary>A grey from 0 (black) to 1 (white).</summary>
    public static Color Grey(double value)
    {
        byte level = (byte)Math.Round(255 * Math.Clamp(value, 0, 1));
        return new Color(level, level, level);
    }

    /// <summary>This colour and a share of another.</summary>
    public Color Mix(Color other, double share)
    {
        return new Color(Channel(R, other.R), Channel(G, other.G), Channel(B, other.B));

        byte Channel(byte from, byte to) => (byte)Math.Round(from + (to - from) * Math.Clamp(share, 0, 1));
    }

    private static Color Hex(string text)
    {
        int value = int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new Color((byte)(value >> 16), (byte)(value >> 8), (byte)value);
    }
}
