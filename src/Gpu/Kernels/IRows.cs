namespace NetGen.Gpu;

/// <summary>Rows whose elements are reduced, a softmax say: each is the work of a team of threads.</summary>
public interface IRows
{
    /// <summary>A row. All threads of the team call it, with the same row.</summary>
    /// <param name="row">From 0 to below the number of rows.</param>
    /// <param name="team">The threads.</param>
    void Run<TTeam>(int row, TTeam team) where TTeam : struct, ITeam;
}

/// <summary>
/// Threads that share a row. Its elements are theirs in turn: <c>for (int e = team.First; e &lt; length; e += team.Count)</c>. Reductions give every thread the result, in an order of addition that depends on
/// <see cref="Count"/> alone; all threads call them, and all come to <see cref="Wait"/>.
/// </summary>
public interface ITeam
{
    /// <summary>The first element of this thread, which is the thread's place in the team.</summary>
    int First { get; }

    /// <summary>Threads in the team: the distance from an element of a thread to its next.</summary>
    int Count { get; }

    /// <summary>Whether this thread stores what the row has once.</summary>
    bool IsFirst { get; }

    /// <summary>The sum of the threads' values.</summary>
    float Sum(float value);

    /// <summary>The largest of the threads' values; NaN where one is.</summary>
    float Max(float value);

    /// <summary>The smallest of the threads' values; NaN where one is.</summary>
    float Min(float value);

    /// <summary>After it the team sees what its threads have stored before it.</summary>
    void Wait();
}
