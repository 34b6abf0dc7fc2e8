using System;
using System.Collections.Generic;
using System.Globalization;
using NetGen.Benchmarks;
using NetGen.Gpu;

double seconds = 1;
string pattern = "", kind = "best";
bool json = false, tiny = false;
for (int i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--device" when i + 1 < args.Length: kind = args[++i]; break;
        case "--case" when i + 1 < args.Length: pattern = args[++i]; break;
        case "--seconds" when i + 1 < args.Length: seconds = double.Parse(args[++i], CultureInfo.InvariantCulture); break;
        case "--json": json = true; break;
        case "--tiny": tiny = true; break;
        default:
            Console.Error.WriteLine($"unknown argument {args[i]}");
            Console.Error.WriteLine("usage: NetGen.Gpu.Benchmarks [--device best|cuda|opencl|cpu] [--case PATTERN] [--seconds S] [--json] [--tiny]");
            return 1;
    }
}

var device = kind == "best" ? Device.Best() : Device.Best(Enum.Parse<DeviceKind>(kind, ignoreCase: true));
Console.Error.WriteLine($"{device}, {Environment.ProcessorCount} processors of the host, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}");
IEnumerable<DeviceCase> cases = [.. DeviceKernelCases.Of(device, tiny ? [32, 64] : [1024, 2048, 4096], tiny ? 4096 : 64 << 20), .. DeviceNetworkCases.Of(device, tiny)];
double copy = 0;
int failed = 0;
foreach (var item in cases)
{
    // Always measured: the others are relative to it.
    bool isCopy = item.Name.StartsWith(DeviceKernelCases.Copy, StringComparison.Ordinal);
    if (!isCopy && !item.Name.Contains(pattern, StringComparison.OrdinalIgnoreCase))
        continue;
    try
    {
        var measured = DeviceMeasurement.Of(item, seconds);
        copy = isCopy ? measured.GigabytesPerSecond : copy;
        Console.WriteLine(json ? measured.Json(device, copy) : measured.Text(copy));
    }
    catch (Exception error)
    {
        // The rest is still worth measuring, and the reader of the lines sees that one is missing.
        failed++;
        Console.Error.WriteLine($"{item.Name}: {error}");
    }
}

return failed == 0 ? 0 : 2;
