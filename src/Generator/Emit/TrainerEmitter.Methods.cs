using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;
using NetGen.Generator.Layers;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Emit;

/// <content>Its methods.</content>
internal sealed partial class TrainerEmitter
{
    private void PublicMethods(CodeWriter writer)
    {
        writer.Line();
        Batch(writer, "Step", "One step of training: the loss of the batch, its derivatives, the update. Allocates nothing. If the loss is not a finite number, nothing is updated." + target.Waiting, "UpdateAfter");
        writer.Line();
        Batch(writer, "Accumulate", "The loss of the batch and its derivatives, added to those of the batches since the last update: several batches and then Update, or Step with the last one, are one large batch." + target.Waiting, "AccumulateAfter");

        writer.Line();
        writer.Summary($"The loss of the batch, as in training{Differences}. Keeps a copy of the batch for Backward.{target.Waiting}");
        _signature.Document(writer, [.. Arguments]);
        using (writer.Block($"public {Override}{target.Loss} Forward({Given}{_signature.OptionalLengths})"))
        {
            Begin(writer);
            target.Open(writer, _signature.Given(Arguments), []);
            foreach (var kept in Kept)
            {
                writer.Line(target.Keep(target.Inside(kept.Name!), "_" + kept.Name));
            }

            foreach (string size in _signature.Sizes)
            {
                writer.Line($"_{size} = {size};");
            }

            writer.Line($"Loss({Passed});");
            Return(writer, "");
        }

        writer.Line();
        writer.Summary("Derivatives of the loss of the last Forward with respect to every parameter, into Gradients. Once for each Forward.");
        using (writer.Block("public void Backward()"))
        {
            writer.Line("CheckForward(_n);");
            writer.Line(_signature.Sizes.Count > 1 ? $"var ({string.Join(", ", _signature.Sizes)}) = ({string.Join(", ", _signature.Sizes.Select(size => "_" + size))});" : "int n = _n;");
            writer.Line("_n = 0;");
            var copies = Kept.Select(kept => target.Take("_" + kept.Name, $"{CSharp.Samples(kept.Shape)}{(CSharp.PerSample(kept.Shape) is 1 ? "" : $" * {CSharp.PerSample(kept.Shape)}")}"));
            writer.Line($"Derivatives({string.Join(", ", _signature.Sizes.Concat(copies))});");
            target.Close(writer, []);
        }

        if (IsSupervised)
        {
            writer.Line();
            using (writer.Block($"private int CheckBatch({Given})"))
            {
                _signature.Begin(writer);
                writer.Line("return n;");
            }
        }
    }

    /// <summary>Arrays of the caller that Backward needs again.</summary>
    private IEnumerable<Node> Kept => Arguments.Concat(NetworkGraph.TimesOf(Arguments).Where(compiled.Network.Lengths.ContainsKey).Select(time => compiled.Network.Lengths[time]));

    /// <summary>Time axes along which states go on to the next batch.</summary>
    private IEnumerable<TimeAxis> Carried => Training.AllKernels
        .SelectMany(kernel => kernel.Reads).SelectMany(buffer => buffer.Offset.SymbolsUsed).Select(TimeAxis.OfCarried).OfType<TimeAxis>().Distinct();

    /// <summary>What training does otherwise than inference, in this network.</summary>
    private string Differences
    {
        get
        {
            string[] differences =
            [
                .. Training.AllKernels.Any(KernelParameters.DrawsRandom) ? ["with the random numbers of the step to come"] : System.Array.Empty<string>(),
                .. Minimised.Updates.Count > 0 ? ["with the batch's own statistics"] : System.Array.Empty<string>(),
            ];
            return differences.Length == 0 ? "" : $" ({string.Join(", ", differences)})";
        }
    }

