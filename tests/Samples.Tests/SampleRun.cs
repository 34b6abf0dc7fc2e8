using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;

namespace NetGen.Samples.Tests;

/// <summary>A sample's whole program, run with little data and few steps: what it wrote, and the results of its last line.</summary>
internal sealed class SampleRun : IDisposable
{
    private const int Pixels = 28;
    private readonly string _folder = Directory.CreateTempSubdirectory("netgen-sample-").FullName;

    /// <param name="program">The sample's assembly.</param>
    /// <param name="arguments">Of its command line, beside --data, --out and --json.</param>
    public SampleRun(Assembly program, params string[] arguments)
    {
        string data = Directory.CreateDirectory(Path.Combine(_folder, "data")).FullName;
        WriteImages(data, "train", 300);
        WriteImages(data, "t10k", 100);
        (ExitCode, Results) = UntilNothingIsAllocated(() =>
        {
            var (console, written) = (Console.Out, new StringWriter());
            Console.SetOut(written);
            try
            {
                int exitCode = (int)program.EntryPoint!.Invoke(null, [(string[])[.. arguments, "--data", data, "--out", Output, "--json"]])!;
                return (exitCode, JsonSerializer.Deserialize<JsonElement>(written.ToString().TrimEnd().Split('\n')[^1]));
            }
            finally
            {
                Console.SetOut(console);
            }
        });
    }

    /// <summary>What the runtime allocates while it compiles a step, it allocates once; what a step of ours allocated would be there in every run.</summary>
    public static (int ExitCode, JsonElement Results) UntilNothingIsAllocated(Func<(int ExitCode, JsonElement Results)> run)
    {
        var made = run();
        for (int again = 0; again < 2 && made.Results.GetProperty("allocatedBytes").GetInt64() > 0; again++)
        {
            made = run();
        }

        return made;
    }

    public int ExitCode { get; }

    public JsonElement Results { get; }

    private string Output => Path.Combine(_folder, "output");

    /// <summary>Names of the files that it left, in order.</summary>
    public string[] Files => [.. Directory.EnumerateFiles(Output).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public double this[string result] => Results.GetProperty(result).GetDouble();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Images in MNIST's format: bars whose place says which class they are, in noise.</summary>
    private static void WriteImages(string folder, string name, int count)
    {
        var random = new Random(1);
        var images = new byte[16 + count * Pixels * Pixels];
        var labels = new byte[8 + count];
        Write(images, 0x803, count, Pixels, Pixels);
        Write(labels, 0x801, count);
        random.NextBytes(images.AsSpan(16));
        for (int i = 0; i < count; i++)
        {
            labels[8 + i] = (byte)(i % 10);
            for (int pixel = 0; pixel < Pixels * Pixels; pixel++)
            {
                ref byte value = ref images[16 + i * Pixels * Pixels + pixel];
                value = pixel / Pixels / 2 == 2 + i % 10 ? (byte)255 : (byte)(value / 4);
            }
        }

        File.WriteAllBytes(Path.Combine(folder, $"{name}-images-idx3-ubyte"), images);
        File.WriteAllBytes(Path.Combine(folder, $"{name}-labels-idx1-ubyte"), labels);
    }

    private static void Write(Span<byte> header, params ReadOnlySpan<int> values)
    {
        for (int k = 0; k < values.Length; k++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header[(4 * k)..], values[k]);
        }
    }
}
