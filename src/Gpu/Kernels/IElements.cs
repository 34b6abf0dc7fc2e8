namespace NetGen.Gpu;

/// <summary>A loop whose iterations are independent: one thread of the device each.</summary>
public interface IElements
{
    /// <summary>One iteration.</summary>
    /// <param name="index">From 0 to below the count of the launch.</param>
    void Run(int index);
}