    /// <summary>Where the loss changes some parameters only: which.</summary>
    private string Trains
    {
        get
        {
            var all = compiled.Network.Parameters.Where(p => !p.IsState).OrderBy(p => p.Index).ToList();
            var reached = new HashSet<Node>(Node.Reachable([Minimised.Value]));
            var trained = all.Where(p => Minimised.TrainsParameter(p) && reached.Contains(p.Node)).ToList();
            return trained.Count == all.Count(p => !p.Training.Frozen)
                ? ""
                : $", trains: [{string.Join(", ", trained.Select(p => all.IndexOf(p)))}]";
        }
    }

    /// <summary>A method that takes a batch through loss and derivatives and then does something with these.</summary>
    private void Batch(CodeWriter writer, string name, string summary, string then)
    {
        writer.Summary(summary);
        _signature.Document(writer, [.. Arguments]);
        using (writer.Block($"public {Override}{target.Loss} {name}({Given}{_signature.OptionalLengths})"))
        {
            Begin(writer);
            writer.Line("_n = 0;");
            target.Open(writer, _signature.Given(Arguments), []);
            writer.Line($"Loss({Passed});");
            writer.Line($"Derivatives({Passed});");
            Return(writer, then);
        }
    }

    /// <param name="then">What is done with the loss, or empty.</param>
    private void Return(CodeWriter writer, string then)
    {
        foreach (string line in target.LossOf("loss", then))
        {
            writer.Line(line);
        }

        target.Close(writer, []);
        writer.Line("return value;");
    }

    private void Begin(CodeWriter writer)
    {
        if (IsSupervised)
        {
            writer.Line($"int n = CheckBatch({string.Join(", ", Arguments.Select(argument => argument.Name))});");
            return;
        }

        _signature.Begin(writer);
        if (_signature.Sizes.Count == 1)
        {
            return;
        }

        foreach (var time in Carried)
        {
            writer.Line($"{time.CarriedSteps} = StepsToCarry({time.Steps});");
        }

        using (writer.Block("if (!KeepsState)"))
        {
            writer.Line("Reset();");
        }
    }

    /// <summary>What Fit needs to know of this network.</summary>
    private void ForFit(CodeWriter writer, ProgramEmitter program)
    {
        writer.Line();
        writer.Line("// What Fit needs to know: sizes of a sample, how to evaluate, and where a loss stops being finite.");
        writer.Line($"protected override int InputLength => {CSharp.PerSample(Input.Shape)};");
        writer.Line($"protected override int TargetLength => {CSharp.PerSample(Target.Shape)};");
        writer.Line($"protected override int OutputLength => {CSharp.PerSample(compiled.Network.Output.Shape)};");
        writer.Line();
        writer.Line($"protected override {target.Base("Session", (Input, Target))} NewSession({target.Declaration("int maxBatch")}) => _model.CreateSession({target.Arguments("maxBatch")});");
        writer.Line();
        using (writer.Block($"protected override string? FirstNonFinite({Given})"))
        {
            writer.Line($"int n = CheckBatch({Input.Name}, {Target.Name});");
            target.Open(writer, Arguments, []);
            foreach (var kernel in Training.Kernels.Take(Training.Backward))
            {
                writer.Line(program.Call(kernel, buffer => target.Inside(buffer.Name)));
                foreach (var buffer in kernel.Writes.Where(buffer => buffer.Kind == BufferKind.Workspace))
                {
                    writer.Line($"if (!AreFinite({program.Argument(buffer)})) return \"{kernel.Name} ({buffer.Name})\";");
                }
            }

            target.Close(writer, []);
            writer.Line("return null;");
        }
    }

    private void Phase(CodeWriter writer, ProgramEmitter program, string name, string summary, IEnumerable<Kernel> kernels)
    {
        writer.Line();
        writer.Line($"// {summary}");
        using (writer.Block($"private void {name}({string.Join(", ", new[] { _signature.SizeParameters, _signature.Views(Arguments) }.Where(text => text.Length > 0))})"))
        {
            foreach (var kernel in kernels)
            {
                writer.Line(program.Call(kernel));
            }
        }
    }

    private string Passed => string.Join(", ", _signature.Sizes.Concat(_signature.Given(Arguments).Select(argument => target.Inside(argument.Name!))));
}
