using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Emit.Cpu;

/// <summary>Prints the session: inference.</summary>
internal sealed class SessionEmitter(CSharp csharp, CompiledNetwork compiled, ParameterPlaces places)
{
    public void Emit(CodeWriter writer)
    {
        var network = compiled.Network;
        string name = network.Specification.Type.Name;
        var program = new ProgramEmitter(csharp, network, places, compiled.Inference, compiled.Prediction);
        var (input, output) = (network.Input, network.Output);
        string signature = $"{CSharp.ReadOnlySpan}<{csharp.Real}> {input.Name}, {CSharp.Span}<{csharp.Real}> ";

        writer.Summary("Inference with a model. Made by CreateSession; belongs to one thread at a time.");
        writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"NetGen\", \"{Version.Text}\")]");
        using (writer.Block($"public sealed class Session : global::NetGen.Session<{csharp.Real}>"))
        {
            writer.Line($"internal Session({name} model, int maxBatch, int threads)");
            using (writer.Indent())
            {
                writer.Line($": base(model.Parameters, maxBatch, threads, workspace: {program.WorkspaceLength})");
            }

            writer.Line("{\n}");
            writer.Line();
            writer.Summary($"Computes {output.Name} from {input.Name}, for as many samples as there are.");
            Parameters(writer, input.Name!, input.Shape, output.Name!, output.Shape);
            using (writer.Block($"public void Forward({signature}{output.Name})"))
            {
                Checks(writer, input.Name!, input.Shape, output.Name!, output.Shape);
                foreach (var kernel in compiled.Inference.Kernels)
                {
                    writer.Line(program.Call(kernel));
                }

                writer.Line("global::System.GC.KeepAlive(this);");
            }

            Predict(writer, signature);
            program.Methods(writer, compiled.Inference.Kernels.Concat(compiled.Prediction?.Kernels ?? []));
            program.Places(writer);
            program.Structs(writer);
        }
    }

    private void Predict(CodeWriter writer, string signature)
    {
        var network = compiled.Network;
        var (input, output) = (network.Input, network.Output);
        string result = compiled.Prediction is null ? output.Name! : "probabilities";
        writer.Line();
        writer.Summary(compiled.Prediction is null
            ? "The same as Forward: the loss takes the output as it is."
            : $"Computes the probabilities that the loss {network.Loss!.Definition.Kind} takes the output for.");
        Parameters(writer, input.Name!, input.Shape, result, output.Shape);
        using (writer.Block($"public void Predict({signature}{result})"))
        {
            writer.Line($"Forward({input.Name}, {result});");
            if (compiled.Prediction is { } prediction)
            {
                writer.Line($"int n = Samples({input.Name}.Length, {CSharp.PerSample(input.Shape)}, nameof({input.Name}));");
                foreach (var kernel in prediction.Kernels)
                {
                    writer.Line($"{kernel.Name}(n, {result});");
                }

                writer.Line("global::System.GC.KeepAlive(this);");
            }
        }
    }

    private static void Parameters(CodeWriter writer, string input, Shape inputShape, string output, Shape outputShape)
    {
        writer.Parameter(input, $"{CSharp.SampleShape(inputShape)} per sample; up to MaxBatch samples.");
        writer.Parameter(output, $"Receives {CSharp.SampleShape(outputShape)} per sample.");
    }

    private static void Checks(CodeWriter writer, string input, Shape inputShape, string output, Shape outputShape)
    {
        writer.Line($"int n = Samples({input}.Length, {CSharp.PerSample(inputShape)}, nameof({input}));");
        writer.Line($"Check({output}.Length, n, {CSharp.PerSample(outputShape)}, nameof({output}));");
    }
}
