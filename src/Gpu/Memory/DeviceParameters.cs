namespace NetGen.Gpu;

/// <summary>The parameters of a model on a device, and the stream of all that computes with them: one for each model and device, which lives as long as the model.</summary>
internal sealed class DeviceParameters
{
    private DeviceParameters(Device device, ParameterSet<float> parameters)
    {
        Stream = new DeviceStream(device);
        var layout = parameters.Layout;
        Values = new DeviceValues(new DeviceMemory(Stream), Stream, parameters, layout.Length, $"{layout.Network}: the copy of the parameters");
    }

    public DeviceStream Stream { get; }

    public DeviceValues Values { get; }

    /// <summary>Those of a model.</summary>
    public static DeviceParameters Of(Device device, ParameterSet<float> parameters) =>
        device.Models.GetValue(parameters, model => new DeviceParameters(device, model));
}
