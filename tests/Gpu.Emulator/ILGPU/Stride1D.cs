namespace ILGPU;

/// <summary>How elements of a one-dimensional view follow each other.</summary>
public static class Stride1D
{
    /// <summary>Element after element.</summary>
    public readonly struct Dense : IStride1D;
}

/// <summary>A stride of one dimension.</summary>
public interface IStride1D;
