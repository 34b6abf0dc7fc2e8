using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Emit;

/// <summary>Where each parameter begins in the flat buffer: the trainable ones, then the state.</summary>
internal sealed class ParameterPlaces
{
    private readonly Dictionary<int, int> _offsets = [];

    public ParameterPlaces(IReadOnlyList<ParameterDeclaration> parameters)
    {
        int offset = 0;
        foreach (var parameter in parameters.OrderBy(p => p.IsState).ThenBy(p => p.Index))
        {
            _offsets.Add(parameter.Index, offset);
            offset = checked(offset + (int)parameter.Shape.Count.Value);
        }
    }

    public int OfParameter(int index) => _offsets[index];
}
