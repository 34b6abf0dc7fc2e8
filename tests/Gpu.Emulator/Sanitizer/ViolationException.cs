using System;

namespace NetGen.Gpu.Emulator;

/// <summary>Something done wrong under the emulator, at once.</summary>
public sealed class ViolationException(Violation violation) : Exception(violation.ToString())
{
    public Violation Violation => violation;
}
