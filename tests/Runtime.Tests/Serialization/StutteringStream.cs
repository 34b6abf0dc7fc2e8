using System;
using System.IO;

namespace NetGen.Runtime.Tests.Serialization;

/// <summary>A stream as networks give them: each read returns fewer bytes than asked for. May also lie about its length.</summary>
internal sealed class StutteringStream(byte[] bytes) : MemoryStream(bytes)
{
    private int _reads;

    public long? ClaimedLength { get; init; }

    public override bool CanSeek => ClaimedLength is not null;

    public override long Length => ClaimedLength ?? throw new NotSupportedException();

    // MemoryStream's reads into spans come here too, since this class overrides it.
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1 + _reads++ % 1000));
}
