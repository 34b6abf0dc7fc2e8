using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generator;

namespace NetGen.Benchmarks;

/// <summary>
/// The generator itself: the first run in a process, one keystroke later (a layer's size has changed), and a comment edited in another file. Times are
/// what the generator adds to the compiler's work, in milliseconds; the compiler's own parsing and binding come on top. With --processor-time they are the time that the generator has
/// a processor, collections included.
/// </summary>
internal static class GeneratorBenchmark
{
    private const int Keystrokes = 40;

    private static readonly (string Name, string Source, string Edited)[] Networks =
    [
        ("LeNet5", LeNet5(120), LeNet5(121)),
        ("200 layers", Stress(200, 32), Stress(200, 33)),
    ];

    public static int Run(ReadOnlySpan<string> arguments)
    {
        bool json = arguments.Contains("--json");
        Clock.CountsProcessorTime = arguments.Contains("--processor-time");
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)).ToArray();
        foreach (var (name, source, edited) in Networks)
        {
            var result = Measure(name, source, edited, references);
            Console.WriteLine(json
                ? FormattableString.Invariant($"{{\"network\":\"{name}\",\"coldMs\":{result.Cold:F1},\"keystrokeMs\":{result.Keystroke:F2},\"keystrokeMegabytes\":{result.Allocated:F1},\"commentMs\":{result.Comment:F2},\"largestMethodBytes\":{result.LargestMethod.Size},\"largestMethod\":\"{result.LargestMethod.Name}\",\"generatedBytes\":{result.GeneratedBytes}}}")
                : FormattableString.Invariant($"{name,-12} cold {result.Cold,8:F1} ms   keystroke {result.Keystroke,7:F2} ms {result.Allocated,5:F1} MB allocated   comment elsewhere {result.Comment,6:F2} ms   largest method {result.LargestMethod.Size} bytes of IL ({result.LargestMethod.Name})   {result.GeneratedBytes / 1024} KiB generated"));
        }

        return 0;
    }

    private static Result Measure(string name, string source, string edited, MetadataReference[] references)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp13);
        var other = CSharpSyntaxTree.ParseText("internal static class Other { /* 0 */ }", options, "Other.cs");
        var compilation = CSharpCompilation.Create(
            name, [CSharpSyntaxTree.ParseText(source, options, "Network.cs"), other], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        var driver = (GeneratorDriver)CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: options);

        double cold = Elapsed(ref driver, compilation);
        var keystrokes = new List<double>();
        var allocated = new List<double>();
        for (int k = 0; k < Keystrokes; k++)
        {
            var next = Replaced(compilation, 0, k % 2 == 0 ? edited : source);
            long before = GC.GetAllocatedBytesForCurrentThread();
            keystrokes.Add(Elapsed(ref driver, next));
            allocated.Add((GC.GetAllocatedBytesForCurrentThread() - before) / 1e6);
        }

        var comments = new List<double>();
        for (int k = 0; k < Keystrokes; k++)
        {
            comments.Add(Elapsed(ref driver, Replaced(compilation, 1, $"internal static class Other {{ /* {k} */ }}")));
        }

        driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        long bytes = driver.GetRunResult().GeneratedTrees.Sum(tree => (long)tree.GetText().Length);
        return new Result(cold, Median(keystrokes), Median(allocated), Median(comments), LargestMethod(output), bytes);
    }

    private static CSharpCompilation Replaced(CSharpCompilation compilation, int file, string text)
    {
        var old = compilation.SyntaxTrees[file];
        return compilation.ReplaceSyntaxTree(old, old.WithChangedText(SourceText.From(text)));
    }

    private static double Elapsed(ref GeneratorDriver driver, CSharpCompilation compilation)
    {
        double begun = Clock.Microseconds;
        driver = driver.RunGenerators(compilation);
        return Clock.CountsProcessorTime ? (Clock.Microseconds - begun) / 1000 : driver.GetTimingInfo().GeneratorTimes.Single().ElapsedTime.TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static (string Name, int Size) LargestMethod(Compilation compilation)
    {
        using var image = new MemoryStream();
        if (compilation.Emit(image) is { Success: false } failed)
        {
            throw new InvalidOperationException(string.Join("\n", failed.Diagnostics.Take(5)));
        }

        image.Position = 0;
        using var reader = new PEReader(image);
        var metadata = reader.GetMetadataReader();
        return metadata.MethodDefinitions.Select(metadata.GetMethodDefinition).Where(method => method.RelativeVirtualAddress != 0)
            .Select(method => (Name: $"{metadata.GetString(metadata.GetTypeDefinition(method.GetDeclaringType()).Name)}.{metadata.GetString(method.Name)}", reader.GetMethodBody(method.RelativeVirtualAddress).Size))
            .MaxBy(method => method.Size);
    }

    private static string LeNet5(int hidden) =>
        $"""
        using NetGen;
        [Network]
        [Input(28, 28, 1)]
        [Conv2D(6, Kernel = 5, Padding = Padding.Same, Activation = Activation.Tanh)]
        [AveragePool2D(2)]
        [Conv2D(16, Kernel = 5, Activation = Activation.Tanh)]
        [AveragePool2D(2)]
        [Flatten]
        [Dense({hidden}, Activation = Activation.Tanh)]
        [Dense(84, Activation = Activation.Tanh)]
        [Dense(10)]
        [SoftmaxCrossEntropy]
        public partial class LeNet5;
        """;

    /// <summary>Dense layers, normalisation, activations and dropout in turn.</summary>
    private static string Stress(int layers, int first)
    {
        string[] kinds = ["[Dense(32)]", "[BatchNorm]", "[Activation(Activation.ReLU)]", "[Dropout(0.1)]"];
        return $"using NetGen;\n[Network]\n[Input(16)]\n[Dense({first})]\n{string.Concat(Enumerable.Range(0, layers - 2).Select(k => kinds[k % kinds.Length] + "\n"))}[Dense(10)]\n[SoftmaxCrossEntropy]\npublic partial class Stress;";
    }

    private sealed record Result(double Cold, double Keystroke, double Allocated, double Comment, (string Name, int Size) LargestMethod, long GeneratedBytes);
}
