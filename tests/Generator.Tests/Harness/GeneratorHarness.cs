using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generator.Tests.Harness;

/// <summary>Compiles source text as a user's project would: the real library, the real generator, warnings as errors, nullable, documentation checked.</summary>
internal static class GeneratorHarness
{
    public const LanguageVersion Oldest = LanguageVersion.CSharp13;

    /// <summary>NetGen.Gpu, which a project may do without.</summary>
    public static readonly MetadataReference GpuPackage = MetadataReference.CreateFromFile(typeof(Gpu.GpuSession).Assembly.Location);

    /// <summary>A project whose networks are all compiled for devices, too.</summary>
    public static readonly BuildProperties ForDevices = new(("NetGenGpu", "true"));

    private static readonly ImmutableArray<MetadataReference> References = FindReferences();

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary,
        nullableContextOptions: NullableContextOptions.Enable,
        generalDiagnosticOption: ReportDiagnostic.Error,
        warningLevel: 9999,
        optimizationLevel: OptimizationLevel.Release,
        deterministic: true);

    public static CSharpParseOptions Parse(LanguageVersion language = Oldest) => new(language, DocumentationMode.Diagnose);

    public static CSharpCompilation Compilation(params string[] sources) => Compilation(Oldest, sources);

    public static CSharpCompilation Compilation(LanguageVersion language, params string[] sources) =>
        CSharpCompilation.Create(
            "Networks",
            sources.Select((source, k) => CSharpSyntaxTree.ParseText(source, Parse(language), path: $"/src/File{k + 1}.cs")),
            References,
            Options);

    public static GeneratorDriver Driver(bool track = false, BuildProperties? properties = null) =>
        CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()],
            parseOptions: Parse(),
            optionsProvider: properties,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: track));

    /// <summary>Runs the generator over the sources.</summary>
    public static Generated Run(params string[] sources) => Run(Compilation(sources));

    public static Generated Run(CSharpCompilation compilation, BuildProperties? properties = null)
    {
        var language = ((CSharpParseOptions)compilation.SyntaxTrees[0].Options).LanguageVersion;
        var driver = Driver(properties: properties).WithUpdatedParseOptions(Parse(language)).RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        return new Generated((CSharpCompilation)output, driver.GetRunResult());
    }

    private static ImmutableArray<MetadataReference> FindReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return
        [
            .. trusted.Where(path => Path.GetDirectoryName(path) == framework).Select(path => MetadataReference.CreateFromFile(path)),
            MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location),
            GpuPackage,
            MetadataReference.CreateFromFile(typeof(ILGPU.ArrayView<>).Assembly.Location),
            // For IProbe.
            MetadataReference.CreateFromFile(typeof(GeneratorHarness).Assembly.Location),
        ];
    }
}

/// <summary>What came of a run.</summary>
internal sealed class Generated(CSharpCompilation compilation, GeneratorDriverRunResult result)
{
    private ImmutableArray<Diagnostic> _compilerDiagnostics;

    public CSharpCompilation Compilation => compilation;

    public GeneratorRunResult Generator { get; } = result.Results.Single();

    /// <summary>What the generator reported, in source order, less what the user's pragmas suppress.</summary>
    public IReadOnlyList<Diagnostic> Reported { get; } =
        [.. result.Diagnostics.OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal)];

    /// <summary>Errors and warnings of the C# compiler on the user's and the generated code together.</summary>
    public IReadOnlyList<Diagnostic> CompilerDiagnostics
    {
        get
        {
            if (_compilerDiagnostics.IsDefault)
            {
                _compilerDiagnostics = [.. compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning)];
            }

            return _compilerDiagnostics;
        }
    }

    /// <summary>File name to text.</summary>
    public IReadOnlyDictionary<string, string> Files => Generator.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    public string File(string hintName) => Files[hintName];

    /// <summary>Throws unless everything compiles without an error or a warning.</summary>
    public Generated Clean()
    {
        if (Generator.Exception is { } exception)
        {
            throw new InvalidOperationException("The generator threw.", exception);
        }

        var problems = Reported.Concat(CompilerDiagnostics).ToList();
        if (problems.Count > 0)
        {
            throw new InvalidOperationException(string.Join("\n", problems.Take(12).Select(Describe)));
        }

        return this;
    }

    /// <summary>With the line that it points to.</summary>
    public static string Describe(Diagnostic diagnostic)
    {
        string line = diagnostic.Location.SourceTree is { } tree
            ? tree.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim()
            : "";
        return $"{diagnostic}\n    {line}";
    }
}
