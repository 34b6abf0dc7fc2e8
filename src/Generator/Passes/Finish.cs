using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Passes;

/// <summary>Last touches to fused kernels: stores that nothing reads go, results of calls move into place, axes that run together become one.</summary>
internal static class Finish
{
    public static void Kernels(IReadOnlyList<Kernel> kernels, ISet<Buffer> wanted)
    {
        var read = new HashSet<Buffer>(kernels.SelectMany(kernel => kernel.Reads).Select(buffer => buffer.Root));
        bool Needed(Buffer buffer) => buffer.Kind != BufferKind.Workspace || read.Contains(buffer.Root) || wanted.Contains(buffer.Root);

        foreach (var kernel in kernels)
        {
            switch (kernel)
            {
                case CallKernel { Epilogue: { } epilogue } call:
                    epilogue.Stores.RemoveAll(store => !Needed(store.Buffer));
                    PlaceResult(call, epilogue, Needed(call.Result));
                    ToRowsAndColumns(epilogue);
                    break;
                case LoopKernel loop:
                    foreach (var stage in loop.Stages)
                    {
                        stage.ElementStores.RemoveAll(store => !Needed(store.Buffer));
                        stage.RowStores.RemoveAll(store => !Needed(store.Buffer));
                    }

                    Coalesce(loop);
                    break;
                case ColumnKernel column:
                    Coalesce(column);
                    break;
            }

            kernel.Settle();
        }
    }

    /// <summary>The call writes its raw sums where they are needed, else the last value of its epilogue.</summary>
    private static void PlaceResult(CallKernel call, Epilogue epilogue, bool sumsNeeded)
    {
        if (sumsNeeded)
        {
            epilogue.Result = epilogue.Body.Add(new Instruction(InstructionKind.Sums));
            return;
        }

        var last = epilogue.Stores[epilogue.Stores.Count - 1];
        epilogue.Stores.RemoveAt(epilogue.Stores.Count - 1);
        epilogue.Result = last.Value;
        call.Result = last.Buffer;
    }

    /// <summary>Whether all indices are functions of the row (all axes but the last) and the column.</summary>
    public static bool HasRowsAndColumns(Body body, Shape axes) => body.Instructions.Select(i => i.Index).OfType<Affine>().All(index => HasRowsAndColumns(index, axes));

    /// <summary>The innermost axes first, as they are merged: an axis of extent 1 between two others merges with either, which says nothing of those two.</summary>
    private static bool HasRowsAndColumns(Affine index, Shape axes)
    {
        for (int k = axes.Rank - 3; k >= 0; k--)
        {
            if (!index.Merges(k, axes))
            {
                return false;
            }

            (index, axes) = (index.Merge(k, axes), Merge(axes, k));
        }

        return true;
    }

    private static void ToRowsAndColumns(Epilogue epilogue)
    {
        while (epilogue.Axes.Rank > 2)
        {
            int k = epilogue.Axes.Rank - 3;
            Merge(epilogue.Body, k, epilogue.Axes);
            Merge(epilogue.Stores, k, epilogue.Axes);
            epilogue.Axes = Merge(epilogue.Axes, k);
        }
    }

    private static void Coalesce(LoopKernel loop)
    {
        for (int k = loop.Axes.Rank - 2; k >= 0; k--)
        {
            bool boundary = loop.HasReductions && k == loop.Outer - 1;
            if (boundary || !loop.Stages.TrueForAll(stage => Merges(stage.Elements, stage.ElementStores, k, loop.Axes) && Merges(stage.Row, stage.RowStores, k, loop.Axes)))
            {
                continue;
            }

            foreach (var stage in loop.Stages)
            {
                Merge(stage.Elements, k, loop.Axes);
                Merge(stage.Row, k, loop.Axes);
                Merge(stage.ElementStores, k, loop.Axes);
                Merge(stage.RowStores, k, loop.Axes);
            }

            loop.Axes = Merge(loop.Axes, k);
            if (k < loop.Outer)
            {
                loop.Outer--;
            }
        }

        if (!loop.HasReductions)
        {
            // Without rows to reduce, the last axis is the row.
            loop.Outer = loop.Axes.Rank - 1;
        }
    }

    private static void Coalesce(ColumnKernel column)
    {
        for (int k = column.Axes.Rank - 2; k >= 0; k--)
        {
            bool boundary = k == column.Outer - 1 || k == column.Outer + column.Reduced - 1;
            if (boundary || !Merges(column.Body, [], k, column.Axes) || !column.Results.TrueForAll(result => result.Store.Index.Merges(k, column.Axes)))
            {
                continue;
            }

            (column.Outer, column.Reduced) = k < column.Outer ? (column.Outer - 1, column.Reduced)
                : k < column.Outer + column.Reduced ? (column.Outer, column.Reduced - 1)
                : (column.Outer, column.Reduced);
            Merge(column.Body, k, column.Axes);
            for (int r = 0; r < column.Results.Count; r++)
            {
                var (reduction, store) = column.Results[r];
                column.Results[r] = (reduction, store with { Index = store.Index.Merge(k, column.Axes) });
            }

            column.Axes = Merge(column.Axes, k);
        }
    }

    private static bool Merges(Body body, List<Store> stores, int k, Shape axes)
    {
        foreach (var instruction in body.Instructions)
        {
            if (instruction.Index is { } index && !index.Merges(k, axes))
            {
                return false;
            }
        }

        return stores.TrueForAll(store => store.Index.Merges(k, axes));
    }

    private static Shape Merge(Shape axes, int k) => [.. axes.Take(k), axes[k] * axes[k + 1], .. axes.Skip(k + 2)];

    private static void Merge(Body body, int k, Shape axes)
    {
        foreach (var instruction in body.Instructions)
        {
            instruction.Index = instruction.Index?.Merge(k, axes);
        }
    }

    private static void Merge(List<Store> stores, int k, Shape axes)
    {
        for (int s = 0; s < stores.Count; s++)
        {
            stores[s] = stores[s] with { Index = stores[s].Index.Merge(k, axes) };
        }
    }
}
