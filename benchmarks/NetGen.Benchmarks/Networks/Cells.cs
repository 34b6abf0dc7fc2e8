using NetGen;

namespace NetGen.Benchmarks.Networks;

/// <summary>4 to 4.</summary>
[Network]
[Input(4)]
[Dense(4)]
public partial class Dense4;

/// <summary>4 to 4.</summary>
[Network]
[Sequence(4)]
[Gru(4)]
public partial class Gru4;

/// <summary>4 to 4.</summary>
[Network]
[Sequence(4)]
[Lstm(4)]
public partial class Lstm4;

/// <summary>8 to 8.</summary>
[Network]
[Input(8)]
[Dense(8)]
public partial class Dense8;

/// <summary>8 to 8.</summary>
[Network]
[Sequence(8)]
[Gru(8)]
public partial class Gru8;

/// <summary>8 to 8.</summary>
[Network]
[Sequence(8)]
[Lstm(8)]
public partial class Lstm8;

/// <summary>16 to 16.</summary>
[Network]
[Input(16)]
[Dense(16)]
public partial class Dense16;

/// <summary>16 to 16.</summary>
[Network]
[Sequence(16)]
[Gru(16)]
public partial class Gru16;

/// <summary>16 to 16.</summary>
[Network]
[Sequence(16)]
[Lstm(16)]
public partial class Lstm16;

/// <summary>32 to 32.</summary>
[Network]
[Input(32)]
[Dense(32)]
public partial class Dense32;

/// <summary>32 to 32.</summary>
[Network]
[Sequence(32)]
[Gru(32)]
public partial class Gru32;

/// <summary>32 to 32.</summary>
[Network]
[Sequence(32)]
[Lstm(32)]
public partial class Lstm32;

/// <summary>64 to 64.</summary>
[Network]
[Input(64)]
[Dense(64)]
public partial class Dense64;

/// <summary>64 to 64.</summary>
[Network]
[Sequence(64)]
[Gru(64)]
public partial class Gru64;

/// <summary>64 to 64.</summary>
[Network]
[Sequence(64)]
[Lstm(64)]
public partial class Lstm64;
