using NetGen.Generator.Graph;
using NetGen.Generator.Tests.Interpretation;

namespace NetGen.Generator.Tests.Harness;

/// <summary>Source text of an <see cref="IProbe"/> over a generated network.</summary>
internal static class Probe
{
    /// <param name="network">Name of the network class, in the global namespace.</param>
    /// <param name="real"><c>float</c> or <c>double</c>.</param>
    public static string Source(string network, string real, NetworkInterpreter interpreter)
    {
        string? target = interpreter.Network.Loss?.Target is not { } node ? null : node.Type == ElementType.Integer ? "int" : real;
        string given = interpreter.Network.Input.Type == ElementType.Integer ? "int" : real;
        int outputs = interpreter.OutputCount;
        bool hasTime = interpreter.Network.HasTime;
        string maxTime = hasTime ? ", maxTime: Time(input, batch)" : "";
        string lengths = hasTime ? ", Lengths(input, batch)" : "";
        string samples = hasTime && interpreter.Network.Output.Shape.Rank > 2 ? "batch * Time(input, batch)" : "batch";
        string training = target is null
            ? """
                  public (double Loss, double[] Gradients) Differentiate(double[] input, double[] target, int batch, ulong seed) => throw new NotSupportedException();
                  public double Loss(double[] input, double[] target, int batch, ulong seed) => throw new NotSupportedException();
              """
            : $$"""
                  public (double Loss, double[] Gradients) Differentiate(double[] input, double[] target, int batch, ulong seed)
                  {
                      using var trainer = _model.CreateTrainer(new NetGen.Sgd(1), batchSize: batch{{maxTime}}, seed: seed);
                      var loss = trainer.Forward(Given(input), Target(target){{lengths}});
                      trainer.Backward();
                      return ((double)loss, Array.ConvertAll(trainer.Gradients.All.ToArray(), v => (double)v));
                  }

                  public double Loss(double[] input, double[] target, int batch, ulong seed)
                  {
                      using var trainer = _model.CreateTrainer(new NetGen.Sgd(1), batchSize: batch{{maxTime}}, seed: seed);
                      return trainer.Forward(Given(input), Target(target){{lengths}});
                  }

                  private static {{target}}[] Target(double[] values) => Array.ConvertAll(values, v => ({{target}})v);
              """;
        return $$"""
            using System;
            using NetGen.Generator.Tests.Harness;
            using NetGen.Generator.Tests.Interpretation;

            #pragma warning disable CS1591
            public sealed class {{network}}Probe : IProbe
            {
                private readonly {{network}} _model = new(seed: 5);

                public double[] Parameters
                {
                    get => Array.ConvertAll(_model.Parameters.All.ToArray(), v => (double)v);
                    set
                    {
                        Real(value).CopyTo(_model.Parameters.All);
                        _model.Parameters.MarkChanged();
                    }
                }

                public int TrainableCount => _model.Parameters.Trainable.Length;

                public double[] Forward(double[] input, int batch)
                {
                    using var session = _model.CreateSession(maxBatch: batch{{maxTime}});
                    var output = new {{real}}[{{samples}} * {{outputs}}];
                    session.Forward(Given(input), output{{lengths}});
                    return Array.ConvertAll(output, v => (double)v);
                }

                public double[] Predict(double[] input, int batch)
                {
                    using var session = _model.CreateSession(maxBatch: batch{{maxTime}});
                    var output = new {{real}}[{{samples}} * {{outputs}}];
                    session.Predict(Given(input), output{{lengths}});
                    return Array.ConvertAll(output, v => (double)v);
                }

            {{training}}

                private static int Time(double[] input, int batch) => input.Length / batch / {{interpreter.InputCount}};

                private static int[] Lengths(double[] input, int batch) => SequenceLengths.Of(Time(input, batch), batch);

                private static {{given}}[] Given(double[] values) => Array.ConvertAll(values, v => ({{given}})v);

                private static {{real}}[] Real(double[] values) => Array.ConvertAll(values, v => ({{real}})v);
            }
            """;
    }
}
