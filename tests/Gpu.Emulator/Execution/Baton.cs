using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace NetGen.Gpu.Emulator;

/// <summary>
/// One thread waits until another passes it the baton. On Linux a semaphore of the C library, by far the quickest of what sleeps
/// (a third of the time of .NET's own waits when both threads are on one core); elsewhere .NET's.
/// </summary>
internal abstract unsafe partial class Baton
{
    public static Baton Create() => OperatingSystem.IsLinux() ? new Native() : new Managed();

    public abstract void Pass();

    public abstract void Await();

    private sealed class Managed : Baton
    {
        private readonly SemaphoreSlim _semaphore = new(0);

        public override void Pass() => _semaphore.Release();

        public override void Await() => _semaphore.Wait();
    }

    private sealed partial class Native : Baton
    {
        private const int Size = 64; // sem_t has 32 bytes

        private readonly byte[] _memory = GC.AllocateArray<byte>(2 * Size, pinned: true);
        private readonly void* _semaphore;

        public Native()
        {
            var address = Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0);
            _semaphore = (void*)((address + Size - 1) / Size * Size);
            if (sem_init(_semaphore, 0, 0) != 0)
                throw new InvalidOperationException("No semaphore could be made.");
        }

        public override void Pass() => sem_post(_semaphore);

        public override void Await()
        {
            // A signal may interrupt the wait.
            while (sem_wait(_semaphore) != 0) { }
        }

        [LibraryImport("libc")]
        private static partial int sem_init(void* semaphore, int shared, uint value);

        [LibraryImport("libc")]
        private static partial int sem_wait(void* semaphore);

        [LibraryImport("libc")]
        private static partial int sem_post(void* semaphore);
    }
}
