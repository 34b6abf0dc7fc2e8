namespace NetGen.Gpu.Emulator;

/// <summary>A line of source.</summary>
internal readonly record struct CallSite(string File, int Line);
