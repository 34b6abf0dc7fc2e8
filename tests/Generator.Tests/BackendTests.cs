using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Tests.Harness;
using NetGen.Generator.Tests.Interpretation;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>What the emitted sessions and trainers compute is what the interpreter says of the graph.</summary>
public sealed class BackendTests(BackendTests.Networks networks) : IClassFixture<BackendTests.Networks>
{
    /// <summary>All test networks in both precisions, compiled once.</summary>
    public sealed class Networks : IDisposable
    {
        private readonly Dictionary<Precision, LoadedNetworks> _loaded = [];

        public Networks()
        {
            foreach (var precision in new[] { Precision.Single, Precision.Double })
            {
                string source = TestNetworks.Together(precision);
                Interpreters = NetworkInterpreter.Of(source);
                string real = precision == Precision.Single ? "float" : "double";
                var probes = Interpreters.Select(pair => Probe.Source(pair.Key, real, pair.Value));
                _loaded[precision] = new LoadedNetworks(GeneratorHarness.Run([source, .. probes]).Clean());
            }
        }

        internal IReadOnlyDictionary<string, NetworkInterpreter> Interpreters { get; } = null!;

        public IProbe Load(string network, Precision precision) => _loaded[precision].Probe(network);

        public void Dispose()
        {
            foreach (var loaded in _loaded.Values)
            {
                loaded.Dispose();
            }
        }
    }

    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (var network in TestNetworks.All)
            {
                // The larger ones take the interpreter its time.
                foreach (int batch in network.Name is "LeNet5" or "Digits" ? new[] { 2 } : [1, 2, 7])
                {
                    cases.Add(network.Name, batch);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void InDoublePrecision(string name, int batch) => Compare(name, batch, Precision.Double, 1e-10);

    [Theory]
    [MemberData(nameof(Cases))]
    public void InSinglePrecision(string name, int batch) => Compare(name, batch, Precision.Single, 2e-4);

    private void Compare(string name, int batch, Precision precision, double tolerance)
    {
        var random = new Random(name.Length + batch);
        var network = networks.Interpreters[name];
        var probe = networks.Load(name, precision);
        double[] parameters = [.. probe.Parameters.Select(p => p + ((random.NextDouble() - 0.5) / 4))];
        for (int k = probe.TrainableCount; k < parameters.Length; k++)
        {
            // Running variances are positive.
            parameters[k] = 0.5 + random.NextDouble();
        }

        probe.Parameters = parameters;
        parameters = probe.Parameters;
        double[] input = network.RandomInput(random, batch);
        Near(network.Forward(parameters, input, batch), probe.Forward(input, batch), tolerance, "output");
        Near(network.Predict(parameters, input, batch), probe.Predict(input, batch), tolerance, "prediction");
        if (network.Network.Loss is null)
        {
            return;
        }

        double[] target = network.RandomTarget(random, batch);
        var expected = network.Differentiate(parameters, input, target, batch, seed: 11);
        var (loss, gradients) = probe.Differentiate(input, target, batch, seed: 11);
        Near([expected.Loss], [loss], tolerance, "loss");
        Near(expected.Gradients, gradients, tolerance, "gradients");
        Near(expected.State, probe.Parameters[probe.TrainableCount..], tolerance, "state");
    }

    private static void Near(double[] expected, double[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int k = 0; k < expected.Length; k++)
        {
            double error = Math.Abs(expected[k] - actual[k]) / Math.Max(1, Math.Abs(expected[k]));
            Assert.True(error <= tolerance, $"{what}[{k}] is {actual[k]:R}, not {expected[k]:R}");
        }
    }
}
