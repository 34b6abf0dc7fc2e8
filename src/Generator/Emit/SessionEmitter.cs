using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Emit;

/// <summary>Prints the session: inference.</summary>
internal sealed partial class SessionEmitter
{
    private readonly Target _target;
    private readonly CompiledNetwork _compiled;
    private readonly ProgramEmitter _program;

    public SessionEmitter(Target target, CompiledNetwork compiled, ParameterPlaces places)
    {
        (_target, _compiled) = (target, compiled);
        _program = new ProgramEmitter(target, target.Prefix + "Session", compiled.Network, places, compiled.Session);
    }

    private string Real => _target.CSharp.Real;

    private NetworkGraph Network => _compiled.Network;

    private CallSignature Signature(params IReadOnlyList<Node> arguments) => new(_target, Network, arguments);

    private Node Input => Network.Input;

    private Node Output => Network.Output;

    public void Emit(CodeWriter writer)
    {
        string name = Network.Specification.Type.Name;
        writer.Summary("Inference with a model. Made by CreateSession; belongs to one thread at a time.");
        writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"NetGen\", \"{Version.Text}\")]");
        using (writer.Block($"public sealed class {_target.Prefix}Session : {_target.Base("Session", Network.IsSupervised ? (Input, Network.Loss!.Target) : null)}"))
        {
            Constructor(writer, name);
            for (int k = 0; k < Network.Entries.Count; k++)
            {
                Forward(writer, Network.Entries[k], _compiled.Entries[k], Network.IsSupervised && k == 0);
            }

            Predict(writer);
            Loss(writer);
            Step(writer);
            for (int k = 0; k < Network.Gradients.Count; k++)
            {
                Gradient(writer, Network.Gradients[k], _compiled.Gradients[k]);
            }

            _program.Methods(writer, _compiled.Session.SelectMany(program => program.Kernels));
            _program.Places(writer);
            _program.Structs(writer);
        }
    }

    private void Constructor(CodeWriter writer, string name)
    {
        string seed = Network.HasRandomInference ? ", ulong seed" : "";
        writer.Line($"internal {_target.Prefix}Session({name} model, {_target.Declaration(Signature().SizeDeclarations("maxBatch"))}{seed})");
        using (writer.Indent())
        {
            writer.Line($": base(model.Parameters, {_target.Arguments("maxBatch")}, workspace: {_program.Storage.WorkspaceLength}{(seed.Length > 0 ? ", seed" : "")})");
        }

        using (writer.Body())
        {
            if (Network.HasTime)
            {
                writer.Line(StorageEmitter.HoldSequences(Network));
            }

            _target.Hold(writer, Arguments(), StorageEmitter.Largest);
        }
    }

    /// <summary>All that callers pass, to be read or to be written.</summary>
    private IEnumerable<(string Name, ElementType Type, Shape Shape)> Arguments()
    {
        var given = Network.Entries.SelectMany(entry => entry.Inputs.Concat(entry.Outputs))
            .Concat(Network.Gradients.SelectMany(gradient => gradient.Given))
            .Concat(Network.Lengths.Values)
            .Concat(Network.IsSupervised && _compiled.Evaluation is not null ? [Network.Loss!.Target] : [])
            .Concat(Network.Streaming is { } streaming ? [streaming.Input, streaming.Output] : []);
        return given.Select(node => (node.Name!, node.Type, node.Shape))
            .Concat(_compiled.Prediction is null ? [] : [("probabilities", ElementType.Real, Output.Shape)])
            .Concat(Network.Gradients.SelectMany(gradient => gradient.Names.Zip(gradient.WithRespectTo, (name, variable) => (name, ElementType.Real, variable.Shape))))
            .Concat(Network.Entries.SelectMany(entry => entry.Exposed).Select(exposed => (exposed.Name, ElementType.Real, exposed.Value.Shape)));
    }
}
