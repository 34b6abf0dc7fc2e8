using System;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator.Tests.Harness;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>While a user types, the source is wrong in every possible way: the generator neither throws nor blames itself.</summary>
public sealed class FuzzTests
{
    private const string Source =
        """
        using NetGen;
        namespace A.B
        {
            internal partial class Outer
            {
                [Network(Precision = Precision.Double)]
                [Input(8, 8, 2, Name = "pixels")]
                [Conv2D(4, Kernel = 3, Padding = Padding.Same, Activation = Activation.ReLU)]
                [BatchNorm(Momentum = 0.2)]
                [MaxPool2D(2, Stride = 2)]
                [Dropout(0.5)]
                [Flatten]
                [Dense(10, Name = "Last", UseBias = false)]
                [SoftmaxCrossEntropy(Target = "classes", Reduction = Reduction.Sum)]
                public sealed partial class Net { internal int X => 3; }
            }
        }
        [Network, TokenSequence(5), Embedding(4), Lstm(3), Dense(5), SoftmaxCrossEntropy] internal partial class Tokens;
        """;

    private static readonly string[] Insertions = ["[", "]", "(", ")", "{", "}", ",", "=", "-", "0", "1e99", "int.MaxValue", "null", "\"\"", "'", "\"", "partial", "class", "default", "Dense", "[Dense]", "[Network]", "typeof(int)", "nameof(Net)", "<T>", "static", "\n#if X\n"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void RandomEdits(int seed)
    {
        var random = new Random(seed);
        var tokens = SyntaxFactory.ParseTokens(Source).Select(token => token.ToFullString()).ToArray();
        // One driver throughout, as in an editor.
        var driver = GeneratorHarness.Driver();
        for (int k = 0; k < 60; k++)
        {
            var edited = tokens.ToList();
            for (int edits = random.Next(1, 4); edits > 0; edits--)
            {
                int at = random.Next(edited.Count);
                switch (random.Next(4))
                {
                    case 0:
                        edited.RemoveAt(at);
                        break;
                    case 1:
                        edited.Insert(at, Insertions[random.Next(Insertions.Length)] + " ");
                        break;
                    case 2:
                        edited[at] = tokens[random.Next(tokens.Length)];
                        break;
                    default:
                        edited.RemoveRange(at, Math.Min(random.Next(1, 8), edited.Count - at));
                        break;
                }
            }

            string text = string.Concat(edited);
            driver = driver.RunGenerators(GeneratorHarness.Compilation(text));
            var result = driver.GetRunResult().Results.Single();
            Assert.True(result.Exception is null, $"{result.Exception}\n{text}");
            Assert.True(result.Diagnostics.All(d => d.Id is not ("CS8785" or "NETGEN999")), $"{string.Join("\n", result.Diagnostics)}\n{text}");
        }
    }
}
