using System;

namespace ILGPU.Runtime;

/// <summary>A device could not do what it was told.</summary>
public abstract class AcceleratorException(string message) : Exception(message)
{
    public abstract AcceleratorType AcceleratorType { get; }
}
