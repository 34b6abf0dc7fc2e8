using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Passes;

/// <summary>
/// One workspace for all intermediate values. Values whose lives do not overlap share a slot; slots lie one after the other,
/// each rounded up to whole cache lines. Sizes are polynomials, so slots are shared only where one size bounds the other for certain.
/// </summary>
internal sealed class MemoryPlan
{
    /// <summary>Elements that a slot is rounded to, per sample: a cache line of float32.</summary>
    private const int Line = 16;

    private readonly List<Slot> _slots = [];
    private readonly SortedSet<Slot> _free = new(Comparer<Slot>.Create(static (a, b) => a.Place.CompareTo(b.Place)));

    /// <summary>Slots by the kernel that uses them last.</summary>
    private readonly Dictionary<int, List<Slot>> _ending = [];

    private MemoryPlan()
    {
    }

    /// <summary>Start of each workspace buffer in elements, as a polynomial over the largest sizes.</summary>
    public Dictionary<Buffer, Dimension> Offsets { get; } = [];

    /// <summary>Elements in all.</summary>
    public Dimension Length { get; private set; } = Dimension.Zero;

    /// <param name="kernels">In the order in which they run.</param>
    /// <param name="kept">Buffers that must be intact when the program has run.</param>
    /// <param name="apart">Buffers that share memory with no others: kernels do not run once, one after the other, while they are needed.</param>
    public static MemoryPlan Of(IReadOnlyList<Kernel> kernels, IReadOnlyCollection<Buffer> kept, ISet<Buffer>? apart = null)
    {
        var plan = new MemoryPlan();
        var intact = new HashSet<Buffer>(kept);
        var lastUse = new Dictionary<Buffer, int>();
        for (int k = 0; k < kernels.Count; k++)
        {
            foreach (var buffer in kernels[k].Touched.Select(b => b.Root))
            {
                lastUse[buffer] = intact.Contains(buffer) ? int.MaxValue : k;
            }
        }

        var slotOf = new Dictionary<Buffer, Slot>();
        for (int k = 0; k < kernels.Count; k++)
        {
            plan.Release(k - 1);
            foreach (var buffer in kernels[k].Writes.Select(b => b.Root).Where(b => b.Kind == BufferKind.Workspace && !slotOf.ContainsKey(b)).Distinct())
            {
                slotOf.Add(buffer, apart?.Contains(buffer) == true ? plan.Own(RoundUp(buffer.Shape.Count)) : plan.Take(RoundUp(buffer.Shape.Count), lastUse[buffer]));
            }
        }

        foreach (var slot in plan._slots)
        {
            slot.Offset = plan.Length;
            plan.Length += slot.Size;
        }

        foreach (var pair in slotOf)
        {
            plan.Offsets.Add(pair.Key, pair.Value.Offset);
        }

        return plan;
    }

    private Slot Own(Dimension size)
    {
        _slots.Add(new Slot(_slots.Count) { Size = size });
        return _slots[_slots.Count - 1];
    }

    private void Release(int kernel)
    {
        if (_ending.TryGetValue(kernel, out var slots))
        {
            _free.UnionWith(slots);
        }
    }

    private Slot Take(Dimension size, int lastUse)
    {
        Slot? slot = null;
        long smallest = long.MaxValue;
        foreach (var free in _free)
        {
            long difference = System.Math.Abs(free.Size.Nominal - size.Nominal);
            if (difference < smallest && (free.Size.Bounds(size) || size.Bounds(free.Size)))
            {
                (slot, smallest) = (free, difference);
            }

            if (smallest == 0)
            {
                break;
            }
        }

        if (slot is null)
        {
            slot = Own(size);
        }
        else
        {
            _free.Remove(slot);
            slot.Size = slot.Size.Bounds(size) ? slot.Size : size;
        }

        if (!_ending.TryGetValue(lastUse, out var ending))
        {
            _ending.Add(lastUse, ending = []);
        }

        ending.Add(slot);
        return slot;
    }

    private static Dimension RoundUp(Dimension size) => size.RoundTermsUp(Line);

    private sealed class Slot(int place)
    {
        /// <summary>Among all slots.</summary>
        public int Place => place;

        public required Dimension Size { get; set; }

        public Dimension Offset { get; set; } = Dimension.Zero;
    }
}
