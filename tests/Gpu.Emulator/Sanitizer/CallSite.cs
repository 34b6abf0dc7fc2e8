namespace NetGen.Gpu.Emulator;

/// <summary>A line of source; of none, if the library's own signature leaves no place for it.</summary>
internal readonly record struct CallSite(string? File, int Line);
