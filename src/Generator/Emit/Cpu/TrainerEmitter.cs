using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Emit.Cpu;

/// <summary>Prints the trainer: loss, derivatives, updates.</summary>
internal sealed class TrainerEmitter(CSharp csharp, CompiledNetwork compiled, ParameterPlaces places)
{
    private Node Input => compiled.Network.Input;

    private Node Target => compiled.Network.Loss!.Target;

    private KernelProgram Training => compiled.Training!;

    private string Arguments => $"{Input.Name}, {Target.Name}";

    private string Signature => $"{CSharp.ReadOnlySpan}<{csharp.Real}> {Input.Name}, {CSharp.ReadOnlySpan}<{csharp.Type(Target.Type)}> {Target.Name}";

    public void Emit(CodeWriter writer)
    {
        var network = compiled.Network;
        string name = network.Specification.Type.Name;
        var program = new ProgramEmitter(csharp, network, places, Training);
        writer.Summary("Training of a model. Made by CreateTrainer; belongs to one thread at a time.");
        writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"NetGen\", \"{Version.Text}\")]");
        using (writer.Block($"public sealed class Trainer : global::NetGen.Trainer<{csharp.SupervisedTypes(Input, Target)}>"))
        {
            writer.Line($"private readonly {name} _model;");
            writer.Line($"private readonly {csharp.Real}[] _{Bare(Input)};");
            writer.Line($"private readonly {csharp.Type(Target.Type)}[] _{Bare(Target)};");
            writer.Line("private int _n;");
            writer.Line();
            writer.Line($"internal Trainer({name} model, global::NetGen.Optimizer optimizer, int batchSize, int threads, ulong seed)");
            using (writer.Indent())
            {
                writer.Line($": base(model.Parameters, optimizer, batchSize, threads, seed, workspace: {program.WorkspaceLength.Replace("maxBatch", "batchSize")})");
            }

            writer.Line("{");
            using (writer.Indent())
            {
                writer.Line("_model = model;");
                writer.Line($"_{Bare(Input)} = new {csharp.Real}[batchSize * {CSharp.PerSample(Input.Shape)}];");
                writer.Line($"_{Bare(Target)} = new {csharp.Type(Target.Type)}[batchSize * {CSharp.PerSample(Target.Shape)}];");
            }

            writer.Line("}");

            PublicMethods(writer);
<<<<<<< HEAD
            Phase(writer, program, "Loss", "The loss, and all that the derivatives need of the way there.", Training.Kernels.Take(Training.Backward));
            Phase(writer, program, "Derivatives", "Derivatives of the loss, from the last layer to the first.", Training.Kernels.Skip(Training.Backward));
=======
            ForFit(writer);
            Phase(writer, "Loss", "The loss, and all that the derivatives need of the way there.", Training.Kernels.Take(Training.Backward));
            Phase(writer, "Derivatives", "Derivatives of the loss, from the last layer to the first.", Training.Kernels.Skip(Training.Backward));
>>>>>>> training
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
        writer.Summary("The loss of the batch, as in training (with dropout, with the batch's own statistics). Keeps a copy of the batch for Backward.");
        Documentation(writer);
        using (writer.Block($"public override {csharp.Real} Forward({Signature})"))
        {
            writer.Line($"int n = CheckBatch({Arguments});");
            writer.Line($"{Input.Name}.CopyTo(_{Bare(Input)});");
            writer.Line($"{Target.Name}.CopyTo(_{Bare(Target)});");
            writer.Line("_n = n;");
            writer.Line($"Loss({Call});");
            writer.Line($"var value = {LossValue};");
            writer.Line("global::System.GC.KeepAlive(this);");
            writer.Line("return value;");
        }

        writer.Line();
        writer.Summary("Derivatives of the loss of the last Forward with respect to every parameter, into Gradients.");
        using (writer.Block("public void Backward()"))
        {
            using (writer.Block("if (_n == 0)"))
            {
                writer.Line("throw new global::System.InvalidOperationException(\"Backward needs a Forward before it.\");");
            }

            writer.Line("int n = _n;");
            var copies = new List<string> { "n" };
            copies.Add($"_{Bare(Input)}.AsSpan(0, n * {CSharp.PerSample(Input.Shape)})");
            copies.Add($"_{Bare(Target)}.AsSpan(0, n * {CSharp.PerSample(Target.Shape)})");
            writer.Line($"Derivatives({string.Join(", ", copies.Select(c => c.Replace(".AsSpan(", ", ")).Select((c, k) => k == 0 ? c : $"global::System.MemoryExtensions.AsSpan({c}"))});");
            writer.Line("global::System.GC.KeepAlive(this);");
        }

        writer.Line();
        using (writer.Block($"private int CheckBatch({Signature})"))
        {
            writer.Line($"int n = Samples({Input.Name}.Length, {CSharp.PerSample(Input.Shape)}, nameof({Input.Name}));");
            CSharp.CheckTarget(writer, Target);
            writer.Line("return n;");
        }
    }

    /// <summary>A method that takes a batch through loss and derivatives and then does something with these.</summary>
    private void Batch(CodeWriter writer, string name, string summary, string then)
    {
        writer.Summary(summary);
        Documentation(writer);
        using (writer.Block($"public override {csharp.Real} {name}({Signature})"))
        {
            writer.Line($"int n = CheckBatch({Arguments});");
            writer.Line($"Loss({Call});");
            writer.Line($"Derivatives({Call});");
            writer.Line($"var value = {LossValue};");
            writer.Line($"{then}(n, value);");
            writer.Line("global::System.GC.KeepAlive(this);");
            writer.Line("return value;");
        }
    }

    /// <summary>What Fit needs to know of this network.</summary>
    private void ForFit(CodeWriter writer)
    {
        writer.Line();
        writer.Line("// What Fit needs to know: sizes of a sample, how to evaluate, and where a loss stops being finite.");
        writer.Line($"protected override int InputLength => {CSharp.PerSample(Input.Shape)};");
        writer.Line($"protected override int TargetLength => {CSharp.PerSample(Target.Shape)};");
        writer.Line($"protected override int OutputLength => {CSharp.PerSample(compiled.Network.Output.Shape)};");
        writer.Line();
        writer.Line($"protected override global::NetGen.Session<{csharp.SupervisedTypes(Input, Target)}> NewSession(int maxBatch, int threads) => _model.CreateSession(maxBatch, threads);");
        writer.Line();
        using (writer.Block($"protected override string? FirstNonFinite({Signature})"))
        {
            writer.Line($"int n = CheckBatch({Arguments});");
            foreach (var kernel in Training.Kernels.Take(Training.Backward))
            {
                writer.Line(ProgramEmitter.Call(kernel));
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
        using (writer.Block($"private void {name}(int n, {Signature})"))
        {
            foreach (var kernel in kernels)
            {
                writer.Line(program.Call(kernel));
            }
        }
    }

    private void Documentation(CodeWriter writer)
    {
        writer.Parameter(Input.Name!, $"{CSharp.SampleShape(Input.Shape)} per sample; up to batchSize samples.");
        writer.Parameter(Target.Name!, Target.Type == ElementType.Integer
            ? $"A class from 0 to {Target.ArgumentAs<InputArgument>().Classes - 1} per sample."
            : $"{CSharp.SampleShape(Target.Shape)} per sample.");
    }

    private string Call => $"n, {Arguments}";

    private static string LossValue => "loss[0]";

    private static string Bare(Node node) => node.Name!.TrimStart('@');
}
