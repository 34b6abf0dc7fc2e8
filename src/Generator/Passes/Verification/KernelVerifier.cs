using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Passes.Verification;

/// <summary>
/// A list of kernels is well-formed if each reads only what is given or has been written before it, operands are what the operations take, every index stays in
/// its buffer, and all that is wanted is written.
/// </summary>
internal sealed class KernelVerifier
{
    private readonly HashSet<Buffer> _written;
    private readonly List<string> _problems = [];
    private Dimension? _time;

    private KernelVerifier(IEnumerable<Buffer> given) => _written = [.. given.Select(buffer => buffer.Root)];

    /// <param name="kernels">In the order in which they run.</param>
    /// <param name="given">Buffers that are filled before.</param>
    /// <param name="wanted">Buffers that must be filled after.</param>
    public static IReadOnlyList<string> Problems(IReadOnlyList<Kernel> kernels, IReadOnlyList<Buffer> given, IReadOnlyList<Buffer> wanted)
    {
        var verifier = new KernelVerifier(given);
        verifier.Check(kernels);
        var written = new HashSet<Buffer>(kernels.SelectMany(kernel => kernel.Writes).Select(buffer => buffer.Root));
        verifier._problems.AddRange(wanted.Where(buffer => !written.Contains(buffer.Root)).Select(buffer => $"nothing writes {buffer}"));
        verifier._problems.AddRange(written.Where(buffer => buffer.Kind == BufferKind.Input).Select(buffer => $"{buffer} is written"));
        return verifier._problems;
    }

    private void Check(IEnumerable<Kernel> kernels)
    {
        foreach (var kernel in kernels)
        {
            foreach (var buffer in kernel.Reads.Concat(kernel.Writes).Distinct().Where(buffer => buffer.Parent is not null))
            {
                Require(kernel is ScanKernel || IsInside(buffer), kernel, $"{buffer} reaches out of {buffer.Parent}");
            }

            switch (kernel)
            {
                case ScanKernel scan:
                    _time = scan.Time;
                    Check(scan.Kernels);
                    _time = null;
                    break;
                case CallKernel call:
                    Check(call);
                    break;
                case LoopKernel loop:
                    Check(loop);
                    break;
                case ColumnKernel column:
                    Check(column);
                    break;
            }

            _written.UnionWith(kernel.Writes.Select(buffer => buffer.Root));
        }
    }

    private bool IsInside(Buffer part)
    {
        var end = part.Offset + (part.MovesWithTime && _time is { } time ? part.Shape.Count * time : part.Shape.Count);
        return SampleSizes.All.All(sizes => sizes.Of(part.Offset) >= 0 && sizes.Of(end) <= sizes.Of(part.Parent!.Shape.Count));
    }

    private void Check(CallKernel call)
    {
        var node = call.Node;
        Require(call.Operands.Count == node.Inputs.Length, call, $"{call.Operands.Count} operands instead of {node.Inputs.Length}");
        foreach (var (operand, input) in call.Operands.Zip(node.Inputs, (operand, input) => (operand, input)))
        {
            RequireWritten(call, operand);
            Require(operand.Shape.Count.Equals(input.Shape.Count) && operand.Type == input.Type, call, $"the operand {operand} is not {input}");
        }

        Require(call.Result.Shape.Count.Equals(node.Shape.Count), call, $"the result {call.Result} is not {node}");
        if (call.Epilogue is not { } epilogue)
        {
            return;
        }

        Require(call.TakesEpilogue, call, "it takes no epilogue");
        Require(epilogue.Axes.Count.Equals(node.Shape.Count), call, $"the epilogue counts over {epilogue.Axes}");
        Check(call, epilogue.Body, epilogue.Axes, held: []);
        Check(call, epilogue.Stores, epilogue.Body, epilogue.Axes);
        Require(epilogue.Result < epilogue.Body.Instructions.Count, call, $"the epilogue has no value {epilogue.Result}");
    }

