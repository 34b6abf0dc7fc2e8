namespace NetGen.Generator.Tests.Harness;

/// <summary>A network behind arrays of double, since spans cannot pass through reflection. Implemented in source text by <see cref="Probe"/>.</summary>
public interface IProbe
{
    /// <summary>All parameters, trainable ones first, as in the model's flat buffer.</summary>
    double[] Parameters { get; set; }

    /// <summary>Trained parameters come first.</summary>
    int TrainableCount { get; }

    double[] Forward(double[] input, int batch);

    double[] Predict(double[] input, int batch);

    /// <summary>Forward and backward with a fresh trainer; the state segment is what the pass left in it.</summary>
    (double Loss, double[] Gradients) Differentiate(double[] input, double[] target, int batch, ulong seed = 0);

    /// <summary>The loss alone.</summary>
    double Loss(double[] input, double[] target, int batch, ulong seed = 0);
}
