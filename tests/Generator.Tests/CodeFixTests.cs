using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using NetGen.CodeFixes;
using NetGen.Generator.Tests.Harness;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>A fix makes of the wrong source the right one, which then compiles.</summary>
public sealed class CodeFixTests
{
    [Fact]
    public Task MakesTheClassPartial() => Fixes<MakePartial>(
        """
        using NetGen;

        /// <summary>Digits.</summary>
        [Network]
        [Input(4)]
        [Dense(2)]
        public sealed class Net;
        """,
        """
        using NetGen;

        /// <summary>Digits.</summary>
        [Network]
        [Input(4)]
        [Dense(2)]
        public sealed partial class Net;
        """);

    [Fact]
    public Task MakesContainersPartial() => Fixes<MakePartial>(
        """
        using NetGen;

        internal static class Models
        {
            [Network, Input(4), Dense(2)]
            internal partial class Net;
        }
        """,
        """
        using NetGen;

        internal static partial class Models
        {
            [Network, Input(4), Dense(2)]
            internal partial class Net;
        }
        """);

    [Fact]
    public Task InsertsFlatten() => Fixes<InsertFlatten>(
        """
        using NetGen;

        // A comment.
        [Network]
        [Input(4, 4, 1)]
        [Dense(2)] // The classes.
        internal partial class Net;
        """,
        """
        using NetGen;

        // A comment.
        [Network]
        [Input(4, 4, 1)]
        [Flatten]
        [Dense(2)] // The classes.
        internal partial class Net;
        """);

    [Fact]
    public Task InsertsFlattenIntoAList() => Fixes<InsertFlatten>(
        "using NetGen;\n\n[Network, Input(4, 4, 1), Dense(2)]\ninternal partial class Net;",
        "using NetGen;\n\n[Network, Input(4, 4, 1), Flatten, Dense(2)]\ninternal partial class Net;");

    [Fact]
    public Task RemovesTheSecondLoss() => Fixes<RemoveSecondLoss>(
        """
        using NetGen;

        namespace A
        {
            [Network]
            [Input(4)]
            [Dense(2)]
            [SoftmaxCrossEntropy]
            [MeanSquaredError]
            internal partial class Net;
        }
        """,
        """
        using NetGen;

        namespace A
        {
            [Network]
            [Input(4)]
            [Dense(2)]
            [SoftmaxCrossEntropy]
            internal partial class Net;
        }
        """);

    [Fact]
    public Task RemovesTheSecondInput() => Fixes<RemoveSecondInput>(
        "using NetGen;\n\n[Network]\n[Input(4)]\n[Input(5)]\n[Dense(2)]\ninternal partial class Net;",
        "using NetGen;\n\n[Network]\n[Input(4)]\n[Dense(2)]\ninternal partial class Net;");

    [Fact]
    public Task PutsAttributesInOrder() => Fixes<PutInOrder>(
        """
        using NetGen;

        /// <summary>Digits.</summary>
        [System.Serializable]
        [Network]
        [SoftmaxCrossEntropy]
        [Dense(3, Activation = Activation.ReLU)]
        [Input(4)]
        [Dense(2)]
        internal partial class Net;
        """,
        """
        using NetGen;

        /// <summary>Digits.</summary>
        [System.Serializable]
        [Network]
        [Input(4)]
        [Dense(3, Activation = Activation.ReLU)]
        [Dense(2)]
        [SoftmaxCrossEntropy]
        internal partial class Net;
        """);

    [Theory]
    [InlineData("[Conv2D(2, Kernel = 9)]", "[Conv2D(2, Kernel = 9, Padding = Padding.Same)]")]
    [InlineData("[MaxPool2D(9)]", "[MaxPool2D(9, Padding = Padding.Same)]")]
    [InlineData("[Conv2D(2, Kernel = 9, Padding = Padding.Valid, UseBias = false)]", "[Conv2D(2, Kernel = 9, Padding = Padding.Same, UseBias = false)]")]
    public Task SetsSamePadding(string wrong, string right) => Fixes<SetSamePadding>(
        $"using NetGen;\n\n[Network]\n[Input(4, 4, 1)]\n{wrong}\ninternal partial class Net;",
        $"using NetGen;\n\n[Network]\n[Input(4, 4, 1)]\n{right}\ninternal partial class Net;");

    [Fact]
    public Task MovesAttributesOfAnotherPart() => Fixes<MoveToNetwork>(
        """
        using NetGen;

        [Network]
        [Input(4)]
        internal partial class Net;

        /// <summary>More.</summary>
        [SoftmaxCrossEntropy]
        [Dense(2)]
        internal partial class Net
        {
        }
        """,
        """
        using NetGen;

        [Network]
        [Input(4)]
        [Dense(2)]
        [SoftmaxCrossEntropy]
        internal partial class Net;

        /// <summary>More.</summary>
        internal partial class Net
        {
        }
        """);

    [Fact]
    public async Task MovesAttributesOfAnotherFile()
    {
        string[] right = await Apply<MoveToNetwork>("using NetGen;\n[System.Serializable]\n[Dense(2)]\ninternal partial class Net;", "using NetGen;\n[Network]\n[Input(4)]\ninternal partial class Net;");
        Assert.Equal("using NetGen;\n[System.Serializable]\ninternal partial class Net;", right[0]);
        Assert.Equal("using NetGen;\n[Network]\n[Input(4)]\n[Dense(2)]\ninternal partial class Net;", right[1]);
    }

    [Fact]
    public void EveryFixHasATestAndMostFixAll()
    {
        var fixes = typeof(MakePartial).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract).ToList();
        Assert.Equal(["InsertFlatten", "MakePartial", "MoveToNetwork", "PutInOrder", "RemoveSecondInput", "RemoveSecondLoss", "SetSamePadding"], fixes.Select(fix => fix.Name).Order());
        Assert.All(fixes, fix => Assert.Equal(fix.Name != nameof(MoveToNetwork), ((CodeFixProvider)Activator.CreateInstance(fix)!).GetFixAllProvider() is not null));
    }

    private static async Task Fixes<TFix>(string wrong, string right)
        where TFix : CodeFixProvider, new()
    {
        string[] actual = await Apply<TFix>(wrong);
        Assert.Equal(right, actual[0]);
        GeneratorHarness.Run(actual).Clean();
    }

    /// <summary>The sources after the first diagnostic that the fix is for has been fixed.</summary>
    private static async Task<string[]> Apply<TFix>(params string[] sources)
        where TFix : CodeFixProvider, new()
    {
        var fix = new TFix();
        var diagnostic = GeneratorHarness.Run(sources).Reported.First(d => fix.FixableDiagnosticIds.Contains(d.Id));
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "Networks", "Networks", LanguageNames.CSharp)
            .WithMetadataReferences(GeneratorHarness.Compilation("").References)
            .WithParseOptions(GeneratorHarness.Parse()));
        var documents = sources.Select((source, k) => workspace.AddDocument(project.Id, $"File{k + 1}.cs", SourceText.From(source)).Id).ToList();
        var wrong = workspace.CurrentSolution.GetDocument(documents[int.Parse(diagnostic.Location.SourceTree!.FilePath[^4..^3]) - 1])!;
        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(wrong, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        var operations = await actions.Single().GetOperationsAsync(CancellationToken.None);
        var solution = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        var texts = new List<string>();
        foreach (var document in documents)
        {
            texts.Add((await solution.GetDocument(document)!.GetTextAsync()).ToString());
        }

        return [.. texts];
    }
}
