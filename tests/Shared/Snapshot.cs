using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text;

namespace NetGen.Testing;

/// <summary>
/// Compares text with a file kept beside the test, by the conventions of Verify: <c>TestClass.name.verified.ext</c> is committed,
/// <c>TestClass.name.received.ext</c> appears on a mismatch, and <c>NETGEN_ACCEPT=1</c> makes what was received the verified text.
/// </summary>
internal static class Snapshot
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <param name="actual">The text that the test produced.</param>
    /// <param name="name">Tells this snapshot from others of the class, and may end with the extension: <c>"LeNet5.Inference.cs"</c>; without one, <c>.txt</c>.</param>
    /// <param name="testFile">The test's source file, named after its class; the compiler fills it in.</param>
    /// <exception cref="SnapshotMismatchException">The texts differ, or there is no verified text yet.</exception>
    public static void Match(string actual, string name, [CallerFilePath] string testFile = "")
    {
        var extension = Path.GetExtension(name) is { Length: > 0 } given ? given : ".txt";
        var stem = Path.Combine(
            Path.GetDirectoryName(testFile)!,
            $"{Path.GetFileNameWithoutExtension(testFile)}.{Path.GetFileNameWithoutExtension(name)}");
        Compare(actual, verifiedPath: $"{stem}.verified{extension}", receivedPath: $"{stem}.received{extension}");
    }

    private static void Compare(string actual, string verifiedPath, string receivedPath)
    {
        actual = WithUnixLineEnds(actual);
        var verified = File.Exists(verifiedPath) ? WithUnixLineEnds(File.ReadAllText(verifiedPath)) : null;
        if (actual == verified)
        {
            File.Delete(receivedPath);
            return;
        }

        if (Environment.GetEnvironmentVariable("NETGEN_ACCEPT") == "1")
        {
            File.WriteAllText(verifiedPath, actual, s_utf8);
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, actual, s_utf8);
        throw new SnapshotMismatchException(verified is null
            ? $"There is no verified text yet. Read {receivedPath}, then accept it with NETGEN_ACCEPT=1."
            : $"{FirstDifference(verified, actual)}\nCompare {verifiedPath}\nwith    {receivedPath}\nand accept it with NETGEN_ACCEPT=1 if the change is intended.");
    }

    // A checkout may have changed them, and the generator's own are tested elsewhere.
    private static string WithUnixLineEnds(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    private static string FirstDifference(string verified, string received)
    {
        var expected = verified.Split('\n');
        var actual = received.Split('\n');
        var line = 0;
        while (line < expected.Length && line < actual.Length && expected[line] == actual[line])
        {
            line++;
        }

        return $"Line {line + 1} differs.\n- {LineOrEnd(expected, line)}\n+ {LineOrEnd(actual, line)}";
    }

    private static string LineOrEnd(string[] lines, int line) => line < lines.Length ? lines[line] : "(end of text)";
}

/// <summary>The text that a test produced is not the verified one.</summary>
internal sealed class SnapshotMismatchException(string message) : Exception(message);
