using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;
using NetGen.Generator.Layers;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Emit;

/// <content>Its methods.</content>
internal sealed partial class SessionEmitter
{
    private void Forward(CodeWriter writer, EntryGraph entry, KernelProgram program, bool overrides)
    {
        var signature = Signature(entry.Inputs);
        string outputs = string.Join(", ", entry.Outputs.Select(output => output.Name));
        writer.Line();
        writer.Summary(entry.Inputs.Count == 0
            ? $"Computes {outputs}."
            : $"Computes {outputs} from {string.Join(", ", entry.Inputs.Select(input => input.Name))}, for as many {(NetworkGraph.TimesOf(entry.Inputs).Count > 0 ? "sequences" : "samples")} as there are.");
        signature.Document(writer, [.. entry.Inputs, .. entry.Outputs]);
        string parameters = string.Join(", ", entry.Inputs.Select(signature.Input).Concat(entry.Outputs.Select(signature.Output)));
        using (writer.Block($"public {(overrides ? "override " : "")}void {entry.Method}({parameters}{signature.OptionalLengths})"))
        {
            signature.Begin(writer);
            foreach (var output in entry.Outputs)
            {
                signature.Check(writer, output);
            }

            var results = entry.Outputs.Select(output => (output.Name!, output.Shape)).ToList();
            _target.Open(writer, signature.Given(entry.Inputs), results);
            NextCall(writer, program);
            if (entry.Exposed.Count > 0)
            {
                writer.Line("_exposed = n;");
                foreach (var time in NetworkGraph.TimesOf(entry.Exposed.Select(exposed => exposed.Value)))
                {
                    writer.Line($"_exposed{time.Symbol} = {time.Steps};");
                }
            }

            Kernels(writer, program.Kernels, results.Select(result => result.Item1));
        }

        foreach (var (exposed, value) in entry.Exposed)
        {
            writer.Line();
            writer.Summary($"The value {exposed} of the last call of {entry.Method}: {CSharp.SampleShape(value.Shape)}{(CSharp.IsPerSample(value.Shape) ? " per sample" : "")}. Valid until the next call of any method.");
            string member = char.ToUpperInvariant(exposed[0]) + exposed.Substring(1);
            string buffer = program.Memory.Offsets.Keys.First(b => b.Name == exposed || b.Name.StartsWith(exposed + "_", System.StringComparison.Ordinal)).Name;
            writer.Line($"public {CSharp.ReadOnlySpan}<{Real}> {member} => {_target.Exposed(exposed, buffer + Exposed(value.Shape.Count))};");
        }

        if (entry.Exposed.Count > 0 && entry == Network.Entries.First(e => e.Exposed.Count > 0))
        {
            writer.Line();
            writer.Line("private int _exposed;");
            foreach (var time in Network.Times)
            {
                writer.Line($"private int _exposed{time.Symbol};");
            }
        }
    }

    /// <summary>The sizes of the call that exposed values are of.</summary>
    private static string Exposed(Dimension count) =>
        count.IsConstant ? "" : $"({string.Join(", ", ProgramEmitter.SymbolsOf(count).Select(symbol => symbol == "Batch" ? "_exposed" : "_exposed" + symbol))})";

    /// <summary>A number and its derivatives.</summary>
    private void Gradient(CodeWriter writer, GradientGraph gradient, KernelProgram program)
    {
        writer.Line();
        writer.Summary($"Computes the sum over the samples of {gradient.Name} and its derivatives, with the network as in inference.");
        var signature = Signature(gradient.Given);
        signature.Document(writer, [.. gradient.Given]);
        foreach (string derivative in gradient.Names)
        {
            writer.Parameter(derivative, $"Receives the derivative with respect to {derivative.Substring(0, derivative.Length - "Gradient".Length)}.");
        }

        string parameters = string.Join(", ", gradient.Given.Select(signature.Input).Concat(gradient.Names.Select(derivative => $"{CSharp.Span}<{Real}> {derivative}")));
        using (writer.Block($"public {Real} {gradient.Name}({parameters}{signature.OptionalLengths})"))
        {
            signature.Begin(writer);
            foreach (var (variable, derivative) in gradient.WithRespectTo.Zip(gradient.Names, (v, name) => (v, name)))
            {
                CallSignature.CheckLength(writer, variable.Shape, derivative);
            }

            _target.Open(writer, signature.Given(gradient.Given), gradient.Names.Zip(gradient.WithRespectTo, (name, variable) => (name, variable.Shape)));
            NextCall(writer, program);
            foreach (var kernel in program.Kernels)
            {
                writer.Line(_program.Call(kernel, Inside));
            }

            string value = program.Memory.Offsets.Keys.First(buffer => buffer.Name.StartsWith("value", System.StringComparison.Ordinal) && buffer.Shape.Rank == 0).Name;
            writer.Line($"var result = {_target.First(value)};");
            _target.Close(writer, gradient.Names);
            writer.Line("return result;");
        }
    }

    /// <summary>Random numbers are others in each call.</summary>
    private void NextCall(CodeWriter writer, KernelProgram program)
    {
        if (Network.HasRandomInference && program.Kernels.Any(KernelParameters.DrawsRandom))
        {
            writer.Line("NextCall();");
        }
    }

