using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Emit;

/// <summary>Prints the model: parameters, files, copies, and how sessions and trainers are made.</summary>
internal sealed class ModelEmitter(CSharp csharp, NetworkGraph network, IReadOnlyList<Target> targets)
{
    private readonly TypeSpecification _type = network.Specification.Type;

    public void Emit(CodeWriter writer, IReadOnlyList<string> plan)
    {
        var parameters = network.Parameters;
        string set = $"global::NetGen.ParameterSet<{csharp.Real}>";
        writer.Line("private static readonly global::NetGen.ParameterLayout Layout = new(");
        using (writer.Indent())
        {
            var definitions = parameters.Select(p =>
                $"new global::NetGen.ParameterDefinition(\"{p.Path}\", [{string.Join(", ", p.Shape.Select(e => e.Value.ToString(CultureInfo.InvariantCulture)))}], {p.Initialization.ToCode()}{(p.IsState ? ", global::NetGen.ParameterKind.State" : "")}){p.Training.ToCode()}");
            writer.Line(string.Join(",\n", new[] { $"\"{_type.Name.TrimStart('@')}\"" }.Concat(definitions)) + ");");
        }

        writer.Line();
        writer.Summary("A new model, its parameters initialised.");
        writer.Parameter("seed", "Determines all initial values.");
        writer.Line($"public {_type.Name}(ulong seed = 0)");
        using (writer.Indent())
        {
            writer.Line(": this(new " + set + "(Layout, seed))");
        }

        writer.Line("{\n}");
        writer.Line();
        using (writer.Block($"private {_type.Name}({set} parameters)"))
        {
            writer.Line("Parameters = parameters;");
        }

        writer.Line();
        writer.Summary("Layers, shapes, parameters, multiply-adds, memory.");
        writer.Line("public static string Summary =>");
        using (writer.Indent())
        {
            writer.Line(string.Join(" +\n", plan.Select(line => $"\"{line.Replace("\\", "\\\\").Replace("\"", "\\\"")}\\n\"")) + ";");
        }

        writer.Line();
        writer.Summary($"All parameters: {(network.Parameters.Count > 0 ? $"by name, such as Parameters[\"{network.Parameters[0].Path}\"], and " : "")}as one flat buffer.");
        writer.Line($"public {set} Parameters {{ get; }}");
        new MembersEmitter(network.Specification).Emit(writer);
        foreach (var target in targets)
        {
            Makers(writer, target);
        }

        Files(writer, set);
    }

    private void Makers(CodeWriter writer, Target target)
    {
        writer.Line();
        writer.Summary(target.HasSharedMemory
            ? "A workspace for inference. Nothing is allocated after this. Sessions of one model may run on different threads; each belongs to one thread at a time."
            : "A workspace on a device for inference. Sessions and trainers of one model on one device share its parameters there; each belongs to one thread at a time.");
        var where = target.Where;
        if (where.IsFirst)
        {
            writer.Parameter(where.Name, where.Text);
        }

        writer.Parameter("maxBatch", "Most samples in one call.");
        if (!where.IsFirst)
        {
            writer.Parameter(where.Name, where.Text);
        }

        foreach (var axis in network.Times)
        {
            writer.Parameter(axis.Longest, axis.Name.Length > 0 ? $"Most time steps of {axis.Name} in one call." : network.Streaming is null ? "Most time steps in one call." : "Most time steps in one call of Forward; step by step, one is enough.");
        }

        string seed = "";
        if (network.HasRandomInference)
        {
            writer.Parameter("seed", "Determines random numbers; each call draws new ones.");
            seed = ", ulong seed = 0";
        }

        string session = target.Prefix + "Session";
        string sizes = string.Join(", ", network.Times.Select(axis => $"int {axis.Longest} = 1").Prepend("int maxBatch = 1"));
        string arguments = string.Join(", ", network.Times.Select(axis => axis.Longest).Prepend("maxBatch"));
        writer.Line($"public {session} CreateSession({target.Optional(sizes)}{seed}) => new(this, {target.Arguments(arguments)}{(seed.Length > 0 ? ", seed" : "")});");
        foreach (var loss in network.Losses)
        {
            string trainer = GeneratedNames.OfTrainer(loss.Name, network.Losses.Count);
            writer.Line();
            string by = network.Losses.Count == 1 ? "" : " by " + loss.Name;
            writer.Summary(target.HasSharedMemory
                ? $"Gradients and optimizer state for training this model{by}. Nothing is allocated after this."
                : $"Gradients and optimizer state on a device for training this model{by}. Synchronize brings the parameters back into the model.");
            if (where.IsFirst)
            {
                writer.Parameter(where.Name, where.Text);
            }

            writer.Parameter("optimizer", "The rule of the updates.");
            writer.Parameter("batchSize", "Most samples in one step; a smaller last batch is fine.");
            if (!where.IsFirst)
            {
                writer.Parameter(where.Name, where.Text);
            }

            writer.Parameter("seed", "Determines random numbers of training, where the network draws any.");
            foreach (var axis in network.Times)
            {
                writer.Parameter(axis.Longest, $"Most time steps{(axis.Name.Length > 0 ? " of " + axis.Name : "")} in one step of training.");
            }

            bool inSegments = network.IsInSegments(loss);
            if (inSegments)
            {
                writer.Parameter("recomputeEvery", $"Time steps of a segment, whose values are in memory at once: 0 for the square root of {network.Times[0].Longest}, {network.Times[0].Longest} to compute nothing again. The results do not depend on it.");
            }

            sizes = string.Join(", ", network.Times.Select(axis => $"int {axis.Longest}").Prepend("global::NetGen.Optimizer optimizer, int batchSize"));
            arguments = string.Join(", ", network.Times.Select(axis => axis.Longest).Prepend("optimizer, batchSize"));
            writer.Line($"public {target.Prefix}{trainer} Create{trainer}({target.Optional(sizes)}, ulong seed = 0{(inSegments ? ", int recomputeEvery = 0" : "")}) => new(this, {target.Arguments(arguments)}, seed{(inSegments ? ", recomputeEvery" : "")});");
        }
    }

    private void Files(CodeWriter writer, string set)
    {
        const string Files = "global::NetGen.Safetensors";
        var sources = new (string Type, string Name, string Text)[]
        {
            ("string", "path", "A safetensors file."),
            ("global::System.IO.Stream", "stream", "A stream at the start of a safetensors file."),
            ($"{CSharp.ReadOnlySpan}<byte>", "bytes", "A whole safetensors file."),
        };
        writer.Line();
        writer.Summary("Writes all parameters to a safetensors file. The file is replaced whole or not at all.");
        writer.Line($"public void Save(string path) => {Files}.Save(Parameters, path);");
        writer.Line();
        writer.Summary("Writes all parameters in safetensors format.");
        writer.Line($"public void Save(global::System.IO.Stream stream) => {Files}.Save(Parameters, stream);");
        foreach (var (sourceType, name, text) in sources)
        {
            writer.Line();
            writer.Summary("A model with the parameters of a file, which must be exactly this network's: names and shapes are checked, and errors say which differ.");
            writer.Parameter(name, text);
            using (writer.Block($"public static {_type.Name} Load({sourceType} {name})"))
            {
                writer.Line($"var parameters = new {set}(Layout, seed: 0);");
                writer.Line($"{Files}.Load(parameters, {name});");
                writer.Line("return new(parameters);");
            }
        }

        foreach (var (sourceType, name, text) in sources)
        {
            writer.Line();
            writer.Summary("Takes over those parameters of a file whose names and shapes are this network's, for fine-tuning, and says which.");
            writer.Parameter(name, text);
            writer.Line($"public global::NetGen.LoadReport LoadMatching({sourceType} {name}) => {Files}.LoadMatching(Parameters, {name});");
        }

        writer.Line();
        writer.Summary("A copy with parameters of its own.");
        writer.Line($"public {_type.Name} Clone() => new(Parameters.Clone());");
        writer.Line();
        writer.Summary("Takes over all parameters of another model.");
        using (writer.Block($"public void CopyFrom({_type.Name} other)"))
        {
            writer.Line("global::System.ArgumentNullException.ThrowIfNull(other);");
            writer.Line("Parameters.CopyFrom(other.Parameters);");
        }
    }
}
