using System;

namespace NetGen.Benchmarks;

/// <summary>One row of the suite for devices.</summary>
/// <param name="Name">What a pattern is matched against; the same as in PyTorch's suite.</param>
/// <param name="MultiplyAdds">Per run; 0 where that is no measure.</param>
/// <param name="BytesMoved">Read and written in the device's memory per run, where that binds; else 0.</param>
/// <param name="Make">Allocates the operands.</param>
internal sealed record DeviceCase(string Name, long MultiplyAdds, long BytesMoved, Func<DeviceWork> Make);

/// <summary>Work that is run many times.</summary>
/// <param name="run">Gives the device the work once.</param>
/// <param name="wait">Waits until the device has done all it was given.</param>
/// <param name="owners">Hold the device's memory.</param>
internal sealed class DeviceWork(Action run, Action wait, params IDisposable[] owners) : IDisposable
{
    public void Run() => run();

    public void Wait() => wait();

    public void Dispose()
    {
        foreach (var owner in owners)
            owner.Dispose();
    }
}
