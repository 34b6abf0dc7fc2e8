using System;
using System.IO;
using NetGen.Testing;
using Xunit;

namespace NetGen.Package.Tests;

public sealed class SnapshotTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("netgen-snapshot-").FullName;

    [Fact]
    public void Equal_text_passes_whatever_its_line_ends_and_takes_away_what_was_received()
    {
        File.WriteAllText(InDirectory("Tests.name.verified.cs"), "one\r\ntwo\r\n");
        File.WriteAllText(InDirectory("Tests.name.received.cs"), "");

        Match("one\ntwo\n");

        Assert.False(File.Exists(InDirectory("Tests.name.received.cs")));
    }

    [Fact]
    public void Different_text_is_received_and_the_first_difference_told()
    {
        const string Verified = "one\ntwo\n";
        File.WriteAllText(InDirectory("Tests.name.verified.cs"), Verified);

        if (Environment.GetEnvironmentVariable("NETGEN_ACCEPT") == "1")
        {
            Match("one\nthree\n");
            Assert.Equal("one\nthree\n", File.ReadAllText(InDirectory("Tests.name.verified.cs")));
            return;
        }

        var mismatch = Assert.Throws<SnapshotMismatchException>(() => Match("one\nthree\n"));
        Assert.StartsWith("Line 2 differs.\n- two\n+ three\n", mismatch.Message, StringComparison.Ordinal);
        Assert.Equal("one\nthree\n", File.ReadAllText(InDirectory("Tests.name.received.cs")));
        Assert.Equal(Verified, File.ReadAllText(InDirectory("Tests.name.verified.cs")));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private void Match(string text) => Snapshot.Match(text, "name.cs", testFile: InDirectory("Tests.cs"));

    private string InDirectory(string file) => Path.Combine(_directory, file);
}
