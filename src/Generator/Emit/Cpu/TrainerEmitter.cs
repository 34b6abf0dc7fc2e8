using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;
using NetGen.Generator.Layers;
using NetGen.Generator.Passes;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Emit.Cpu;

/// <summary>Prints the trainer: loss, derivatives, updates.</summary>
/// <param name="index">Of the loss.</param>
internal sealed class TrainerEmitter(CSharp csharp, CompiledNetwork compiled, ParameterPlaces places, int index = 0)
{
    private LossGraph Minimised => compiled.Network.Losses[index];

    private IReadOnlyList<Node> Arguments => Minimised.Given;

    private Node Input => Arguments[0];

    private Node Target => Minimised.Target;

    private KernelProgram Training => compiled.Trainings[index];

    private readonly CallSignature _signature = new(csharp, compiled.Network, compiled.Network.Losses[index].Given);

    /// <summary>Fit and its kind know samples, not sequences.</summary>
    private bool IsSupervised => compiled.Network.IsSupervised;

    private string Override => IsSupervised ? "override " : "";

    private string Given => _signature.Inputs(Arguments);

    public void Emit(CodeWriter writer)
    {
        var network = compiled.Network;
        string name = network.Specification.Type.Name;
        var program = new ProgramEmitter(csharp, network, places, [Training]);
        var segments = Training.Segments is null ? null : new SegmentsEmitter(csharp, network, Training, program, _signature, Arguments);
        string className = GeneratedNames.OfTrainer(Minimised.Name, network.Losses.Count);
        writer.Summary($"Training of a model. Made by Create{className}; belongs to one thread at a time.");
        writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"NetGen\", \"{Version.Text}\")]");
        using (writer.Block($"public sealed class {className} : global::NetGen.Trainer<{(IsSupervised ? csharp.SupervisedTypes(Input, Target) : csharp.Real)}>"))
        {
            if (IsSupervised)
            {
                writer.Line($"private readonly {name} _model;");
            }

            foreach (var kept in Kept)
            {
                writer.Line($"private readonly {csharp.Type(kept.Type)}[] _{kept.Name};");
            }

            writer.Line("private int _n;");
            foreach (string size in _signature.Sizes.Skip(1))
            {
                writer.Line($"private int _{size};");
            }

            foreach (var time in Carried)
            {
                writer.Line($"private int {time.CarriedSteps};");
            }

            segments?.Fields(writer);
            writer.Line();
            writer.Line($"internal {className}({name} model, global::NetGen.Optimizer optimizer, {_signature.SizeDeclarations("batchSize")}, int threads, ulong seed{(segments is null ? "" : ", int recomputeEvery")})");
            using (writer.Indent())
            {
                string workspace = segments is null ? program.WorkspaceLength.Replace("maxBatch", "batchSize") : $"WorkspaceOf(batchSize, SegmentLength(recomputeEvery, {network.Times[0].Longest}))";
                writer.Line($": base(model.Parameters, optimizer, batchSize, threads, seed, workspace: {workspace}{Trains})");
            }

            using (writer.Body())
            {
                if (IsSupervised)
                {
                    writer.Line("_model = model;");
                }
                else if (network.HasTime)
                {
                    writer.Line(ProgramEmitter.HoldSequences(network));
                }

                segments?.Begin(writer);
                foreach (var kept in Kept)
                {
                    writer.Line($"_{kept.Name} = RoomForBatch<{csharp.Type(kept.Type)}>({(CSharp.IsPerSample(kept.Shape) ? CSharp.PerSample(kept.Shape) : kept.Shape.Count.Value)}{(kept.Shape.Rank > 1 && TimeAxis.Of(kept.Shape[1]) is { } time ? ", " + time.Longest : "")});");
                }
            }

            if (network.CarriesFromTheEnd)
            {
                writer.Line();
                writer.Line("protected override bool RunsFromTheEnd => true;");
            }

            PublicMethods(writer);
            if (IsSupervised)
            {
                ForFit(writer, program);
            }

            if (segments is not null)
            {
                writer.Line();
                writer.Line($"private static long WorkspaceOf(int batchSize, int segmentSteps) => {program.WorkspaceLength};");
                segments.Methods(writer);
            }
            else
            {
                Phase(writer, program, "Loss", "The loss, and all that the derivatives need of the way there.", Training.Kernels.Take(Training.Backward));
                Phase(writer, program, "Derivatives", "Derivatives of the loss, from the last layer to the first.", Training.Kernels.Skip(Training.Backward));
            }

            program.Methods(writer, Training.Kernels);
            program.Places(writer);
            program.Structs(writer);
        }
    }

    private void PublicMethods(CodeWriter writer)
    {
        writer.Line();
        Batch(writer, "Step", "One step of training: the loss of the batch, its derivatives, the update. Allocates nothing. If the loss is not a finite number, nothing is updated.", "UpdateAfter");
        writer.Line();
        Batch(writer, "Accumulate", "The loss of the batch and its derivatives, added to those of the batches since the last update: several batches and then Update, or Step with the last one, are one large batch.", "AccumulateAfter");

        writer.Line();
        writer.Summary($"The loss of the batch, as in training{Differences}. Keeps a copy of the batch for Backward.");
        _signature.Document(writer, [.. Arguments]);
        using (writer.Block($"public {Override}{csharp.Real} Forward({Given}{_signature.OptionalLengths})"))
        {
            Begin(writer);
            foreach (var kept in Kept)
            {
                writer.Line($"{kept.Name}.CopyTo(_{kept.Name});");
            }

            foreach (string size in _signature.Sizes)
            {
                writer.Line($"_{size} = {size};");
            }

            writer.Line($"Loss({Passed});");
            writer.Line($"var value = {LossValue};");
            writer.Line("global::System.GC.KeepAlive(this);");
            writer.Line("return value;");
        }

        writer.Line();
        writer.Summary("Derivatives of the loss of the last Forward with respect to every parameter, into Gradients. Once for each Forward.");
        using (writer.Block("public void Backward()"))
        {
            writer.Line("CheckForward(_n);");
            writer.Line(_signature.Sizes.Count > 1 ? $"var ({string.Join(", ", _signature.Sizes)}) = ({string.Join(", ", _signature.Sizes.Select(size => "_" + size))});" : "int n = _n;");
            writer.Line("_n = 0;");
            var copies = Kept.Select(kept => $"global::System.MemoryExtensions.AsSpan(_{kept.Name}, 0, {CSharp.Samples(kept.Shape)}{(CSharp.PerSample(kept.Shape) is 1 ? "" : $" * {CSharp.PerSample(kept.Shape)}")})");
            writer.Line($"Derivatives({string.Join(", ", _signature.Sizes.Concat(copies))});");
            writer.Line("global::System.GC.KeepAlive(this);");
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
            var reached = Node.Reachable([Minimised.Value]);
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
        using (writer.Block($"public {Override}{csharp.Real} {name}({Given}{_signature.OptionalLengths})"))
        {
            Begin(writer);
            writer.Line("_n = 0;");
            writer.Line($"Loss({Passed});");
            writer.Line($"Derivatives({Passed});");
            writer.Line($"var value = {LossValue};");
            writer.Line($"{then}(n, value);");
            writer.Line("global::System.GC.KeepAlive(this);");
            writer.Line("return value;");
        }
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
        writer.Line($"protected override global::NetGen.Session<{csharp.SupervisedTypes(Input, Target)}> NewSession(int maxBatch, int threads) => _model.CreateSession(maxBatch, threads);");
        writer.Line();
        using (writer.Block($"protected override string? FirstNonFinite({Given})"))
        {
            writer.Line($"int n = CheckBatch({Input.Name}, {Target.Name});");
            foreach (var kernel in Training.Kernels.Take(Training.Backward))
            {
                writer.Line(program.Call(kernel));
                foreach (var buffer in kernel.Writes.Where(buffer => buffer.Kind == BufferKind.Workspace))
                {
                    writer.Line($"if (!AreFinite({ProgramEmitter.Argument(buffer)})) return \"{kernel.Name} ({buffer.Name})\";");
                }
            }

            writer.Line("global::System.GC.KeepAlive(this);");
            writer.Line("return null;");
        }
    }

    private void Phase(CodeWriter writer, ProgramEmitter program, string name, string summary, IEnumerable<Kernel> kernels)
    {
        writer.Line();
        writer.Line($"// {summary}");
        using (writer.Block($"private void {name}({string.Join(", ", Arguments.Select(_signature.Input).Prepend(_signature.SizeParameters))}{_signature.LengthsParameter})"))
        {
            foreach (var kernel in kernels)
            {
                writer.Line(program.Call(kernel));
            }
        }
    }

    private string Passed => $"{string.Join(", ", _signature.Sizes.Concat(Arguments.Select(argument => argument.Name)))}{_signature.LengthsArgument}";

    private static string LossValue => "loss[0]";
}
