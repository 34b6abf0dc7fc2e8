using System;
using System.Linq;
using ILGPU;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Gpu.Tests.Kernels;

[Collection("Emulator")]
public sealed class LoopTests
{
    private static readonly Workers One = Workers.Get(1);

    internal struct Doubled : IElements
    {
        public ArrayView<float> X;

        public void Run(int index) => X[index] = 2f * X[index];
    }

    /// <summary>Sum, largest and smallest of a row, stored by the first; then the row with its mean taken off, in reverse.</summary>
    internal struct Centred : IRows
    {
        public ArrayView<float> X, Y, Values;
        public int Length;

        public void Run<TTeam>(int row, TTeam team)
            where TTeam : struct, ITeam
        {
            float sum = 0f, largest = float.NegativeInfinity, smallest = float.PositiveInfinity;
            for (int e = team.First; e < Length; e += team.Count)
            {
                float x = X[(row * Length) + e];
                sum += x;
                largest = GpuMath.Max(largest, x);
                smallest = GpuMath.Min(smallest, x);
            }
            sum = team.Sum(sum);
            largest = team.Max(largest);
            smallest = team.Min(smallest);
            if (team.IsFirst)
            {
                Values[3 * row] = sum;
                Values[(3 * row) + 1] = largest;
                Values[(3 * row) + 2] = smallest;
            }
            float mean = sum / Length;
            for (int e = team.First; e < Length; e += team.Count)
                X[(row * Length) + e] = X[(row * Length) + e] - mean;
            team.Wait();
            for (int e = team.First; e < Length; e += team.Count)
                Y[(row * Length) + e] = X[(row * Length) + Length - 1 - e];
        }
    }

    internal struct SumAndLargest
    {
        public float Sum, Largest;
    }

    internal struct Statistics : IColumns<SumAndLargest>
    {
        public ArrayView<float> X, Sums, Largest;
        public int Columns;

        public SumAndLargest Start() => new SumAndLargest { Sum = 0f, Largest = float.NegativeInfinity };

        public SumAndLargest Add(SumAndLargest sums, int column, int term)
        {
            float x = X[(term * Columns) + column];
            return new SumAndLargest { Sum = sums.Sum + x, Largest = GpuMath.Max(sums.Largest, x) };
        }

        public SumAndLargest Join(SumAndLargest left, SumAndLargest right) => new SumAndLargest { Sum = left.Sum + right.Sum, Largest = GpuMath.Max(left.Largest, right.Largest) };

        public void Store(SumAndLargest sums, int column)
        {
            Sums[column] = sums.Sum;
            Largest[column] = sums.Largest;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(70_000)]
    public void Elements(int count)
    {
        using var device = Emulated.Small();
        var session = device.Session;
        float[] x = Numbers.Random(count + 1, 1);
        var view = session.On(x);
        session.RunElements(count, new Doubled { X = view });
        for (int i = 0; i < count; i++)
            x[i] *= 2f;
        Assert.Equal(x, session.Read(view));
    }

    [Theory]
    [InlineData(0, 5, Groups.Small)]
    [InlineData(7, 1, Groups.Small)]
    [InlineData(33, 4, Groups.Small)]
    [InlineData(5, 5, Groups.Small)]
    [InlineData(9, 100, Groups.Small)]
    [InlineData(3, 1500, Groups.Small)]
    [InlineData(9, 100, Groups.Lone)]
    [InlineData(70, 3, Groups.Large)]
    [InlineData(11, 33, Groups.Large)]
    [InlineData(2, 3000, Groups.Large)]
    public void Rows(int rows, int length, Groups groups)
    {
        using var device = Emulated.Of(groups);
        var session = device.Session;
        float[] x = Numbers.Random(Math.Max(1, rows * length), 1), y = new float[x.Length], values = new float[Math.Max(1, 3 * rows)];
        for (int row = 0; row < rows; row++)
        {
            var span = x.AsSpan(row * length, length);
            double sum = 0;
            foreach (float each in span)
                sum += each;
            (values[3 * row], values[(3 * row) + 1], values[(3 * row) + 2]) = ((float)sum, span.ToArray().Max(), span.ToArray().Min());
            for (int e = 0; e < length; e++)
                y[(row * length) + e] = (float)(span[length - 1 - e] - (sum / length));
        }
        ArrayView<float> onY = session.On(new float[y.Length]), onValues = session.On(new float[values.Length]);
        session.RunRows(rows, length, new Centred { X = session.On(x), Y = onY, Values = onValues, Length = length });
        Numbers.AreClose(y, session.Read(onY));
        Numbers.AreClose(values, session.Read(onValues));
    }

