using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography;

namespace NetGen.Samples;

/// <summary>The MNIST database, or one in its format such as Fashion-MNIST: where it is, and reading it.</summary>
public static class MnistData
{
    public const int Height = 28, Width = 28, Pixels = Height * Width, Classes = 10;

    private const string Source = "https://ossci-datasets.s3.amazonaws.com/mnist/";

    private static readonly (string File, string Sha256)[] Files =
    [
        ("train-images-idx3-ubyte", "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        ("train-labels-idx1-ubyte", "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        ("t10k-images-idx3-ubyte", "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        ("t10k-labels-idx1-ubyte", "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
    ];

    /// <summary>Training and test data: pixels from 0 to 1, and what each image is.</summary>
    /// <param name="directory">Where the four files are; empty to look for them, and download them where they are not.</param>
    public static (Dataset<float, int> Training, Dataset<float, int> Test) Load(string directory)
    {
        var (training, test) = LoadImages(directory);
        return (Dataset.Of(training.Pixels, training.Labels), Dataset.Of(test.Pixels, test.Labels));
    }

    /// <summary>The same as plain arrays, for what learns from images alone.</summary>
    /// <param name="directory">Where the four files are; empty to look for them, and download them where they are not.</param>
    public static (ImageSet Training, ImageSet Test) LoadImages(string directory)
    {
        directory = directory.Length > 0 ? directory : Places().FirstOrDefault(HasAll) ?? Download();
        return (Read(directory, Files[0].File, Files[1].File), Read(directory, Files[2].File, Files[3].File));
    }

    private static ImageSet Read(string directory, string imageFile, string labelFile)
    {
        var (images, labels) = (IdxFile.Read(PathOf(directory, imageFile)), IdxFile.Read(PathOf(directory, labelFile)));
        if (images.Shape is not [var count, Height, Width] || labels.Shape is not [var labelCount] || count != labelCount)
        {
            throw new InvalidDataException($"{directory}: {imageFile} and {labelFile} are not as many images of {Height} x {Width} as labels.");
        }

        int[] classes = labels.To<int>();
        return classes.All(label => label is >= 0 and < Classes)
            ? new ImageSet(images.To(1 / 255f), classes)
            : throw new InvalidDataException($"{directory}: {labelFile} has a label that is not from 0 to {Classes - 1}.");
    }

    /// <summary>Compressed or not.</summary>
    private static string PathOf(string directory, string file)
    {
        string path = Path.Combine(directory, file);
        return File.Exists(path) ? path : path + ".gz";
    }

    private static bool HasAll(string directory) => Files.All(file => File.Exists(PathOf(directory, file.File)));

    /// <summary>NETGEN_DATA, then shared/data beside the checkout, then where an earlier run has put them.</summary>
    private static IEnumerable<string> Places()
    {
        if (Environment.GetEnvironmentVariable("NETGEN_DATA") is { Length: > 0 } root)
        {
            yield return Path.Combine(root, "mnist");
        }

        for (var parent = new DirectoryInfo(AppContext.BaseDirectory); parent is not null; parent = parent.Parent)
        {
            yield return Path.Combine(parent.FullName, "shared", "data", "mnist");
        }

        yield return Downloads;
    }

    private static string Downloads => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "netgen", "mnist");

    private static string Download()
    {
        Directory.CreateDirectory(Downloads);
        using var client = new HttpClient();
        foreach (var (file, sha256) in Files)
        {
            Console.WriteLine($"Downloading {Source}{file}.gz");
            byte[] content;
            try
            {
                content = client.GetByteArrayAsync($"{Source}{file}.gz").GetAwaiter().GetResult();
            }
            catch (HttpRequestException e)
            {
                throw new IOException($"MNIST is not on this machine and cannot be downloaded: {e.Message} Use --data with a folder that has {string.Join(", ", Files.Select(f => f.File))} (.gz or not).", e);
            }

            if (Convert.ToHexStringLower(SHA256.HashData(content)) != sha256)
            {
                throw new InvalidDataException($"{Source}{file}.gz is not the file it should be: its SHA-256 is another.");
            }

            File.WriteAllBytes(Path.Combine(Downloads, file + ".gz"), content);
        }

        return Downloads;
    }
}
