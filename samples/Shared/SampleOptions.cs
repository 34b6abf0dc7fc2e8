using System;
using System.CommandLine;
using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NetGen.Samples;

/// <summary>The command line of a sample: --seed, --threads, --json and --help, which every sample has, and the options that one adds.</summary>
public sealed class SampleOptions
{
    // A loss that is not a number is a result too.
    private static readonly JsonSerializerOptions s_json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly RootCommand _command;
    private readonly SampleOption<ulong> _seed;
    private readonly SampleOption<int> _threads;
    private readonly SampleOption<bool> _json;
    private ParseResult? _result;

    /// <param name="description">What the sample does, for --help.</param>
    public SampleOptions(string description)
    {
        _command = new RootCommand(description);
        _seed = Add("--seed", 1ul, "Determines initial weights and the order of samples.");
        _threads = AddCount("--threads", 1, "Threads that compute; they change the time, not the numbers.");
        _json = Add("--json", false, "Ends with the results as one line of JSON.");
    }

    public ulong Seed => _seed.Value;

    public int Threads => _threads.Value;

    public bool Json => _json.Value;

    /// <summary>Adds an option; its value can be read once the sample runs.</summary>
    public SampleOption<T> Add<T>(string name, T defaultValue, string description) => Add(new Option<T>(name), defaultValue, description);

    /// <summary>Adds a whole number from 1, or another least one.</summary>
    public SampleOption<int> AddCount(string name, int defaultValue, string description, int least = 1)
    {
        var option = new Option<int>(name);
        option.Validators.Add(result =>
        {
            if (int.TryParse(result.Tokens is [var token, ..] ? token.Value : $"{least}", out int value) && value < least)
            {
                result.AddError($"{name} must be at least {least}, not {value}.");
            }
        });
        return Add(option, defaultValue, description);
    }

    /// <summary>Adds a choice from a list; without the option it is the first.</summary>
    public SampleOption<string> AddChoice(string name, string description, params string[] choices)
    {
        var option = new Option<string>(name);
        option.AcceptOnlyFromAmong(choices);
        return Add(option, choices[0], description);
    }

    /// <summary>
    /// Reads the command line and runs the sample, or prints help or what is wrong with the options. A file that is missing or malformed,
    /// or a training that runs into numbers that are not finite, ends the sample with its message alone.
    /// </summary>
    /// <returns>The program's exit code.</returns>
    public int Run(string[] args, Action sample)
    {
        _command.SetAction(_ => sample());
        _result = _command.Parse(args);
        try
        {
            return _result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (e is IOException or InvalidDataException or FormatException or UnauthorizedAccessException or ArithmeticException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    /// <summary>With --json, writes the properties of <paramref name="results"/> as one line of JSON: the program's last line.</summary>
    public void WriteJson(object results)
    {
        if (Json)
        {
            Console.WriteLine(JsonSerializer.Serialize(results, s_json));
        }
    }

    internal T Value<T>(Option<T> option) =>
        (_result ?? throw new InvalidOperationException($"{option.Name} is read before the sample runs.")).GetValue(option)!;

    private SampleOption<T> Add<T>(Option<T> option, T defaultValue, string description)
    {
        option.Description = description;
        option.DefaultValueFactory = _ => defaultValue;
        _command.Add(option);
        return new SampleOption<T>(this, option);
    }
}

/// <summary>One option of a sample's command line.</summary>
public sealed class SampleOption<T>
{
    private readonly SampleOptions _options;
    private readonly Option<T> _option;

    internal SampleOption(SampleOptions options, Option<T> option) => (_options, _option) = (options, option);

    public T Value => _options.Value(_option);
}
