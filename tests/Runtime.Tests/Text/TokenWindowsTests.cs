using System;
using System.Linq;
using Xunit;

namespace NetGen.Runtime.Tests.Text;

public sealed class TokenWindowsTests
{
    [Fact]
    public void WindowsContinueTheirStreams()
    {
        var windows = new TokenWindows(Enumerable.Range(0, 24).ToArray(), batchSize: 2, steps: 3);

        // Streams of (24 - 1) / 2 = 11 tokens.
        Assert.Equal(3, windows.Count);
        Assert.True(windows.MoveNext());
        Assert.Equal([0, 1, 2, 11, 12, 13], windows.Inputs.ToArray());
        Assert.Equal([1, 2, 3, 12, 13, 14], windows.Targets.ToArray());
        Assert.True(windows.MoveNext());
        Assert.Equal([3, 4, 5, 14, 15, 16], windows.Inputs.ToArray());
        Assert.True(windows.MoveNext());
        Assert.Equal([7, 8, 9, 18, 19, 20], windows.Targets.ToArray());
        Assert.False(windows.MoveNext());
        Assert.False(windows.MoveNext());
    }

    [Fact]
    public void AnotherStartMakesOtherWindows()
    {
        var windows = new TokenWindows(Enumerable.Range(0, 24).ToArray(), batchSize: 2, steps: 3);
        windows.MoveNext();
        windows.Restart(start: 2);
        Assert.True(windows.MoveNext());
        Assert.Equal([2, 3, 4, 12, 13, 14], windows.Inputs.ToArray());

        windows.Restart(windows.MaxStart);
        Assert.Equal(1, windows.Count);
        Assert.True(windows.MoveNext());
        Assert.Equal(23, windows.Targets[^1]);
        Assert.False(windows.MoveNext());
        Assert.Throws<ArgumentOutOfRangeException>(() => windows.Restart(windows.MaxStart + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => windows.Restart(-1));
    }

    [Fact]
    public void NothingIsAllocated()
    {
        var windows = new TokenWindows(Enumerable.Range(0, 1000).ToArray(), batchSize: 4, steps: 5);
        long before = GC.GetAllocatedBytesForCurrentThread();
        while (windows.MoveNext())
        {
        }

        windows.Restart(7);
        windows.MoveNext();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(6, 2, 3)]
    [InlineData(0, 1, 1)]
    [InlineData(100, int.MaxValue, int.MaxValue)]
    [InlineData(100, 0, 1)]
    [InlineData(100, 1, -1)]
    public void TooShortForOneWindow(int tokens, int batchSize, int steps) =>
        Assert.ThrowsAny<ArgumentException>(() => new TokenWindows(new int[tokens], batchSize, steps));

    [Fact]
    public void JustLongEnough() => Assert.Equal(1, new TokenWindows(new int[7], batchSize: 2, steps: 3).Count);
}
