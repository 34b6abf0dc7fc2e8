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
        using (writer.Block($"public sealed class Trainer : global::NetGen.Trainer<{csharp.Real}>"))
        {
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
                writer.Line($"_{Bare(Input)} = new {csharp.Real}[batchSize * {CSharp.PerSample(Input.Shape)}];");
                writer.Line($"_{Bare(Target)} = new {csharp.Type(Target.Type)}[batchSize * {CSharp.PerSample(Target.Shape)}];");
            }

            writer.Line("}");

            PublicMethods(writer);
            Phase(writer, program, "Loss", "The loss, and all that the derivatives need of the way there.", Training.Kernels.Take(Training.Backward));
            Phase(writer, program, "Derivatives", "Derivatives of the loss, from the last layer to the first.", Training.Kernels.Skip(Training.Backward));
            program.Methods(writer, Training.Kernels);
            program.Places(writer);
            program.Structs(writer);
        }
    }

    private void PublicMethods(CodeWriter writer)
    {
        writer.Line();
        writer.Summary("One step of training: the loss of the batch, its derivatives, the update. Allocates nothing.");
        Documentation(writer);
        using (writer.Block($"public {csharp.Real} Step({Signature})"))
        {
            writer.Line($"int n = CheckBatch({Arguments});");
            writer.Line($"Loss({Call});");
            writer.Line($"Derivatives({Call});");
            writer.Line($"var value = {LossValue};");
            writer.Line("Update();");
            writer.Line("global::System.GC.KeepAlive(this);");
            writer.Line("return value;");
        }

        writer.Line();
        writer.Summary("The loss of the batch, as in training (with dropout, with the batch's own statistics). Keeps a copy of the batch for Backward.");
        Documentation(writer);
        using (writer.Block($"public {csharp.Real} Forward({Signature})"))
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
            writer.Line($"Check({Target.Name}.Length, n, {CSharp.PerSample(Target.Shape)}, nameof({Target.Name}));");
            if (Target.Type == ElementType.Integer)
            {
                writer.Line($"CheckClasses({Target.Name}, {Target.ArgumentAs<InputArgument>().Classes}, nameof({Target.Name}));");
            }

            writer.Line("return n;");
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
