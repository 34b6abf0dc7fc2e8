using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Kernels;

/// <summary>
/// What the emitted part of a kernel does, as text in which arrays are numbers: kernels of one form do the same to different arrays, so one piece of code serves all of them.
/// </summary>
internal sealed class KernelForm
{
    private readonly StringBuilder _text = new(512);
    private readonly Dictionary<Buffer, int> _buffers = [];
    private readonly Dictionary<Node, int> _registers = [];

    private KernelForm()
    {
    }

    /// <summary>Null where nothing is emitted but the call.</summary>
    public static string? Of(Kernel kernel) => new KernelForm().Written(kernel);

    private string? Written(Kernel kernel)
    {
        switch (kernel)
        {
            case CallKernel { Epilogue: { } epilogue }:
                Arrays(epilogue.Body.Loads, epilogue.Stores.Select(store => store.Buffer));
                Add("epilogue").Body(epilogue.Body).Stores(epilogue.Stores).Add(epilogue.Result);
                return _text.ToString();
            case LoopKernel loop:
                Arrays(loop.Reads, loop.Writes);
                Add("loop").Add(loop.Axes).Add(loop.Outer);
                foreach (var stage in loop.Stages)
                {
                    Add("stage").Body(stage.Elements).Stores(stage.ElementStores).Reductions(stage.Reductions);
                    Add("row").Body(stage.Row).Values(stage.RowValues).Stores(stage.RowStores);
                }

                return _text.ToString();
            case ColumnKernel column:
                Arrays(column.Reads, column.Writes);
                Add("columns").Add(column.Axes).Add(column.Outer).Add(column.Reduced).Body(column.Body);
                Reductions(column.Results.Select(result => result.Reduction)).Stores(column.Results.Select(result => result.Store));
                return _text.ToString();
            default:
                return null;
        }
    }

    /// <summary>Numbers the arrays as the emitted code takes them: those read, then those only written.</summary>
    private void Arrays(IEnumerable<Buffer> reads, IEnumerable<Buffer> writes)
    {
        var written = writes.ToList();
        foreach (var buffer in reads.Concat(written).Distinct())
        {
            _buffers.Add(buffer, _buffers.Count);
            Add((int)buffer.Type).Add(written.Contains(buffer) ? 1 : 0);
        }
    }

    private KernelForm Body(Body body)
    {
        foreach (var i in body.Instructions)
        {
            Add((int)i.Kind);
            switch (i.Kind)
            {
                case InstructionKind.Load:
                    Add(_buffers[i.Buffer!]).Add(i.Index!);
                    break;
                case InstructionKind.Constant:
                    Add(BitConverter.DoubleToInt64Bits(i.Value));
                    break;
                case InstructionKind.Extent:
                    Add(i.Extent!.ToString());
                    break;
                case InstructionKind.Position:
                    Add(i.Index!);
                    break;
                case InstructionKind.Random:
                    Add(i.Index!).Add(i.Random!.Stream).Add(i.Random.Word);
                    break;
                case InstructionKind.Register:
                    Add(Register(i.Node!));
                    break;
                case InstructionKind.Apply:
                    Add((int)i.Op);
                    foreach (int argument in i.Arguments)
                    {
                        Add(argument);
                    }

                    break;
            }
        }

        return this;
    }

    private KernelForm Stores(IEnumerable<Store> stores)
    {
        foreach (var store in stores)
        {
            Add("store").Add(store.Value).Add(_buffers[store.Buffer]).Add(store.Index).Add(store.Value < 0 ? Register(store.Node) : -1);
        }

        return this;
    }

    private KernelForm Reductions(IEnumerable<Reduction> reductions)
    {
        foreach (var reduction in reductions)
        {
            Add((int)reduction.Node.Op).Add(reduction.Value).Add(Register(reduction.Node));
        }

        return this;
    }

    private KernelForm Values(IEnumerable<(Node Node, int Value)> values)
    {
        foreach (var (node, value) in values)
        {
            Add("value").Add(value).Add(Register(node));
        }

        return this;
    }

    private int Register(Node node)
    {
        if (!_registers.TryGetValue(node, out int number))
        {
            _registers.Add(node, number = _registers.Count);
        }

        return number;
    }

    private KernelForm Add(Affine index)
    {
        foreach (var coefficient in index.Coefficients)
        {
            Add(coefficient);
        }

        return Add(index.Constant);
    }

    private KernelForm Add(Shape axes)
    {
        Add(axes.Rank);
        foreach (var extent in axes)
        {
            Add(extent);
        }

        return this;
    }

    private KernelForm Add(Dimension extent) => extent.IsConstant ? Add(extent.Value) : Add(extent.ToString());

    private KernelForm Add(long number)
    {
        _text.Append(number).Append('|');
        return this;
    }

    private KernelForm Add(string part)
    {
        _text.Append(part).Append('|');
        return this;
    }
}
