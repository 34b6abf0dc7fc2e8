using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using HardwareDevice = ILGPU.Runtime.Device;

namespace NetGen.Gpu;

/// <summary>A device that networks run on. There is one object for each device of the machine; it may be used from any thread.</summary>
public sealed class Device
{
    // Larger groups gain nothing in these kernels and leave fewer of them to choose from; smaller ones nothing over threads that are alone.
    private const int LargestGroup = 256, SmallestGroup = 16;

    private static readonly Lazy<Device[]> s_all = new(FindAll);
    private static int s_count;

    private readonly Lock _lock = new();
    private readonly Context _context;
    private readonly HardwareDevice _hardware;
    private readonly HashSet<object> _kept = [];
    private Accelerator? _accelerator;
    private long _held;

    /// <summary>Of a context that is never disposed of: devices live as long as the program.</summary>
    internal Device(Context context, HardwareDevice hardware)
    {
        (_context, _hardware) = (context, hardware);
        Ordinal = Interlocked.Increment(ref s_count) - 1;
        Kind = hardware.AcceleratorType switch
        {
            AcceleratorType.Cuda => DeviceKind.Cuda,
            AcceleratorType.OpenCL => DeviceKind.OpenCL,
            _ => DeviceKind.Cpu,
        };
        IsLone = hardware.MaxNumThreadsPerGroup < SmallestGroup;
        GroupSize = 1;
        while (2 * GroupSize <= Math.Min(LargestGroup, MaxGroupSize))
            GroupSize *= 2;
    }

    /// <summary>As its maker calls it.</summary>
    public string Name => _hardware.Name;

    /// <summary>What it is reached through.</summary>
    public DeviceKind Kind { get; }

    /// <summary>Bytes of memory, all in all.</summary>
    public long Memory => Kind == DeviceKind.Cpu ? Math.Min(_hardware.MemorySize, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes) : _hardware.MemorySize;

    /// <summary>Its place among all devices of the program, for caches.</summary>
    internal int Ordinal { get; }

    /// <summary>Threads in a group of a kernel that has no reason for another number: a power of two, at most 256.</summary>
    internal int GroupSize { get; }

    /// <summary>Whether each thread is alone in its group. So it is on the processor: there a group's threads are the system's, and waiting for each other takes them a thousand times longer than computing.</summary>
    internal bool IsLone { get; }

    /// <summary>Most threads in a group.</summary>
    internal int MaxGroupSize => IsLone ? 1 : _hardware.MaxNumThreadsPerGroup;

    /// <summary>Threads that run in step.</summary>
    internal int WarpSize => IsLone ? 1 : _hardware.WarpSize;

    /// <summary>Bytes that the program holds in the device's memory.</summary>
    internal long Held => Volatile.Read(ref _held);

    /// <summary>The parameters of each model that is in use on the device.</summary>
    internal ConditionalWeakTable<ParameterSet<float>, DeviceParameters> Models { get; } = [];

    /// <summary>What ILGPU works with; made when it is first asked for.</summary>
    internal Accelerator Accelerator
    {
        get
        {
            if (Volatile.Read(ref _accelerator) is { } made)
                return made;
            lock (_lock)
                return _accelerator ??= _hardware.CreateAccelerator(_context);
        }
    }

    /// <summary>All devices, the best first: CUDA before OpenCL before the processor, and much memory before little.</summary>
    public static IReadOnlyList<Device> Enumerate() => s_all.Value;

    /// <summary>The best device. The processor if there is no other: look at <see cref="Kind"/>.</summary>
    public static Device Best() => s_all.Value[0];

    /// <summary>The best device of a kind.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message says what there is.</exception>
    public static Device Best(DeviceKind kind) => s_all.Value.FirstOrDefault(device => device.Kind == kind)
        ?? throw new InvalidOperationException($"There is no {NameOf(kind)} device. There is: {string.Join("; ", s_all.Value.Select(device => device.ToString()))}. Are its driver and its library installed?");

    /// <summary>Name, kind and memory.</summary>
    public override string ToString() => $"{Name} ({NameOf(Kind)}, {DeviceMemory.Bytes(Memory)})";

    /// <summary>Runs a kernel after all that the stream was given before; waits for nothing. The first launch of a kernel compiles it.</summary>
    internal void Launch<TKernel>(AcceleratorStream stream, KernelConfig configuration, TKernel kernel)
        where TKernel : struct, IKernel
    {
        var launchers = Volatile.Read(ref Launchers<TKernel>.ByDevice);
        var launcher = Ordinal < launchers.Length ? launchers[Ordinal] : null;
        (launcher ?? Compile<TKernel>())(stream, configuration, kernel);
    }

    /// <summary>Takes note of memory that is taken, or of less than 0 bytes that are given back.</summary>
    internal void Hold(long bytes) => Interlocked.Add(ref _held, bytes);

    /// <summary>Those who hold memory of the device.</summary>
    internal int Owners
    {
        get
        {
            lock (_kept)
                return _kept.Count;
        }
    }

    /// <summary>Keeps objects alive until <see cref="Forget"/>, so that whoever frees them may do it in the right order though it has been forgotten together with them.</summary>
    internal void Keep(object parts)
    {
        lock (_kept)
            _kept.Add(parts);
    }

    /// <summary>Ends <see cref="Keep"/>.</summary>
    internal void Forget(object parts)
    {
        lock (_kept)
            _kept.Remove(parts);
    }

    private static Device[] FindAll()
    {
        // O2 tells loads of the device's memory from those of other memory.
        var context = Context.Create(builder => builder.Default().EnableAlgorithms().Optimize(OptimizationLevel.O2));
        var devices = new List<Device>();
        foreach (var hardware in context.Devices)
            devices.Add(new Device(context, hardware.AcceleratorType == AcceleratorType.CPU ? Processor() : hardware));
        return [.. devices.OrderBy(device => device.Kind).ThenByDescending(device => device.Memory)];
    }

    // As many groups at a time as there are processors, of as few threads as ILGPU allows.
    private static CPUDevice Processor() => new(2, 1, Environment.ProcessorCount);

    private static string NameOf(DeviceKind kind) => kind switch
    {
        DeviceKind.Cuda => "CUDA",
        DeviceKind.OpenCL => "OpenCL",
        _ => "CPU",
    };

    private Action<AcceleratorStream, KernelConfig, TKernel> Compile<TKernel>()
        where TKernel : struct, IKernel
    {
        lock (s_all)
        {
            var launchers = Launchers<TKernel>.ByDevice;
            if (Ordinal >= launchers.Length)
                Array.Resize(ref launchers, Ordinal + 1);
            var launcher = launchers[Ordinal];
            if (launcher is null)
            {
                // ILGPU 1.5.3 takes two structs for the same whose fields are, however they are nested, for example { { a, b }, c } and { a, { b, c } }: a kernel with one of them then fails to compile if one with the other came before it.
                _context.ClearCache(ClearCacheMode.Default);
                launcher = launchers[Ordinal] = Accelerator.LoadKernel<TKernel>(Entry);
            }

            Volatile.Write(ref Launchers<TKernel>.ByDevice, launchers);
            return launcher;
        }
    }

    /// <summary>The one entry point of device code.</summary>
    private static void Entry<TKernel>(TKernel kernel)
        where TKernel : struct, IKernel
        => kernel.Run();

    /// <summary>The compiled forms of a kernel, by <see cref="Ordinal"/>.</summary>
    private static class Launchers<TKernel>
        where TKernel : struct, IKernel
    {
        public static Action<AcceleratorStream, KernelConfig, TKernel>?[] ByDevice = [];
    }
}
