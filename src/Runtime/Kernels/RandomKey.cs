namespace NetGen.Kernels;

/// <summary>What, beside the stream and the index, determines a random number: the seed and the step of training. Counter-based (Salmon et al. 2011), so a mask is recomputed, not stored.</summary>
public readonly record struct RandomKey(ulong Seed, uint Step);
