using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;

namespace NetGen;

/// <summary>A part of a checkpoint: tensors named <c>section.name</c>.</summary>
internal readonly record struct CheckpointSection<T>(string Name, ParameterViews<T> Values)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>Checkpoints: one safetensors file with the tensors of several sections, and scalars in the metadata, all guarded by digests.</summary>
internal static class CheckpointFile
{
    public const string Format = "netgen-checkpoint", Version = "1";

    private const string Digest = "digest";

    /// <summary>Replaces the file whole or not at all.</summary>
    public static void Save<T>(string path, string network, IReadOnlyList<CheckpointSection<T>> sections, CheckpointMetadata metadata)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        metadata.Set("format", Format);
        metadata.Set("version", Version);
        metadata.Set("network", network);
        metadata.Set("sections", string.Join(' ', sections.Select(section => section.Name)));
        foreach (var section in sections)
            metadata.Set($"{Digest}.{section.Name}", CheckpointDigest.Of<T>(section.Values.All));
        metadata.Set(Digest, CheckpointDigest.Of(metadata.Values));
        AtomicFile.Write(path, stream => SafetensorsWriter.Write(sections, metadata.Values, stream), temporary: path + ".tmp");
    }

    /// <summary>Reads a checkpoint; nothing is changed by it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">Whose parameters are expected.</param>
    /// <param name="expected">Given the scalars, the sections that are wanted, as they should be.</param>
    /// <returns>The values of each section, in order.</returns>
    /// <exception cref="SafetensorsException">The file is damaged, no checkpoint, or of another network or optimizer.</exception>
    public static IReadOnlyList<ParameterSet<T>> Load<T>(string path, string network, Func<CheckpointMetadata, IReadOnlyList<(string Name, ParameterLayout Layout)>> expected)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var stream = Safetensors.Open(path);
        var reader = new SafetensorsReader(stream, path);
        var metadata = new CheckpointMetadata(path, reader.Header.Metadata);
        Check(metadata, network);

        var sections = expected(metadata);
        var layout = new ParameterLayout(network, [.. sections.SelectMany(section => section.Layout.Definitions.ToArray().Select(definition => Renamed(section.Name, definition)))]);
        var all = new ParameterSet<T>(layout, seed: 0);
        var ignored = metadata.Text("sections").Split(' ').Except(sections.Select(section => section.Name)).Select(name => name + ".").ToArray();
        Safetensors.Read(all, reader, path, exact: true, ignored);

        var values = new List<ParameterSet<T>>();
        var offset = 0;
        foreach (var section in sections)
        {
            var part = new ParameterSet<T>(section.Layout, seed: 0);
            all.All.Slice(offset, part.All.Length).CopyTo(part.All);
            offset += part.All.Length;
            if (CheckpointDigest.Of<T>(part.All) != metadata.Text($"{Digest}.{section.Name}"))
                throw metadata.Error($"the values of section '{section.Name}' are damaged: their digest is another");
            values.Add(part);
        }

        return values;
    }

    private static void Check(CheckpointMetadata metadata, string network)
    {
        if (!metadata.Has("format") || metadata.Text("format") != Format)
            throw metadata.Error("is no checkpoint of a training");
        if (metadata.Text("version") != Version)
            throw metadata.Error($"is version {TensorEntry.Quote(metadata.Text("version"))} of checkpoints; this NetGen reads version '{Version}'");
        if (CheckpointDigest.Of(metadata.Values.Where(pair => pair.Key != Digest)) != metadata.Text(Digest))
            throw metadata.Error("the metadata is damaged: its digest is another");
        if (metadata.Text("network") != network)
            throw metadata.Error($"is a checkpoint of network {TensorEntry.Quote(metadata.Text("network"))}, not of '{network}'");
    }

    // As state, so that the order stays as it is.
    private static ParameterDefinition Renamed(string section, ParameterDefinition definition) =>
        new($"{section}.{definition.Name}", definition.Shape.ToArray(), Initialization.Zeros, ParameterKind.State);
}
