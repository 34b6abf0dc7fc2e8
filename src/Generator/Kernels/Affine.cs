using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.InteropServices;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Kernels;

/// <summary>An index as a function of loop counters: constant + sum_k coefficient[k] counter[k].</summary>
internal sealed class Affine(Dimension constant, ImmutableArray<Dimension> coefficients) : IEquatable<Affine>
{
    /// <summary>Loop nests have few axes.</summary>
    private static readonly Affine[] Zeros = [.. Enumerable.Range(0, 9).Select(NewZero)];

    private int _hash;

    public Dimension Constant => constant;

    /// <summary>One per axis of the loop nest.</summary>
    public ImmutableArray<Dimension> Coefficients => coefficients;

    public static Affine Zero(int axes) => axes < Zeros.Length ? Zeros[axes] : NewZero(axes);

    public static Affine Axis(int axis, int axes) => Zero(axes).With(axis, Dimension.One);

    /// <summary>The position in a row-major block with the extents of the axes.</summary>
    public static Affine Linear(Shape axes) => new(Dimension.Zero, [.. axes.Strides]);

    /// <summary>As <see cref="Linear"/>, but without the counters that are always 0: how <see cref="Coordinates"/> gives positions back.</summary>
    public static Affine Identity(Shape axes) => new(Dimension.Zero, [.. axes.Strides.Select((stride, axis) => axes[axis].IsOne ? Dimension.Zero : stride)]);

    public bool IsConstant => coefficients.All(c => c.IsZero);

    public static Affine operator +(Affine a, Affine b)
    {
        var sums = new Dimension[a.Coefficients.Length];
        for (int k = 0; k < sums.Length; k++)
        {
            sums[k] = a.Coefficients[k] + b.Coefficients[k];
        }

        return new(a.Constant + b.Constant, ImmutableCollectionsMarshal.AsImmutableArray(sums));
    }

    public static Affine operator +(Affine a, Dimension b) => b.IsZero ? a : new(a.Constant + b, a.Coefficients);

    /// <summary>Position in a row-major tensor at the given coordinates.</summary>
    public static Affine Offset(IReadOnlyList<Affine> coordinates, Shape shape, int axes)
    {
        var constant = Dimension.Zero;
        var coefficients = new Dimension[axes];
        for (int k = 0; k < axes; k++)
        {
            coefficients[k] = Dimension.Zero;
        }

        for (int d = 0; d < coordinates.Count; d++)
        {
            var (coordinate, stride) = (coordinates[d], shape.Strides[d]);
            constant += coordinate.Constant * stride;
            for (int k = 0; k < axes; k++)
            {
                coefficients[k] += coordinate.Coefficients[k] * stride;
            }
        }

        return new(constant, ImmutableCollectionsMarshal.AsImmutableArray(coefficients));
    }

    /// <summary>
    /// The coordinates in a row-major tensor of the element at a linear position; null where they are no affine functions of the counters
    /// (a counter that runs over several axes of the tensor at once).
    /// </summary>
    public static Affine[]? Coordinates(Affine position, Shape shape, Shape axes)
    {
        if (!position.Constant.IsZero)
        {
            return null;
        }

        var coordinates = new Affine[shape.Rank];
        for (int d = 0; d < coordinates.Length; d++)
        {
            coordinates[d] = Zero(axes.Rank);
        }

        var strides = shape.Strides;
        for (int k = 0; k < axes.Rank; k++)
        {
            var coefficient = position.Coefficients[k];
            if (coefficient.IsZero || axes[k].IsOne)
            {
                continue;
            }

            int axis = -1;
            for (int d = 0; d < shape.Rank && axis < 0; d++)
            {
                // Counter k moves along axis d only, in steps of the quotient, without leaving it.
                if (!shape[d].IsOne && coefficient.DividedBy(strides[d]) is { } step && shape[d].DividedBy(step * axes[k]) is not null)
                {
                    coordinates[d] = coordinates[d].With(k, step);
                    axis = d;
                }
            }

            if (axis < 0)
            {
                return null;
            }
        }

        return coordinates;
    }

    /// <summary>Replaces axes k and k + 1 by one, which only <see cref="Merges"/> permits. The counter of an axis of extent 1 is always 0, whatever its coefficient.</summary>
    public Affine Merge(int k, Shape axes) => new(constant, coefficients.RemoveAt(axes[k + 1].IsOne ? k + 1 : k));

    public bool Merges(int k, Shape axes) => axes[k].IsOne || axes[k + 1].IsOne || coefficients[k].Equals(coefficients[k + 1] * axes[k + 1]);

    public bool Equals(Affine? other)
    {
        if (other is null || coefficients.Length != other.Coefficients.Length || !constant.Equals(other.Constant))
        {
            return false;
        }

        for (int k = 0; k < coefficients.Length; k++)
        {
            if (!coefficients[k].Equals(other.Coefficients[k]))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as Affine);

    public override int GetHashCode()
    {
        if (_hash == 0)
        {
            int hash = constant.GetHashCode();
            foreach (var coefficient in coefficients)
            {
                hash = unchecked((hash * 31) + coefficient.GetHashCode());
            }

            _hash = hash;
        }

        return _hash;
    }

    private static Affine NewZero(int axes) => new(Dimension.Zero, [.. Enumerable.Repeat(Dimension.Zero, axes)]);

    private Affine With(int axis, Dimension coefficient) => new(constant, coefficients.SetItem(axis, coefficient));

    public override string ToString() => ToCode(k => "i" + k, s => s);

    /// <summary>C# text.</summary>
    public string ToCode(Func<int, string> counter, Func<string, string> symbol)
    {
        var terms = new List<string>();
        for (int k = 0; k < coefficients.Length; k++)
        {
            var c = coefficients[k];
            if (!c.IsZero)
            {
                string factor = c.ToCode(symbol);
                terms.Add(c.IsOne ? counter(k) : $"{counter(k)} * {(factor.Contains('+') ? $"({factor})" : factor)}");
            }
        }

        if (!constant.IsZero || terms.Count == 0)
        {
            terms.Add(constant.ToCode(symbol));
        }

        return string.Join(" + ", terms);
    }
}
