using System;
using System.IO;
using System.Linq;
using Xunit;

namespace NetGen.Package.Tests;

/// <summary>A test that links a native app. Skipped on a machine that cannot link one, but never in continuous integration.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute()
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("CI") != "true" && !(HasCompiler() && File.Exists("/usr/include/zlib.h")))
        {
            Skip = "A native app is linked by clang or gcc against zlib: install gcc, libc6-dev and zlib1g-dev.";
        }
    }

    private static bool HasCompiler() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(directory => File.Exists(Path.Combine(directory, "clang")) || File.Exists(Path.Combine(directory, "gcc")));
}
