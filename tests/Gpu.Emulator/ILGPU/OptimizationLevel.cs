namespace ILGPU;

/// <summary>How much is done to kernels' code.</summary>
public enum OptimizationLevel
{
    O0,
    O1,
    O2,
}
