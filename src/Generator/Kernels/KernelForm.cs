using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Kernels;

/// <summary>
/// What the emitted part of a kernel does, as text in which arrays are numbers: kernels of one form do the same to different arrays, so one piece of code serves all of them.
/// </summary>
internal sealed class KernelForm
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<Buffer, int> _buffers = [];
    private readonly Dictionary<Node, int> _registers = [];

    private KernelForm()
    {
    }

    /// <summary>Null where nothing is emitted but the call.</summary>
    public static string? Of(Kernel kernel)
    {
        var form = new KernelForm();
        switch (kernel)
        {
            case CallKernel { Epilogue: { } epilogue }:
                form.Arrays(epilogue.Body.Loads, epilogue.Stores.Select(store => store.Buffer));
                form.Add("epilogue").Body(epilogue.Body).Stores(epilogue.Stores).Add(epilogue.Result);
                return form._text.ToString();
            case LoopKernel loop:
                form.Arrays(loop.Reads, loop.Writes);
                form.Add("loop").Add(loop.Axes).Add(loop.Outer);
                foreach (var stage in loop.Stages)
                {
                    form.Add("stage").Body(stage.Elements).Stores(stage.ElementStores).Reductions(stage.Reductions);
                    form.Add("row").Body(stage.Row).Values(stage.RowValues).Stores(stage.RowStores);
                }

                return form._text.ToString();
            case ColumnKernel column:
                form.Arrays(column.Reads, column.Writes);
                form.Add("columns").Add(column.Axes).Add(column.Outer).Add(column.Reduced).Body(column.Body);
                form.Reductions(column.Results.Select(result => result.Reduction)).Stores(column.Results.Select(result => result.Store));
                return form._text.ToString();
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
            Add(buffer.Type).Add(written.Contains(buffer));
        }
    }

    private KernelForm Body(Body body)
    {
        foreach (var i in body.Instructions)
        {
            Add(i.Kind).Add(i.Op).Add(string.Join(",", i.Arguments)).Add(i.Index).Add(i.Value.ToString("R", CultureInfo.InvariantCulture)).Add(i.Extent).Add(i.Random);
            Add(i.Buffer is null ? -1 : _buffers[i.Buffer]).Add(i.Kind == InstructionKind.Register ? Register(i.Node!) : -1);
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
            Add(reduction.Node.Op).Add(reduction.Value).Add(Register(reduction.Node));
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

    private KernelForm Add(object? part)
    {
        _text.Append(part is int number ? number.ToString(CultureInfo.InvariantCulture) : part).Append('|');
        return this;
    }
}
