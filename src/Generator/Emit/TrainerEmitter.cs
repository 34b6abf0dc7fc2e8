using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emit.Cpu;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Passes;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Emit;

/// <summary>Prints the trainer: loss, derivatives, updates.</summary>
/// <param name="index">Of the loss.</param>
internal sealed partial class TrainerEmitter(Target target, CompiledNetwork compiled, ParameterPlaces places, int index = 0)
{
    private LossGraph Minimised => compiled.Network.Losses[index];

    private IReadOnlyList<Node> Arguments => Minimised.Given;

    private Node Input => Arguments[0];

    private Node Target => Minimised.Target;

    private KernelProgram Training => compiled.Trainings[index];

    private readonly CallSignature _signature = new(target, compiled.Network, compiled.Network.Losses[index].Given);

    /// <summary>Fit and its kind know samples, not sequences.</summary>
    private bool IsSupervised => compiled.Network.IsSupervised;

    private string Override => IsSupervised ? "override " : "";

    private string Given => _signature.Inputs(Arguments);

    public void Emit(CodeWriter writer)
    {
        var network = compiled.Network;
        string name = network.Specification.Type.Name;
        string className = target.Prefix + GeneratedNames.OfTrainer(Minimised.Name, network.Losses.Count);
        var program = new ProgramEmitter(target, className, network, places, [Training]);
        var segments = Training.Segments is null ? null : new SegmentsEmitter(target.CSharp, network, Training, program, _signature, Arguments);
        writer.Summary($"Training of a model. Made by Create{className.Substring(target.Prefix.Length)}; belongs to one thread at a time.");
        writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"NetGen\", \"{Version.Text}\")]");
        using (writer.Block($"public sealed class {className} : {target.Base("Trainer", IsSupervised ? (Input, Target) : null)}"))
        {
            if (IsSupervised)
            {
                writer.Line($"private readonly {name} _model;");
            }

            foreach (var kept in Kept)
            {
                var (type, make) = FieldOf(kept);
                writer.Line($"private {(make is null ? "" : "readonly ")}{type} _{kept.Name};");
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
            writer.Line($"internal {className}({name} model, {target.Declaration($"global::NetGen.Optimizer optimizer, {_signature.SizeDeclarations("batchSize")}")}, ulong seed{(segments is null ? "" : ", int recomputeEvery")})");
            using (writer.Indent())
            {
                string workspace = segments is null ? program.Storage.WorkspaceLength.Replace("maxBatch", "batchSize") : $"WorkspaceOf(batchSize, SegmentLength(recomputeEvery, {network.Times[0].Longest}))";
                writer.Line($": base(model.Parameters, {target.Arguments("optimizer, batchSize")}, seed, workspace: {workspace}{Trains})");
            }

            using (writer.Body())
            {
                if (IsSupervised)
                {
                    writer.Line("_model = model;");
                }
                else if (network.HasTime)
                {
                    writer.Line(StorageEmitter.HoldSequences(network));
                }

                segments?.Begin(writer);
                foreach (var kept in Kept.Where(kept => FieldOf(kept).Make is not null))
                {
                    writer.Line($"_{kept.Name} = {FieldOf(kept).Make};");
                }

                target.Hold(writer, Kept.Select(kept => (kept.Name!, kept.Type, kept.Shape)), size => StorageEmitter.Largest(size).Replace("maxBatch", "batchSize"));
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
                writer.Line($"private static long WorkspaceOf(int batchSize, int segmentSteps) => {program.Storage.WorkspaceLength};");
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

    private (string Type, string? Make) FieldOf(Node kept) => target.Kept(
        kept,
        $"{(CSharp.IsPerSample(kept.Shape) ? CSharp.PerSample(kept.Shape) : kept.Shape.Count.Value)}",
        kept.Shape.Rank > 1 ? TimeAxis.Of(kept.Shape[1])?.Longest : null);
}
