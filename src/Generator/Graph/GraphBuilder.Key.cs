using System;
using System.Collections.Immutable;

namespace NetGen.Generator.Graph;

/// <content>What makes two nodes of one operation equal.</content>
internal sealed partial class GraphBuilder
{
    private readonly struct Key(ImmutableArray<Node> inputs, object? argument, Shape shape) : IEquatable<Key>
    {
        private readonly ImmutableArray<Node> _inputs = inputs;
        private readonly object? _argument = argument;
        private readonly Shape _shape = shape;

        public bool Equals(Key other)
        {
            if (_inputs.Length != other._inputs.Length)
            {
                return false;
            }

            for (int k = 0; k < _inputs.Length; k++)
            {
                if (_inputs[k] != other._inputs[k])
                {
                    return false;
                }
            }

            return Equals(_argument, other._argument) && _shape.Equals(other._shape);
        }

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode()
        {
            int hash = _inputs.Length;
            foreach (var input in _inputs)
            {
                hash = unchecked((hash * 31) + input.Id);
            }

            return unchecked(hash + ((_argument?.GetHashCode() ?? 0) * 31) + (_shape.GetHashCode() * 17));
        }
    }
}
