using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetGen.Generator.Tests.Harness;

/// <summary>Properties of the user's project that the compiler sees.</summary>
internal sealed class BuildProperties(params (string Name, string Value)[] properties) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(properties);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Options((string Name, string Value)[] properties) : AnalyzerConfigOptions
    {
        private readonly Dictionary<string, string> _values = CreateValues(properties);

#nullable disable // The generator's own NotNullWhen, for netstandard2.0, hides the framework's here.
        public override bool TryGetValue(string key, out string value) => _values.TryGetValue(key, out value);
#nullable restore

        private static Dictionary<string, string> CreateValues((string Name, string Value)[] properties)
        {
            var values = new Dictionary<string, string>(KeyComparer);
            foreach (var (name, value) in properties)
            {
                values.Add("build_property." + name, value);
            }

            return values;
        }
    }
}
