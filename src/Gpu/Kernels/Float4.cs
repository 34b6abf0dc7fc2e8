using System.Runtime.InteropServices;

namespace NetGen.Gpu;

/// <summary>Four numbers that are loaded and stored at once, at addresses that are multiples of 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
internal struct Float4
{
    public float X, Y, Z, W;

    public Float4(float x, float y, float z, float w)
    {
        X = x;
        Y = y;
        Z = z;
        W = w;
    }
}
