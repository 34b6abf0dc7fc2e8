using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;
using NetGen.Generator.Layers;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Emit.Cpu;

/// <summary>Prints the session: inference.</summary>
internal sealed class SessionEmitter
{
    private readonly CSharp _csharp;
    private readonly CompiledNetwork _compiled;
    private readonly CallSignature _signature;
    private readonly ProgramEmitter _program;

    public SessionEmitter(CSharp csharp, CompiledNetwork compiled, ParameterPlaces places)
    {
        (_csharp, _compiled) = (csharp, compiled);
        _signature = new CallSignature(csharp, compiled.Network);
        _program = new ProgramEmitter(csharp, compiled.Network, places, compiled.Inference, compiled.Prediction, compiled.Evaluation, compiled.Streaming);
    }

    private NetworkGraph Network => _compiled.Network;

    private Node Input => Network.Input;

    private Node Output => Network.Output;

    public void Emit(CodeWriter writer)
    {
        string name = Network.Specification.Type.Name;
        bool supervised = Network.Loss is not null && !Network.HasTime;
        writer.Summary("Inference with a model. Made by CreateSession; belongs to one thread at a time.");
        writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"NetGen\", \"{Version.Text}\")]");
        using (writer.Block($"public sealed class Session : global::NetGen.Session<{(supervised ? _csharp.SupervisedTypes(Input, Network.Loss!.Target) : _csharp.Real)}>"))
        {
            writer.Line($"internal Session({name} model, {_signature.SizeDeclarations("maxBatch")}, int threads)");
            using (writer.Indent())
            {
                writer.Line($": base(model.Parameters, maxBatch, threads, workspace: {_program.WorkspaceLength})");
            }

            using (writer.Body())
            {
                if (Network.HasTime)
                {
                    writer.Line($"HoldSequences(maxTime, states: {ProgramEmitter.StateLength(Network)});");
                }
            }

            writer.Line();
            writer.Summary($"Computes {Output.Name} from {Input.Name}, for as many {(Network.HasTime ? "sequences" : "samples")} as there are.");
            _signature.Document(writer, Input, Output);
            using (writer.Block($"public {(supervised ? "override " : "")}void Forward({_signature.Input(Input)}, {_signature.Output(Output)}{_signature.OptionalLengths})"))
            {
                _signature.Begin(writer, Input);
                _signature.Check(writer, Output);
                Kernels(writer, _compiled.Inference.Kernels);
            }

            Predict(writer);
            Loss(writer);
            Step(writer);
            _program.Methods(writer, new[] { _compiled.Inference, _compiled.Prediction, _compiled.Evaluation, _compiled.Streaming }.OfType<KernelProgram>().SelectMany(p => p.Kernels));
            _program.Places(writer);
            _program.Structs(writer);
        }
    }

    private void Predict(CodeWriter writer)
    {
        string result = _compiled.Prediction is null ? Output.Name! : "probabilities";
        writer.Line();
        writer.Summary(_compiled.Prediction is null
            ? "The same as Forward: the loss takes the output as it is."
            : $"Computes the probabilities that the loss {Network.Loss!.Definition.Kind} takes the output for.");
        _signature.Document(writer, Input);
        writer.Parameter(result, $"Receives {CSharp.SampleShape(Output.Shape)} per {(Network.HasTime ? "sequence" : "sample")}.");
        using (writer.Block($"public void Predict({_signature.Input(Input)}, {CSharp.Span}<{_csharp.Real}> {result}{_signature.OptionalLengths})"))
        {
            if (_compiled.Prediction is not null)
            {
                writer.Line(Network.HasTime
                    ? $"int n = Sequences({Input.Name}.Length, {CSharp.PerSample(Input.Shape)}, nameof({Input.Name}), lengths, out {(Output.Shape.Rank > 1 && Output.Shape[1].Equals(Dimension.Time) ? "int steps" : "_")});"
                    : $"int n = Samples({Input.Name}.Length, {CSharp.PerSample(Input.Shape)}, nameof({Input.Name}));");
                _signature.Check(writer, Output, result);
            }

            writer.Line($"Forward({Input.Name}, {result}{(Network.HasTime ? ", lengths" : "")});");
            if (_compiled.Prediction is { } prediction)
            {
                foreach (var kernel in prediction.Kernels)
                {
                    writer.Line(_program.Call(kernel, result));
                }

                writer.Line("global::System.GC.KeepAlive(this);");
            }
        }
    }

    private void Loss(CodeWriter writer)
    {
        if (_compiled.Evaluation is not { } evaluation)
        {
            return;
        }

        var target = Network.Loss!.Target;
        writer.Line();
        writer.Summary("The mean loss of outputs that Forward has computed, as in inference: without dropout, and with running statistics.");
        writer.Parameter(Output.Name!, $"{CSharp.SampleShape(Output.Shape)} per sample; up to MaxBatch samples.");
        writer.Parameter(target.Name!, $"{CSharp.SampleShape(target.Shape)} per sample.");
        using (writer.Block($"public override {_csharp.Real} Loss({CSharp.ReadOnlySpan}<{_csharp.Real}> {Output.Name}, {_signature.Input(target)})"))
        {
            writer.Line($"int n = Samples({Output.Name}.Length, {CSharp.PerSample(Output.Shape)}, nameof({Output.Name}));");
            _signature.Check(writer, target);
            foreach (var kernel in evaluation.Kernels)
            {
                writer.Line(_program.Call(kernel));
            }

            writer.Line("var value = loss[0];");
            writer.Line("global::System.GC.KeepAlive(this);");
            writer.Line("return value;");
        }
    }

    private void Step(CodeWriter writer)
    {
        if (_compiled.Streaming is not { } streaming || Network.Streaming is not { } graph)
        {
            return;
        }

        writer.Line();
        writer.Summary($"One time step of up to MaxBatch sequences: computes {Output.Name} from {Input.Name} and the states, which are kept for the next step; Reset begins new sequences.");
        writer.Parameter(graph.Input.Name!, $"{CSharp.SampleShape(graph.Input.Shape)} per sequence.");
        writer.Parameter(graph.Output.Name!, $"Receives {CSharp.SampleShape(graph.Output.Shape)} per sequence.");
        using (writer.Block($"public void Step({_signature.Input(graph.Input)}, {_signature.Output(graph.Output)})"))
        {
            writer.Line($"int n = Samples({graph.Input.Name}.Length, {CSharp.PerSample(graph.Input.Shape)}, nameof({graph.Input.Name}));");
            if (graph.Input.Type == ElementType.Integer)
            {
                writer.Line($"CheckClasses({graph.Input.Name}, {graph.Input.ArgumentAs<InputArgument>().Classes}, nameof({graph.Input.Name}));");
            }

            _signature.Check(writer, graph.Output);
            Kernels(writer, streaming.Kernels);
        }
    }

    private void Kernels(CodeWriter writer, IEnumerable<Kernel> kernels)
    {
        foreach (var kernel in kernels)
        {
            writer.Line(_program.Call(kernel));
        }

        writer.Line("global::System.GC.KeepAlive(this);");
    }
}
