using System;
using System.IO;

namespace NetGen;

/// <summary>Writes a file so that its path holds either the old content or the new, whole: never a part, whatever fails or is killed in between.</summary>
internal static class AtomicFile
{
    /// <summary>Has a temporary file beside the path written, flushes it to disk and renames it over the path. On failure the temporary file is removed and the old file stays.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        var target = Path.GetFullPath(path);
        // In the same directory, since only within one file system renaming is atomic.
        var temporary = Path.Combine(Path.GetDirectoryName(target) ?? target, $".netgen-{Path.GetRandomFileName()}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            Remove(temporary);
            throw;
        }
    }

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The failure that led here says more than a temporary file left behind.
        }
    }
}