    [Theory]
    [InlineData(0, 5, Groups.Small)]
    [InlineData(5, 0, Groups.Small)]
    [InlineData(1, 1, Groups.Small)]
    [InlineData(1, 5000, Groups.Small)]
    [InlineData(3, 700, Groups.Small)]
    [InlineData(10, 33, Groups.Small)]
    [InlineData(70, 300, Groups.Small)]
    [InlineData(1, 5000, Groups.Lone)]
    [InlineData(10, 33, Groups.Lone)]
    [InlineData(1, 10_000, Groups.Large)]
    [InlineData(40, 500, Groups.Large)]
    [InlineData(33, 9000, Groups.Large)]
    public void Columns(int columns, int terms, Groups groups)
    {
        using var device = Emulated.Of(groups);
        var session = device.Session;
        float[] x = Numbers.Random(Math.Max(1, columns * terms), 1), sums = new float[Math.Max(1, columns)], largest = new float[Math.Max(1, columns)];
        for (int column = 0; column < columns; column++)
        {
            double sum = 0;
            largest[column] = float.NegativeInfinity;
            for (int term = 0; term < terms; term++)
            {
                sum += x[(term * columns) + column];
                largest[column] = Math.Max(largest[column], x[(term * columns) + column]);
            }
            sums[column] = (float)sum;
        }
        ArrayView<float> onSums = session.On(new float[sums.Length]), onLargest = session.On(new float[sums.Length]);
        session.RunColumns<SumAndLargest, Statistics>(columns, terms, new Statistics { X = session.On(x), Sums = onSums, Largest = onLargest, Columns = columns });
        Numbers.AreClose(sums, session.Read(onSums));
        Assert.Equal(largest, session.Read(onLargest));
    }

    [Theory]
    [InlineData(9, 6, 21)]
    [InlineData(4, 1, 5)]
    [InlineData(300, 3, 40)]
    public void TableRows(int rows, int width, int count)
    {
        using var device = Emulated.Small();
        var session = device.Session;
        int[] indices = [.. Enumerable.Range(0, count).Select(i => (i * 7 % (rows + 2)) - 1)], inside = [.. indices.Select(i => Math.Clamp(i, 0, rows - 1))];
        float[] table = Numbers.Random(rows * width, 1), values = Numbers.Random(count * width, 2), y = new float[count * width], sums = new float[rows * width];
        NetGen.Kernels.TableRows.Gather<float>(One, table, inside, y, count, width);
        var onY = session.New(y.Length);
        session.Gather(session.On(table), session.On(inside), onY, count, width);
        Assert.Equal(y, session.Read(onY));

        NetGen.Kernels.TableRows.ScatterAdd<float>(One, values, indices, sums, count, width);
        var onSums = session.New(sums.Length);
        session.ScatterAdd(session.On(values), session.On(indices), onSums, count, width);
        Numbers.AreClose(sums, session.Read(onSums));
        // The way of large tables.
        var large = session.On(new float[sums.Length]);
        session.RunRows(count, 100, new ScatteredRows { Values = session.On(values), Indices = session.On(indices), Table = large, Rows = rows, Count = count, Width = width });
        Assert.Equal(sums, session.Read(large));
    }

    [Fact]
    public void AnIndexThatIsNoRowGathersZeros()
    {
        using var device = Emulated.Small();
        var session = device.Session;
        var y = session.New(6);
        session.Gather(session.On([1f, 2f, 3f, 4f]), session.On([1, -1, 2]), y, 3, 2);
        Assert.Equal([3f, 4f, 0f, 0f, 0f, 0f], session.Read(y));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1_000_003)]
    [InlineData(int.MaxValue)]
    public void Divisors(int value)
    {
        var divisor = Divisor.Of(value);
        var random = new Random(value);
        foreach (int number in Enumerable.Range(0, 1000).Select(i => i < 500 ? random.Next() : random.Next(1 << (i % 31))).Concat([0, 1, value - 1, value, int.MaxValue, int.MaxValue - 1, int.MaxValue / value * value, Math.Max(0, (int.MaxValue / value * value) - 1)]))
        {
            Assert.Equal(number / value, divisor.Divide(number, out int remainder));
            Assert.Equal(number % value, remainder);
        }
    }
}
