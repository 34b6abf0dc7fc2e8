using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using NetGen.Integration.Tests.Networks;
using Xunit;

namespace NetGen.Integration.Tests.Reference;

/// <summary>The case of the golden Keras files that a network computes.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KerasCaseAttribute(string name) : Attribute
{
    public string Name => name;
}

/// <summary>Every network of <c>Networks.Keras</c> against the output that Keras 2 gave, where the files are present (shared/data/golden beside a directory above the tests).</summary>
public sealed class KerasTests
{
    private const string Space = "NetGen.Integration.Tests.Networks.Keras";

    // The files have six decimals.
    private const double Tolerance = 2e-5;

    private static readonly string? s_files = Files();

    public static TheoryData<string> Networks => NetworkClass<double>.In(Space);

    [Theory]
    [MemberData(nameof(Networks))]
    public void OutputsAreKerass(string name)
    {
        if (s_files is null)
            return;
        var network = NetworkClass<double>.Named(Space, name);
        var expected = Case(typeof(KerasTests).Assembly.GetType($"{Space}.{name}")!.GetCustomAttribute<KerasCaseAttribute>()!.Name);
        var model = network.Create();
        double[][] weights = expected.TryGetProperty("weights", out var given) ? [.. given.EnumerateArray().Select(Numbers)] : [];
        Assert.Equal(weights.Select(weight => weight.Length), model.Parameters.Select(parameter => parameter.Length));
        for (int k = 0; k < weights.Length; k++)
            weights[k].CopyTo(model.Parameters[k].Values);
        model.Parameters.MarkChanged();

        double[] outputs = new double[network.OutputLength];
        using var session = model.CreateSession(maxBatch: 1);
        session.Forward(Numbers(expected.GetProperty("input")), outputs);

        double[] numbers = Numbers(expected.GetProperty("expected"));
        Assert.Equal(numbers.Length, outputs.Length);
        for (int i = 0; i < numbers.Length; i++)
            Assert.Equal(numbers[i], outputs[i], Tolerance * Math.Max(1, Math.Abs(numbers[i])));
    }

    private static JsonElement Case(string name)
    {
        string[] parts = name.Split('.');
        string file = Path.Combine(s_files!, parts[0] + ".json");
        if (!File.Exists(file))
            file = Path.Combine(s_files!, parts[0], parts[1] + ".json");
        return JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty(name);
    }

    private static double[] Numbers(JsonElement tensor) => [.. tensor.GetProperty("data").EnumerateArray().Select(number => number.GetDouble())];

    private static string? Files()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            string files = Path.Combine(directory.FullName, "shared", "data", "golden", "keras");
            if (Directory.Exists(files))
                return files;
        }

        return null;
    }
}
