using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace NetGen;

internal sealed partial class TrainingState<T>
{
    private const string ModelSection = "model", OptimizerSection = "optimizer", AverageSection = "average", AccumulatedSection = "accumulated", CarriedSection = "carried", BestSection = "best";

    /// <summary>Writes a checkpoint.</summary>
    /// <param name="path">The file; it is replaced whole or not at all.</param>
    /// <param name="carried">Recurrent states that are kept from step to step.</param>
    /// <param name="fit">How far Fit has come, if it is what saves.</param>
    public void Save(string path, ReadOnlySpan<T> carried, FitState<T>? fit)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var metadata = new CheckpointMetadata(path);
        metadata.Set("netgen", MachineKind.NetGenVersion);
        metadata.Set("machine", Machine);
        metadata.Set("optimizer", Optimizer.ToString());
        metadata.Set("learningRate", Optimizer.LearningRate);
        metadata.Set("schedule", string.Join(' ', Update.ScheduleMemory.Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
        metadata.Set("seed", Seed.ToString(CultureInfo.InvariantCulture));
        metadata.Set("step", Update.Step);
        metadata.Set("batches", Batches);
        metadata.Set("accumulatedSamples", AccumulatedSamples);
        fit?.WriteTo(metadata);

        var sections = new List<CheckpointSection<T>> { new(ModelSection, Parameters), new(OptimizerSection, Update.Buffers) };
        if (Average is not null)
            sections.Add(new(AverageSection, Average));
        if (AccumulatedSamples > 0)
            sections.Add(new(AccumulatedSection, Accumulated));
        if (carried.Length > 0)
        {
            var states = new ParameterSet<T>(CarriedLayout(carried.Length), seed: 0);
            carried.CopyTo(states.All);
            sections.Add(new(CarriedSection, states));
        }

        if (fit is { BestParameters: { } best, BestEpoch: > 0 })
            sections.Add(new(BestSection, best));
        CheckpointFile.Save(path, Network, sections, metadata);
    }

    /// <summary>Takes over the state of a checkpoint; if it throws, nothing has been changed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="carried">Receives recurrent states.</param>
    /// <param name="fit">Receives how far Fit has come.</param>
    public CheckpointReport Load(string path, Span<T> carried, FitState<T>? fit)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        CheckpointMetadata? metadata = null;
        List<(string Name, ParameterLayout Layout)> sections = [];
        int carriedLength = carried.Length;
        var values = CheckpointFile.Load<T>(path, Network, read =>
        {
            metadata = read;
            var saved = read.Text("sections").Split(' ');
            sections.Add((ModelSection, Parameters.Layout));
            sections.Add((OptimizerSection, Update.Buffers.Layout));
            if (Average is not null)
                sections.Add((AverageSection, Average.Layout));
            if (saved.Contains(AccumulatedSection))
                sections.Add((AccumulatedSection, TrainableOnly()));
            if (carriedLength > 0)
                sections.Add((CarriedSection, CarriedLayout(carriedLength)));
            if (saved.Contains(BestSection) && fit?.BestParameters is not null)
                sections.Add((BestSection, Parameters.Layout));
            return sections;
        });
        return TakeOver(path, metadata!, name => sections.FindIndex(section => section.Name == name) is >= 0 and var i ? values[i] : null, carried, fit);
    }

    private CheckpointReport TakeOver(string path, CheckpointMetadata metadata, Func<string, ParameterSet<T>?> section, Span<T> carried, FitState<T>? fit)
    {
        // All that may be malformed comes before the first change.
        var memory = metadata.Numbers("schedule", metadata.Text("schedule"));
        if (memory.Length != Update.ScheduleMemory.Length)
            throw metadata.Error($"'schedule' holds {memory.Length} numbers, not {Update.ScheduleMemory.Length}");
        var learningRate = metadata.Number("learningRate");
        if (!(double.IsFinite(learningRate) && learningRate >= 0))
            throw metadata.Error("'learningRate' must be finite and not negative");
        var (seed, batches) = (metadata.Unsigned("seed"), metadata.Integer("batches", 0, long.MaxValue));
        var accumulatedSamples = metadata.Integer("accumulatedSamples", 0, long.MaxValue);
        var differences = Differences(metadata, fit).ToArray();
        fit?.ReadFrom(metadata);

        Parameters.CopyFrom(section(ModelSection)!);
        Update.Buffers.CopyFrom(section(OptimizerSection)!);
        memory.CopyTo(Update.ScheduleMemory, 0);
        Average?.CopyFrom(section(AverageSection)!);
        if (section(BestSection) is { } best)
            fit!.BestParameters!.CopyFrom(best);
        section(CarriedSection)?.All.CopyTo(carried);
        Accumulated.Clear();
        AccumulatedSamples = 0;
        if (section(AccumulatedSection) is { } accumulated)
        {
            accumulated.All.CopyTo(Accumulated.All);
            AccumulatedSamples = accumulatedSamples;
        }

        Optimizer.LearningRate = learningRate;
        (Seed, Batches) = (seed, batches);
        return new CheckpointReport(path, Update.Step, differences);
    }

    private IEnumerable<string> Differences(CheckpointMetadata metadata, FitState<T>? fit)
    {
        if (metadata.Text("netgen") is var version && version != MachineKind.NetGenVersion)
            yield return $"It was written by NetGen {version}; this is {MachineKind.NetGenVersion}.";
        if (metadata.Text("machine") is var machine && machine != Machine)
            yield return $"It was written on another kind of machine: {machine}; this is {Machine}.";
        if (metadata.Text("optimizer") is var optimizer && optimizer != Optimizer.ToString())
            yield return $"The optimizer was {optimizer}; it is {Optimizer}.";
        if (fit is not null && metadata.Text("fit.data") is var data && data != fit.Data)
            yield return $"The data was {data}; it is {fit.Data}.";
    }

    /// <summary>Recurrent states that are kept from step to step.</summary>
    private ParameterLayout CarriedLayout(int length) => new(Network, new ParameterDefinition("state", [length], Initialization.Zeros, ParameterKind.State));

    private ParameterLayout TrainableOnly() => new(Network, Parameters.Layout.Definitions[..Parameters.Layout.TrainableCount].ToArray());
}
