using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Declaration;

/// <summary>What is wrong with a declaration, and where its parts stand: an origin is an index into the locations.</summary>
internal sealed class DeclarationFindings(string network)
{
    public List<Finding> Findings { get; } = [];

    public List<Location> Locations { get; } = [];

    /// <summary>A new origin.</summary>
    public int Locate(Location location)
    {
        Locations.Add(location);
        return Locations.Count - 1;
    }

    public void Add(string id, int origin, params string[] arguments) => Findings.Add(new Finding(id, origin, [network, .. arguments]));

    public void Add(string id, Location location, params string[] arguments) => Add(id, Locate(location), arguments);
}
