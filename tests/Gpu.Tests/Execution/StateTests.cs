using System;
using System.Linq;
using Xunit;

namespace NetGen.Gpu.Tests.Execution;

/// <summary>Recurrent states on a device are put in another order as on the CPU.</summary>
public sealed class StateTests : IDisposable
{
    private const int MaxBatch = 4;

    // Of two states, of 2 and 3 units.
    private static readonly float[] s_states = [.. Enumerable.Range(1, MaxBatch * 5).Select(i => (float)i)];

    private readonly ScaledRegression.CpuTrainer _cpu;
    private readonly DeviceTrainer _trainer;
    private readonly DeviceSession _session;

    public StateTests()
    {
        var model = new ScaledRegression();
        _cpu = model.CreateTrainer(new Sgd(0.1), MaxBatch);
        _trainer = model.CreateTrainer(TestDevice.Prompt, new Sgd(0.1), MaxBatch);
        _session = model.CreateSession(TestDevice.Prompt, MaxBatch);
        s_states.CopyTo(_cpu.State);
        _trainer.State = s_states;
        _session.State = s_states;
    }

    public void Dispose()
    {
        _cpu.Dispose();
        _trainer.Dispose();
        _session.Dispose();
    }

    [Theory]
    [InlineData]
    [InlineData(2)]
    [InlineData(1, 0)]
    [InlineData(3, 3, 3)]
    [InlineData(0, 1, 2, 3)]
    [InlineData(1, 3, 1, 0)]
    public void It_is_the_order_of_the_CPU(params int[] parents)
    {
        _cpu.ReorderState(parents);
        _trainer.ReorderState(parents);
        _session.ReorderState(parents);
        Assert.Equal(_cpu.State.ToArray(), _trainer.State.ToArray());
        Assert.Equal(_cpu.State.ToArray(), _session.State.ToArray());
    }

    [Fact]
    public void Orders_that_follow_one_another_need_no_waiting()
    {
        // More than the device has room for before it has done the first.
        foreach (int[] parents in new int[][] { [1, 0], [2, 3, 0, 1], [0, 1, 3, 2], [3], [1, 2, 3, 0], [0, 2], [3, 1, 0] })
        {
            // The caller's array is written again at once.
            var copy = parents.ToArray();
            _session.ReorderState(copy);
            Array.Fill(copy, 99);
            _cpu.ReorderState(parents);
        }

        Assert.NotEqual(s_states, _cpu.State.ToArray());
        Assert.Equal(_cpu.State.ToArray(), _session.State.ToArray());
    }

    [Fact]
    public void Parents_that_are_none_are_named_and_change_nothing()
    {
        foreach (int[] parents in new int[][] { [0, 4], [-1], [0, 1, 2, 3, 0] })
        {
            var expected = Assert.Throws<ArgumentException>(() => _cpu.ReorderState(parents));
            Assert.Equal(expected.Message, Assert.Throws<ArgumentException>(() => _trainer.ReorderState(parents)).Message);
        }

        Assert.Equal(s_states, _trainer.State.ToArray());
    }
}
