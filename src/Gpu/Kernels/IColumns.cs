namespace NetGen.Gpu;

/// <summary>Sums over terms, or maxima, for many columns at a time: the gradient of a bias, say, which sums over the rows of a batch. Neighbouring columns are neighbours in memory.</summary>
/// <typeparam name="TSums">The sums of one column: a number or a struct of a few.</typeparam>
public interface IColumns<TSums>
    where TSums : unmanaged
{
    /// <summary>The sums over no terms.</summary>
    TSums Start();

    /// <summary>The sums with one more term.</summary>
    TSums Add(TSums sums, int column, int term);

    /// <summary>The sums over the terms of both. Which terms are on which side is fixed by the sizes, not by their order.</summary>
    TSums Join(TSums left, TSums right);

    /// <summary>Takes the sums over all terms of a column. Called once for each column.</summary>
    void Store(TSums sums, int column);
}
