namespace ILGPU.Algorithms;

/// <summary>Functions of mathematics on the device; the emulator has those of .NET.</summary>
public static class AlgorithmContext
{
    public static Context.Builder EnableAlgorithms(this Context.Builder builder) => builder;
}
