using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Passes.Verification;

/// <summary>A memory plan is right if every workspace buffer has a place inside the workspace, and no two that are alive at once share an element of it.</summary>
internal static class MemoryVerifier
{
    /// <param name="kernels">In the order in which they run.</param>
    /// <param name="kept">Buffers that must be intact when the program has run.</param>
    /// <param name="whole">Buffers that must be intact all the time.</param>
    public static IEnumerable<string> Problems(IReadOnlyList<Kernel> kernels, MemoryPlan memory, IReadOnlyCollection<Buffer> kept, IReadOnlyCollection<Buffer>? whole = null)
    {
        var lives = Lives(kernels, kept);
        foreach (var buffer in (whole ?? []).Where(lives.ContainsKey))
        {
            lives[buffer] = (0, int.MaxValue);
        }

        foreach (var buffer in lives.Keys.Where(buffer => !memory.Offsets.ContainsKey(buffer)))
        {
            yield return $"{buffer} has no place in memory";
        }

        foreach (var sizes in SampleSizes.All)
        {
            var places = lives.Where(life => memory.Offsets.ContainsKey(life.Key))
                .Select(life => (Buffer: life.Key, Life: life.Value, Start: sizes.Of(memory.Offsets[life.Key]), End: sizes.Of(memory.Offsets[life.Key] + life.Key.Shape.Count)))
                .OrderBy(place => place.Start)
                .ToList();
            foreach (var place in places.Where(place => place.Start < 0 || place.End > sizes.Of(memory.Length)))
            {
                yield return $"{place.Buffer} lies at {place.Start} to {place.End}, outside the workspace of {sizes.Of(memory.Length)}, {sizes}";
            }

            for (int a = 0; a < places.Count; a++)
            {
                for (int b = a + 1; b < places.Count && places[b].Start < places[a].End; b++)
                {
                    if (places[a].Life.First <= places[b].Life.Last && places[b].Life.First <= places[a].Life.Last)
                    {
                        yield return $"{places[a].Buffer} and {places[b].Buffer} are needed at the same time and share memory, {sizes}";
                    }
                }
            }
        }
    }

    /// <summary>Of every workspace buffer the first and the last kernel that touches it; kept ones live for ever.</summary>
    public static Dictionary<Buffer, (int First, int Last)> Lives(IReadOnlyList<Kernel> kernels, IReadOnlyCollection<Buffer> kept)
    {
        var lives = new Dictionary<Buffer, (int First, int Last)>();
        for (int k = 0; k < kernels.Count; k++)
        {
            foreach (var buffer in kernels[k].Reads.Concat(kernels[k].Writes).Select(buffer => buffer.Root).Where(buffer => buffer.Kind == BufferKind.Workspace))
            {
                lives[buffer] = (lives.TryGetValue(buffer, out var life) ? life.First : k, kept.Contains(buffer) ? int.MaxValue : k);
            }
        }

        return lives;
    }
}

/// <summary>Sizes for which polynomials are compared.</summary>
internal sealed class SampleSizes
{
    public static readonly IReadOnlyList<SampleSizes> All = [new(1, 1), new(3, 5)];

    private readonly long _batch;
    private readonly long _time;

    private SampleSizes(long batch, long time) => (_batch, _time) = (batch, time);

    public long Of(Dimension dimension) => dimension.Evaluate(symbol => symbol == "Batch" ? _batch : TimeAxis.OfCarried(symbol) is not null ? 1 : _time + symbol.Length);

    public override string ToString() => $"for a batch of {_batch} and {_time} time steps";
}
