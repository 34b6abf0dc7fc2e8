namespace ILGPU;

/// <summary>What of what has been compiled is forgotten.</summary>
public enum ClearCacheMode
{
    Default,
    Everything,
}
