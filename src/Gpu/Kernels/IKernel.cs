namespace NetGen.Gpu;

/// <summary>
/// Code of the device: a struct whose fields are its arguments. <see cref="Run"/> is what one thread does; which one it is, it reads from <c>Grid</c> and <c>Group</c>. Device code has structs, static methods and
/// generics over structs, and neither objects nor exceptions.
/// </summary>
public interface IKernel
{
    /// <summary>The work of one thread.</summary>
    void Run();
}

/// <summary>A kernel whose threads of a group work together, through shared memory, barriers or shuffles. All threads of a group come to every barrier.</summary>
public interface IGroupKernel : IKernel
{
}
