using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace SequenceShapes;

/// <summary>Sums of two numbers up to 999, as symbols: some to test with, all others to train with.</summary>
internal sealed class Sums
{
    /// <summary>Digits, + and the end.</summary>
    public const int Symbols = 12;

    public const int Plus = 10;

    /// <summary>What ends an answer; a decoder also begins with it.</summary>
    public const int End = 11;

    /// <summary>Symbols of "999+999", and of "1998" with its end.</summary>
    public const int LongestQuestion = 7, LongestAnswer = 5;

    private const int Numbers = 1000;

    private readonly HashSet<(int, int)> _heldOut = [];
    private readonly List<(int A, int B)> _inOrderOfDrawing = [];

    /// <param name="heldOut">Sums to test with.</param>
    public Sums(int heldOut, Random random)
    {
        while (_inOrderOfDrawing.Count < heldOut)
        {
            var (a, b) = (random.Next(Numbers), random.Next(Numbers));
            if (_heldOut.Add(LeastFirst(a, b)))
            {
                _inOrderOfDrawing.Add((a, b));
            }
        }
    }

    /// <summary>What the network never sees in training, in neither order of its numbers.</summary>
    public IReadOnlyList<(int A, int B)> HeldOut => _inOrderOfDrawing;

    /// <summary>A sum to train with.</summary>
    public (int A, int B) Next(Random random)
    {
        while (true)
        {
            var (a, b) = (random.Next(Numbers), random.Next(Numbers));
            if (!_heldOut.Contains(LeastFirst(a, b)))
            {
                return (a, b);
            }
        }
    }

    /// <summary>"123+456" backwards: ones before tens before hundreds.</summary>
    public static int[] Question((int A, int B) sum) => [.. Digits(sum.B).Reverse(), Plus, .. Digits(sum.A).Reverse()];

    /// <summary>"579" and the end.</summary>
    public static int[] Answer((int A, int B) sum) => [.. Digits(sum.A + sum.B), End];

    private static IEnumerable<int> Digits(int number) => number.ToString(CultureInfo.InvariantCulture).Select(digit => digit - '0');

    private static (int, int) LeastFirst(int a, int b) => (Math.Min(a, b), Math.Max(a, b));
}
