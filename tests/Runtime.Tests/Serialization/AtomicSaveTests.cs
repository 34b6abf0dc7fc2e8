using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using NetGen.Runtime.Tests.Parameters;
using Xunit;

namespace NetGen.Runtime.Tests.Serialization;

public sealed class AtomicSaveTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("netgen-tests-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Saving_replaces_the_file_and_leaves_nothing_else()
    {
        var (path, first, second) = (Path.Combine(_directory, "model.safetensors"), new ParameterSet<float>(SmallNetwork.Layout(), 1), new ParameterSet<float>(SmallNetwork.Layout(), 2));
        Safetensors.Save(first, path);
        Safetensors.Save(second, path);

        Safetensors.Load(first, path);
        Assert.Equal(second.All.ToArray(), first.All.ToArray());
        Assert.Equal([path], Directory.GetFileSystemEntries(_directory));
    }

    [Fact]
    public void Relative_paths_are_relative_to_the_current_directory()
    {
        var path = Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(_directory, "m"));
        Safetensors.Save(new ParameterSet<float>(SmallNetwork.Layout(), 1), path);
        Assert.True(File.Exists(Path.Combine(_directory, "m")));
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_file_and_no_temporary_one()
    {
        var path = Path.Combine(_directory, "model.safetensors");
        File.WriteAllText(path, "old");
        Assert.Throws<IOException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[100_000]);
            stream.Flush();
            throw new IOException("No space left on device");
        }));

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_directory));
    }

    [Fact]
    public void A_process_killed_at_any_byte_leaves_the_old_file()
    {
        // Killed means: what is on disk at that moment stays. So at every moment of writing the path must hold the old content.
        var (path, parameters) = (Path.Combine(_directory, "model.safetensors"), new ParameterSet<float>(SmallNetwork.Layout(), 1));
        Safetensors.Save(parameters, path);
        var old = File.ReadAllBytes(path);
        parameters.All.Fill(3);
        AtomicFile.Write(path, stream =>
        {
            foreach (var value in Files.Save(parameters))
            {
                stream.WriteByte(value);
                stream.Flush();
                Assert.True(File.ReadAllBytes(path).SequenceEqual(old));
            }
        });
        Assert.Equal(Files.Save(parameters), File.ReadAllBytes(path));
    }

    [Fact]
    public async Task Readers_never_see_half_a_file()
    {
        var path = Path.Combine(_directory, "model.safetensors");
        var layout = new ParameterLayout("Net", new ParameterDefinition("w", [20_000], Initialization.Zeros));
        Safetensors.Save(new ParameterSet<float>(layout, 1), path);
        var writing = Task.Run(() =>
        {
            var written = new ParameterSet<float>(layout, 1);
            for (var i = 1; i <= 30; i++)
            {
                written.All.Fill(i);
                Safetensors.Save(written, path);
            }
        });
        var read = new ParameterSet<float>(layout, 1);
        while (!writing.IsCompleted)
        {
            Safetensors.Load(read, path);
            Assert.Equal(read.All[0], read.All[^1]);
        }

        await writing;
    }

    [Fact]
    public void A_path_that_cannot_be_a_file_is_an_error_that_leaves_nothing()
    {
        var path = Path.Combine(_directory, "taken");
        Directory.CreateDirectory(path);
        var parameters = new ParameterSet<float>(SmallNetwork.Layout(), 1);
        Assert.ThrowsAny<Exception>(() => Safetensors.Save(parameters, path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_directory));
        Assert.Throws<DirectoryNotFoundException>(() => Safetensors.Save(parameters, Path.Combine(_directory, "no", "such", "model")));
        Assert.Throws<FileNotFoundException>(() => Safetensors.Load(parameters, Path.Combine(_directory, "none")));
    }

    [Fact]
    public void Errors_name_the_file()
    {
        var path = Path.Combine(_directory, "broken.safetensors");
        File.WriteAllBytes(path, [1, 2, 3]);
        var parameters = new ParameterSet<float>(SmallNetwork.Layout(), 1);
        Assert.StartsWith($"{path}: ", Assert.Throws<SafetensorsException>(() => Safetensors.Load(parameters, path)).Message);
        using var stream = File.OpenRead(path);
        Assert.StartsWith($"{path}: ", Assert.Throws<SafetensorsException>(() => Safetensors.LoadMatching(parameters, stream)).Message);
    }
}
