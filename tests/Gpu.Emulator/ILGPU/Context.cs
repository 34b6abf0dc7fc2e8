using System;
using System.Collections.Immutable;
using ILGPU.Runtime;
using NetGen.Gpu.Emulator;

namespace ILGPU;

/// <summary>The devices there are: those of <see cref="EmulatedDevice.Devices"/> when the context is created.</summary>
public sealed class Context : IDisposable
{
    private Context(ImmutableArray<Device> devices)
    {
        Devices = devices;
    }

    public ImmutableArray<Device> Devices { get; }

    public static Context Create(Action<Builder> buildingCallback)
    {
        var builder = new Builder();
        buildingCallback(builder);
        return new(builder.Devices);
    }

    public static Context CreateDefault() => Create(builder => builder.Default());

    /// <summary>The emulator compiles nothing.</summary>
    public void ClearCache(ClearCacheMode mode) { }

    public void Dispose() { }

    /// <summary>What a context shall have.</summary>
    public sealed class Builder
    {
        internal Builder() { }

        internal ImmutableArray<Device> Devices { get; private set; } = [];

        public Builder Default() => AllAccelerators();

        /// <summary>The emulator runs kernels as the C# compiler has made them.</summary>
        public Builder Optimize(OptimizationLevel level) => this;

        public Builder AllAccelerators()
        {
            Devices = [.. EmulatedDevice.Devices];
            return this;
        }
    }
}
