using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace NetGen.Package.Tests;

/// <summary>Runs programs, above all the .NET command line, and reads what the build said.</summary>
internal static class DotNet
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs <c>dotnet</c> as if from a user's shell.</summary>
    public static CommandResult Run(string directory, params string[] arguments) =>
        Execute(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", directory, arguments);

    public static CommandResult Execute(string program, string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        RemoveVariablesOfTheTestRun(start);
        // Build servers would outlive the test and hold its pipes and files.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";

        using var process = new Process { StartInfo = start };
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(s_limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} took longer than {s_limit}:\n{output}");
        }

        process.WaitForExit();
        return new CommandResult($"{program} {string.Join(' ', arguments)}", process.ExitCode, output.ToString());

        void Append(string? line)
        {
            if (line is not null)
            {
                lock (output)
                {
                    output.Append(line).Append('\n');
                }
            }
        }
    }

    // The test runner's MSBuild settings point into itself, and CI=true is about this repository.
    private static void RemoveVariablesOfTheTestRun(ProcessStartInfo start)
    {
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>())
        {
            if (name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name is "CI" or "Configuration" or "Platform")
            {
                start.Environment.Remove(name);
            }
        }
    }
}

internal sealed partial record CommandResult(string Command, int ExitCode, string Output)
{
    /// <summary>Distinct errors of a build, as "CODE: message".</summary>
    public IReadOnlyList<string> Errors => Diagnostics("error");

    /// <summary>Distinct warnings of a build, those of the trimmer and the native compiler among them, as "CODE: message".</summary>
    public IReadOnlyList<string> Warnings => Diagnostics("warning");

    public CommandResult Succeeds()
    {
        Assert.True(ExitCode == 0, $"{Command} exited with {ExitCode}:\n{Output}");
        return this;
    }

    /// <summary>The value of a printed line "name: value".</summary>
    public string Value(string name) =>
        Output.Split('\n').Select(line => line.Split(": ", 2)).SingleOrDefault(parts => parts[0] == name)?[^1]
        ?? throw new InvalidOperationException($"{Command} printed no '{name}':\n{Output}");

    private string[] Diagnostics(string severity) =>
        DiagnosticLine().Matches(Output).Where(match => match.Groups["severity"].Value == severity)
            .Select(match => $"{match.Groups["code"].Value}: {match.Groups["message"].Value}").Distinct().ToArray();

    [GeneratedRegex(@"\b(?<severity>error|warning) (?<code>[A-Z]+[0-9]+)\s*: (?<message>.*?)( \[[^\]]*\])?$", RegexOptions.Multiline)]
    private static partial Regex DiagnosticLine();
}
