using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;

namespace NetGen.Generator.Graph;

/// <summary>The extents of a tensor, outermost first; row-major.</summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
internal sealed class Shape(ImmutableArray<Dimension> dimensions) : IEquatable<Shape>, IEnumerable<Dimension>
{
    public static readonly Shape Scalar = [];

    private Dimension? _count;
    private Shape? _sample;
    private ImmutableArray<Dimension> _strides;
    private int _hash;

    public static Shape Create(ReadOnlySpan<Dimension> dimensions) => new(ImmutableArray.Create(dimensions));

    public int Rank => dimensions.Length;

    public Dimension this[int axis] => dimensions[axis];

    /// <summary>Number of elements.</summary>
    public Dimension Count => _count ??= dimensions.Aggregate(Dimension.One, (product, d) => product * d);

    /// <summary>Elements between neighbours along each axis.</summary>
    public ImmutableArray<Dimension> Strides => _strides.IsDefault ? _strides = FindStrides() : _strides;

    /// <summary>The same shape with one axis changed.</summary>
    public Shape With(int axis, Dimension extent) => new(dimensions.SetItem(axis, extent));

    /// <summary>Without the leading batch axis: the shape of one sample.</summary>
    public Shape Sample => _sample ??= new(dimensions.RemoveAt(0));

    public bool Equals(Shape? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || Rank != other.Rank)
        {
            return false;
        }

        for (int axis = 0; axis < Rank; axis++)
        {
            if (!dimensions[axis].Equals(other[axis]))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as Shape);

    public override int GetHashCode() => _hash != 0 ? _hash : _hash = dimensions.Aggregate(19, (hash, d) => unchecked((hash * 31) + d.GetHashCode()));

    public IEnumerator<Dimension> GetEnumerator() => ((IEnumerable<Dimension>)dimensions).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>As in messages and plans: <c>28x28x1</c>.</summary>
    public override string ToString() => Rank == 0 ? "scalar" : string.Join("x", dimensions);

    private ImmutableArray<Dimension> FindStrides()
    {
        var strides = ImmutableArray.CreateBuilder<Dimension>(Rank);
        strides.Count = Rank;
        var stride = Dimension.One;
        for (int axis = Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= dimensions[axis];
        }

        return strides.MoveToImmutable();
    }
}