    private void Predict(CodeWriter writer)
    {
        if (Network.Specification.Graph is not null && _compiled.Prediction is null)
        {
            return;
        }

        var signature = Signature(Input);
        string result = _compiled.Prediction is null ? Output.Name! : "probabilities";
        writer.Line();
        writer.Summary(_compiled.Prediction is null
            ? "The same as Forward: the loss takes the output as it is."
            : $"Computes the probabilities that the loss {Network.Loss!.Definition!.Kind} takes the output for.");
        signature.Document(writer, Input);
        writer.Parameter(result, $"Receives {CSharp.SampleShape(Output.Shape)} per {(NetworkGraph.TimesOf([Input]).Count > 0 ? "sequence" : "sample")}.");
        using (writer.Block($"public void Predict({signature.Input(Input)}, {CSharp.Span}<{Real}> {result}{signature.OptionalLengths})"))
        {
            if (!_target.HasSharedMemory && _compiled.Prediction is not null)
            {
                PredictAnew(writer, signature, result);
                return;
            }

            if (_compiled.Prediction is not null)
            {
                writer.Line(Input.Shape.Rank > 1 && TimeAxis.Of(Input.Shape[1]) is { } time
                    ? $"int n = Sequences({Input.Name}.Length, {CSharp.PerSample(Input.Shape)}, nameof({Input.Name}), {time.Lengths}, out {(Output.Shape.Rank > 1 && Output.Shape[1].IsTime ? $"int {time.Steps}" : "_")});"
                    : $"int n = Samples({Input.Name}.Length, {CSharp.PerSample(Input.Shape)}, nameof({Input.Name}));");
                signature.Check(writer, Output, result);
            }

            writer.Line($"Forward({Input.Name}, {result}{signature.LengthsPassedOn});");
            if (_compiled.Prediction is { } prediction)
            {
                foreach (var kernel in prediction.Kernels)
                {
                    writer.Line(_program.Call(kernel, buffer => buffer.Kind == BufferKind.Output ? result : buffer.Name));
                }

                writer.Line("global::System.GC.KeepAlive(this);");
            }
        }
    }

    /// <summary>Forward and prediction as one call: the output in between stays where it is computed.</summary>
    private void PredictAnew(CodeWriter writer, CallSignature signature, string result)
    {
        signature.Begin(writer);
        signature.Check(writer, Output, result);
        _target.Open(writer, signature.Given([Input]), [(result, Output.Shape)]);
        NextCall(writer, _compiled.Inference);
        foreach (var kernel in _compiled.Inference.Kernels.Concat(_compiled.Prediction!.Kernels))
        {
            writer.Line(_program.Call(kernel, buffer => _target.Inside(buffer.Kind == BufferKind.Output ? result : buffer.Name)));
        }

        _target.Close(writer, [result]);
    }

    private void Loss(CodeWriter writer)
    {
        if (_compiled.Evaluation is not { } evaluation || !Network.IsSupervised)
        {
            return;
        }

        var target = Network.Loss!.Target;
        writer.Line();
        writer.Summary("The mean loss of outputs that Forward has computed, as in inference: without dropout, and with running statistics.");
        writer.Parameter(Output.Name!, $"{CSharp.SampleShape(Output.Shape)} per sample; up to MaxBatch samples.");
        writer.Parameter(target.Name!, $"{CSharp.SampleShape(target.Shape)} per sample.");
        using (writer.Block($"public override {Real} Loss({CSharp.ReadOnlySpan}<{Real}> {Output.Name}, {Signature().Input(target)})"))
        {
            writer.Line($"int n = Samples({Output.Name}.Length, {CSharp.PerSample(Output.Shape)}, nameof({Output.Name}));");
            Signature().Check(writer, target);
            _target.Open(writer, [Output, target], []);
            foreach (var kernel in evaluation.Kernels)
            {
                writer.Line(_program.Call(kernel, Inside));
            }

            writer.Line($"var value = {_target.First("loss")};");
            _target.Close(writer, []);
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
        using (writer.Block($"public void Step({Signature().Input(graph.Input)}, {Signature().Output(graph.Output)})"))
        {
            writer.Line($"int n = Samples({graph.Input.Name}.Length, {CSharp.PerSample(graph.Input.Shape)}, nameof({graph.Input.Name}));");
            if (graph.Input.Type == ElementType.Integer)
            {
                writer.Line($"CheckClasses({graph.Input.Name}, {graph.Input.ArgumentAs<InputArgument>().Classes}, nameof({graph.Input.Name}));");
            }

            Signature().Check(writer, graph.Output);
            _target.Open(writer, [graph.Input], [(graph.Output.Name!, graph.Output.Shape)]);
            Kernels(writer, streaming.Kernels, [graph.Output.Name!]);
        }
    }

    private void Kernels(CodeWriter writer, IEnumerable<Kernel> kernels, IEnumerable<string> results)
    {
        foreach (var kernel in kernels)
        {
            writer.Line(_program.Call(kernel, Inside));
        }

        _target.Close(writer, results);
    }

    private string Inside(Buffer buffer) => _target.Inside(buffer.Name);
}
