using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace NetGen;

public abstract partial class Trainer<T>
{
    private const string ModelSection = "model", OptimizerSection = "optimizer", AverageSection = "average", AccumulatedSection = "accumulated", CarriedSection = "carried", BestSection = "best";

    /// <summary>
    /// Saves all that training needs to go on bit for bit: parameters, optimizer, schedule, average, accumulated gradients, recurrent states, counters of random numbers. One safetensors file; it is replaced whole or not at all.
    /// </summary>
    /// <exception cref="IOException">Writing failed; the old file is as it was. <see cref="UnauthorizedAccessException"/> likewise.</exception>
    public void SaveCheckpoint(string path) => SaveCheckpoint(path, fit: null);

    /// <summary>Takes over the state of a checkpoint. The settings stay those of this trainer, but for the learning rate and the seed, which are the checkpoint's.</summary>
    /// <returns>What was different when it was written.</returns>
    /// <exception cref="SafetensorsException">The file is damaged, no checkpoint, or of another network or optimizer; the message says which tensors differ. Nothing has been loaded.</exception>
    public CheckpointReport LoadCheckpoint(string path) => LoadCheckpoint(path, fit: null);

    internal void SaveCheckpoint(string path, FitState<T>? fit)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var metadata = new CheckpointMetadata(path);
        metadata.Set("netgen", MachineKind.NetGenVersion);
        metadata.Set("machine", MachineKind.Name);
        metadata.Set("optimizer", Optimizer.ToString());
        metadata.Set("learningRate", Optimizer.LearningRate);
        metadata.Set("schedule", string.Join(' ', _state.ScheduleMemory.Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
        metadata.Set("seed", _seed.ToString(CultureInfo.InvariantCulture));
        metadata.Set("step", StepCount);
        metadata.Set("batches", _batches);
        metadata.Set("accumulatedSamples", _accumulatedSamples);
        fit?.WriteTo(metadata);

        var sections = new List<CheckpointSection<T>> { new(ModelSection, Parameters), new(OptimizerSection, _state.Buffers) };
        if (Average is not null)
            sections.Add(new(AverageSection, Average));
        if (_accumulatedSamples > 0)
            sections.Add(new(AccumulatedSection, _accumulated));
        if (State.Length > 0)
        {
            var carried = new ParameterSet<T>(CarriedLayout(), seed: 0);
            State.CopyTo(carried.All);
            sections.Add(new(CarriedSection, carried));
        }

        if (fit is { BestParameters: { } best, BestEpoch: > 0 })
            sections.Add(new(BestSection, best));
        CheckpointFile.Save(path, Parameters.Layout.Network, sections, metadata);
    }

    internal CheckpointReport LoadCheckpoint(string path, FitState<T>? fit)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        CheckpointMetadata? metadata = null;
        List<(string Name, ParameterLayout Layout)> sections = [];
        var values = CheckpointFile.Load<T>(path, Parameters.Layout.Network, read =>
        {
            metadata = read;
            var saved = read.Text("sections").Split(' ');
            sections.Add((ModelSection, Parameters.Layout));
            sections.Add((OptimizerSection, _state.Buffers.Layout));
            if (Average is not null)
                sections.Add((AverageSection, Average.Layout));
            if (saved.Contains(AccumulatedSection))
                sections.Add((AccumulatedSection, TrainableOnly()));
            if (State.Length > 0)
                sections.Add((CarriedSection, CarriedLayout()));
            if (saved.Contains(BestSection) && fit?.BestParameters is not null)
                sections.Add((BestSection, Parameters.Layout));
            return sections;
        });
        return TakeOver(path, metadata!, name => sections.FindIndex(section => section.Name == name) is >= 0 and var i ? values[i] : null, fit);
    }

    private CheckpointReport TakeOver(string path, CheckpointMetadata metadata, Func<string, ParameterSet<T>?> section, FitState<T>? fit)
    {
        // All that may be malformed comes before the first change.
        var memory = metadata.Numbers("schedule", metadata.Text("schedule"));
        if (memory.Length != _state.ScheduleMemory.Length)
            throw metadata.Error($"'schedule' holds {memory.Length} numbers, not {_state.ScheduleMemory.Length}");
        var learningRate = metadata.Number("learningRate");
        if (!(double.IsFinite(learningRate) && learningRate >= 0))
            throw metadata.Error("'learningRate' must be finite and not negative");
        var (seed, batches) = (metadata.Unsigned("seed"), metadata.Integer("batches", 0, long.MaxValue));
        var accumulatedSamples = metadata.Integer("accumulatedSamples", 0, long.MaxValue);
        var differences = Differences(metadata, fit).ToArray();
        fit?.ReadFrom(metadata);

        Parameters.CopyFrom(section(ModelSection)!);
        _state.Buffers.CopyFrom(section(OptimizerSection)!);
        memory.CopyTo(_state.ScheduleMemory, 0);
        Average?.CopyFrom(section(AverageSection)!);
        if (section(BestSection) is { } best)
            fit!.BestParameters!.CopyFrom(best);
        section(CarriedSection)?.All.CopyTo(State);
        _accumulated.Clear();
        _accumulatedSamples = 0;
        if (section(AccumulatedSection) is { } accumulated)
        {
            accumulated.All.CopyTo(_accumulated.All);
            _accumulatedSamples = accumulatedSamples;
        }

        Optimizer.LearningRate = learningRate;
        (_seed, _batches) = (seed, batches);
        return new CheckpointReport(path, StepCount, differences);
    }

    private IEnumerable<string> Differences(CheckpointMetadata metadata, FitState<T>? fit)
    {
        if (metadata.Text("netgen") is var version && version != MachineKind.NetGenVersion)
            yield return $"It was written by NetGen {version}; this is {MachineKind.NetGenVersion}.";
        if (metadata.Text("machine") is var machine && machine != MachineKind.Name)
            yield return $"It was written on another kind of machine: {machine}; this is {MachineKind.Name}.";
        if (metadata.Text("optimizer") is var optimizer && optimizer != Optimizer.ToString())
            yield return $"The optimizer was {optimizer}; it is {Optimizer}.";
        if (fit is not null && metadata.Text("fit.data") is var data && data != fit.Data)
            yield return $"The data was {data}; it is {fit.Data}.";
    }

    /// <summary>Recurrent states that are kept from step to step.</summary>
    private ParameterLayout CarriedLayout() => new(Parameters.Layout.Network, new ParameterDefinition("state", [State.Length], Initialization.Zeros, ParameterKind.State));

    private ParameterLayout TrainableOnly() => new(Parameters.Layout.Network, Parameters.Layout.Definitions[..Parameters.Layout.TrainableCount].ToArray());
}