    private void Check(LoopKernel loop)
    {
        var held = new HashSet<Node>();
        foreach (var stage in loop.Stages)
        {
            Check(loop, stage.Elements, loop.Axes, held);
            Check(loop, stage.ElementStores, stage.Elements, loop.Axes);
            // A later stage of the same row may read what this one has stored.
            _written.UnionWith(stage.ElementStores.Select(store => store.Buffer.Root));
            held.UnionWith(stage.Reductions.Select(reduction => reduction.Node));
            foreach (var reduction in stage.Reductions)
            {
                Require(reduction.Value >= 0 && reduction.Value < stage.Elements.Instructions.Count, loop, $"there is no value {reduction.Value} to reduce");
            }

            held.UnionWith(stage.RowValues.Select(value => value.Node));
            Check(loop, stage.Row, loop.Axes, held);
            Check(loop, [.. stage.RowStores.Where(store => store.Value >= 0)], stage.Row, loop.Axes);
            Check(loop, [.. stage.RowStores.Where(store => store.Value < 0)], null, loop.Axes);
            _written.UnionWith(stage.RowStores.Select(store => store.Buffer.Root));
        }
    }

    private void Check(ColumnKernel column)
    {
        Check(column, column.Body, column.Axes, held: []);
        Check(column, [.. column.Results.Select(result => result.Store with { Value = result.Reduction.Value })], column.Body, column.Axes);
        foreach (var (_, store) in column.Results)
        {
            bool moves = Enumerable.Range(column.Outer, column.Reduced).Any(axis => !store.Index.Coefficients[axis].IsZero);
            Require(!moves, column, $"the place of {store.Buffer} depends on what is reduced");
        }
    }

    private void Check(Kernel kernel, Body body, Shape axes, HashSet<Node> held)
    {
        for (int k = 0; k < body.Instructions.Count; k++)
        {
            var instruction = body.Instructions[k];
            Require(instruction.Arguments.All(argument => argument >= 0 && argument < k), kernel, $"the value {k} ({instruction.Op}) is computed from later ones");
            switch (instruction.Kind)
            {
                case InstructionKind.Load:
                    RequireWritten(kernel, instruction.Buffer!);
                    RequireInside(kernel, instruction.Buffer!, instruction.Index!, axes);
                    break;
                case InstructionKind.Register:
                    Require(held.Contains(instruction.Node!), kernel, $"{instruction.Node} is in no register");
                    break;
                case InstructionKind.Sums:
                    Require(kernel is CallKernel, kernel, "it has no sums");
                    break;
            }
        }
    }

    /// <param name="body">Whose values are stored; null for the results of reductions.</param>
    private void Check(Kernel kernel, IReadOnlyList<Store> stores, Body? body, Shape axes)
    {
        foreach (var store in stores)
        {
            Require(body is null || (store.Value >= 0 && store.Value < body.Instructions.Count), kernel, $"there is no value {store.Value} to store in {store.Buffer}");
            RequireInside(kernel, store.Buffer, store.Index, axes);
        }
    }

    private void RequireWritten(Kernel kernel, Buffer buffer) => Require(_written.Contains(buffer.Root), kernel, $"{buffer} is read before it is written");

    private void RequireInside(Kernel kernel, Buffer buffer, Affine index, Shape axes)
    {
        if (index.Coefficients.Length != axes.Rank)
        {
            Require(false, kernel, $"the index {index} of {buffer} does not count over {axes}");
            return;
        }

        foreach (var sizes in SampleSizes.All)
        {
            // Along each axis the index moves from 0 to the coefficient times the last counter.
            long[] reach = [.. index.Coefficients.Select((coefficient, axis) => sizes.Of(coefficient) * (sizes.Of(axes[axis]) - 1))];
            long first = sizes.Of(index.Constant) + reach.Where(r => r < 0).Sum();
            long last = sizes.Of(index.Constant) + reach.Where(r => r > 0).Sum();
            Require(first >= 0 && last < sizes.Of(buffer.Shape.Count), kernel, $"the index {index} of {buffer} runs from {first} to {last}, {sizes}");
        }
    }

    private void Require(bool condition, Kernel kernel, string problem)
    {
        if (!condition)
        {
            _problems.Add($"{kernel.GetType().Name} '{kernel.Name}' of step {kernel.Step}: {problem}");
        }
    }
}
