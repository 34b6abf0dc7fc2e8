using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xunit;

namespace NetGen.Runtime.Tests.Parameters;

public class ParameterSetTests
{
    [Fact]
    public void Views_are_windows_of_the_flat_buffer()
    {
        var parameters = new ParameterSet<float>(SmallNetwork.Layout(), seed: 1);
        parameters["Dense1.weight"].Values.Fill(7);

        Assert.All(parameters.All.Slice(20, 12).ToArray(), value => Assert.Equal(7, value));
        Assert.Equal(32, parameters.Trainable.Length);
        Assert.Equal(2, parameters.State.Length);
        Assert.True(Unsafe.AreSame(ref parameters.State[0], ref parameters["Norm1.mean"].Values[0]));
        Assert.Equal([3, 4], parameters["Dense1.weight"].Shape.ToArray());
        Assert.Equal(ParameterKind.State, parameters[3].Kind);
        Assert.Equal(4, parameters.Count);
        Assert.Equal(parameters.Select(parameter => parameter.Name), Enumerable.Range(0, 4).Select(i => parameters[i].Name));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(100_003)]
    public void The_buffer_is_aligned_and_stays_where_it_is(int length)
    {
        var single = new ParameterSet<float>(new ParameterLayout("N", new ParameterDefinition("w", [length], Initialization.Ones)), 1);
        var @double = new ParameterSet<double>(single.Layout, 1);
        var before = Address(single.All);
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);

        Assert.Equal(0, before % 64);
        Assert.Equal(0, Address(@double.All) % 64);
        Assert.Equal(before, Address(single.All));
        Assert.Equal(length, single.All.Length);
    }

    [Fact]
    public void Unknown_names_are_errors_that_help()
    {
        var parameters = new ParameterSet<double>(SmallNetwork.Layout(), seed: 1);
        Assert.False(parameters.TryGet("Dense2.weight", out _));
        Assert.Contains("Near names: 'Dense1.weight'", Assert.Throws<KeyNotFoundException>(() => parameters["Dense2.weight"]).Message);
    }

    [Fact]
    public void A_clone_has_equal_values_and_its_own_memory()
    {
        var parameters = new ParameterSet<float>(SmallNetwork.Layout(), seed: 1);
        var clone = parameters.Clone();
        Assert.Equal(parameters.All.ToArray(), clone.All.ToArray());

        clone.All.Clear();
        Assert.NotEqual(parameters.All.ToArray(), clone.All.ToArray());
    }

    [Fact]
    public void CopyFrom_copies_everything_and_counts_as_a_change()
    {
        var (target, source) = (new ParameterSet<float>(SmallNetwork.Layout(), seed: 1), new ParameterSet<float>(SmallNetwork.Layout("Twin"), seed: 2));
        var version = target.Version;
        target.CopyFrom(source);

        Assert.Equal(source.All.ToArray(), target.All.ToArray());
        Assert.NotEqual(version, target.Version);
        target.MarkChanged();
        Assert.Equal(version + 2, target.Version);
    }

    public static TheoryData<ParameterDefinition[], string> Others => new()
    {
        { [], "parameter 0 is a [2, 3] (Trainable) in 'Net', where 'Other' has only 0 parameters" },
        { [new("a", [3, 2], Initialization.Zeros)], "parameter 0 is a [2, 3] (Trainable) in 'Net' but a [3, 2] (Trainable) in 'Other'" },
        { [new("a", [2, 3], Initialization.Zeros, ParameterKind.State)], "but a [2, 3] (State) in 'Other'" },
        { [new("a", [2, 3], Initialization.Zeros), new("b", [], Initialization.Zeros)], "parameter 1 is b [] (Trainable) in 'Other', where 'Net' has only 1 parameters" },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void CopyFrom_names_the_first_difference_and_copies_nothing(ParameterDefinition[] other, string message)
    {
        var target = new ParameterSet<float>(new ParameterLayout("Net", new ParameterDefinition("a", [2, 3], Initialization.Ones)), 1);
        var error = Assert.Throws<ArgumentException>(() => target.CopyFrom(new ParameterSet<float>(new ParameterLayout("Other", other), 1)));

        Assert.Contains(message, error.Message);
        Assert.All(target.All.ToArray(), value => Assert.Equal(1, value));
        Assert.Equal(0, target.Version);
    }

    [Fact]
    public void Gradients_have_the_names_and_places_of_the_trainable_parameters()
    {
        var gradients = new GradientSet<float>(SmallNetwork.Layout());
        gradients["Dense1.weight"].Values.Fill(2);

        Assert.Equal(32, gradients.All.Length);
        Assert.Equal(24, gradients.All.ToArray().Sum());
        Assert.Equal(["Conv1.weight", "Norm1.scale", "Dense1.weight"], gradients.Select(gradient => gradient.Name));
        Assert.Contains("is state and has no gradient", Assert.Throws<KeyNotFoundException>(() => gradients["Norm1.mean"]).Message);
        gradients.Clear();
        Assert.All(gradients.All.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Looking_up_views_does_not_allocate()
    {
        var parameters = new ParameterSet<float>(SmallNetwork.Layout(), seed: 1);
        float Touch() => parameters["Dense1.weight"].Values[0] + parameters[0].Values[0] + parameters.Trainable[1] + parameters.State[0];
        Touch();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Touch();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static unsafe long Address<T>(Span<T> span) where T : unmanaged
        => (long)Unsafe.AsPointer(ref MemoryMarshal.GetReference(span));
}
