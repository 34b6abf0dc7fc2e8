using System;
using System.Linq;
using Xunit;

namespace NetGen.Gpu.Tests.Execution;

/// <summary>Mistakes are named as on the CPU, before anything is touched.</summary>
public class MisuseTests
{
    private static readonly Device s_device = TestDevice.Prompt;

    [Fact]
    public void Arguments_are_checked_as_on_the_CPU()
    {
        var model = new ScaledRegression();
        using var gpu = model.CreateTrainer(s_device, new Sgd(0.1));
        using var cpu = model.CreateTrainer(new Sgd(0.1));
        foreach (var (x, t) in new[] { (0, 0), (499, 3), (500, 4), (2500, 15), (1000, 3) })
        {
            var expected = Assert.Throws<ArgumentException>(() => cpu.Step(new float[x], new float[t]));
            var found = Assert.Throws<ArgumentException>(() => gpu.Step(new float[x], new float[t]));
            Assert.Equal(expected.Message, found.Message);
        }

        Assert.Equal(0, gpu.StepCount);
    }

    [Fact]
    public void Messages_say_session_and_trainer()
    {
        using var session = new ScaledRegression().CreateSession(s_device, maxBatch: 2);
        Assert.Equal(
            "ScaledRegression: x holds 3 samples, but this session was made for at most 2. (Parameter 'x')",
            Assert.Throws<ArgumentException>(() => session.Forward(new float[1500], new float[9])).Message);
    }

    [Fact]
    public void Sizes_and_devices_are_checked()
    {
        var model = new ScaledRegression();
        Assert.Equal("batchSize", Assert.Throws<ArgumentOutOfRangeException>(() => model.CreateTrainer(s_device, new Sgd(0.1), batchSize: 0)).ParamName);
        Assert.Equal("maxBatch", Assert.Throws<ArgumentOutOfRangeException>(() => model.CreateSession(s_device, maxBatch: 0)).ParamName);
        Assert.Equal("device", Assert.Throws<ArgumentNullException>(() => model.CreateSession(null!)).ParamName);
        Assert.Equal("optimizer", Assert.Throws<ArgumentNullException>(() => model.CreateTrainer(s_device, null!)).ParamName);
    }

    [Fact]
    public void The_order_of_calls_is_checked()
    {
        using var trainer = new ScaledRegression().CreateTrainer(s_device, new Sgd(0.1));
        Assert.Contains("Backward needs a Forward", Assert.Throws<InvalidOperationException>(trainer.Backward).Message, StringComparison.Ordinal);
        Assert.Contains("no average is kept", Assert.Throws<InvalidOperationException>(trainer.ExchangeAverage).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.CarriedSteps = -1);
        Assert.Contains("20 values of states, not 3", Assert.Throws<ArgumentException>(() => trainer.State = new float[3]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Devices_are_in_order_and_one_that_is_missing_is_named()
    {
        var devices = Device.Enumerate();
        Assert.Equal(devices.OrderBy(device => device.Kind).ThenByDescending(device => device.Memory), devices);
        Assert.Same(devices[0], Device.Best());
        Assert.Contains("CPU", Device.Best(DeviceKind.Cpu).ToString(), StringComparison.Ordinal);
        if (devices.All(device => device.Kind != DeviceKind.OpenCL))
        {
            var message = Assert.Throws<InvalidOperationException>(() => Device.Best(DeviceKind.OpenCL)).Message;
            Assert.Contains("no OpenCL device", message, StringComparison.Ordinal);
            Assert.Contains(devices[0].Name, message, StringComparison.Ordinal);
        }
    }
}
