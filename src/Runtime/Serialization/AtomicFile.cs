using System;
using System.IO;

namespace NetGen;

/// <summary>Writes a file so that its path holds either the old content or the new, whole: never a part, whatever fails or is killed in between.</summary>
internal static class AtomicFile
{
    /// <summary>Has a temporary file beside the path written, flushes it to disk and renames it over the path. On failure the temporary file is removed and the old file stays.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content.</param>
    /// <param name="temporary">The temporary file: a fixed name is for files with one writer, which may be killed often and should not leave a file each time.</param>
    public static void Write(string path, Action<Stream> write, string? temporary = null)
    {
        var target = Path.GetFullPath(path);
        // In the same directory, since only within one file system renaming is atomic.
        var mode = temporary is null ? FileMode.CreateNew : FileMode.Create;
        temporary = temporary is null ? Path.Combine(Path.GetDirectoryName(target) ?? target, $".netgen-{Path.GetRandomFileName()}.tmp") : Path.GetFullPath(temporary);
        // Outside of the try: another writer's temporary file is not ours to remove.
        var stream = new FileStream(temporary, mode, FileAccess.Write, FileShare.None);
        try
        {
            using (stream)
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
