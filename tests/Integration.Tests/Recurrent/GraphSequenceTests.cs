using System;
using System.Linq;
using NetGen.Integration.Tests.Gradients;
using NetGen.Integration.Tests.Networks.GraphSequences;
using Xunit;
using Xunit.Abstractions;

namespace NetGen.Integration.Tests.Recurrent;

/// <summary>Sequences in networks of methods: several time axes, states as values, what goes over time.</summary>
public sealed class GraphSequenceTests(ITestOutputHelper output)
{
    private const double Garbage = double.NaN;

    [Fact]
    public void TaggerDerivatives()
    {
        var model = new Tagger(seed: 3);
        Perturb(model.Parameters);
        using var trainer = model.CreateTrainer(new Sgd(0.1), batchSize: 3, maxTime: 7);
        int[] words = Tokens(3 * 5, 6), tags = Tokens(3 * 5, 3), lengths = [5, 2, 1];
        Check(model.Parameters, () => trainer.Forward(words, tags, lengths), trainer.Backward, trainer.Gradients);
    }

    [Fact]
    public void TranslatorDerivatives()
    {
        var model = new Translator(seed: 3);
        Perturb(model.Parameters);
        using var trainer = model.CreateTrainer(new Sgd(0.1), batchSize: 3, maxQuestionTime: 7, maxAnswerTime: 4);
        int[] question = Tokens(3 * 5, 5), answer = Tokens(3 * 4, 5), next = Tokens(3 * 4, 5);
        Check(model.Parameters, () => trainer.Forward(question, answer, next, [5, 2, 1], [1, 4, 3]), trainer.Backward, trainer.Gradients);
    }

    [Fact]
    public void AttentiveDerivatives()
    {
        var model = new Attentive(seed: 3);
        Perturb(model.Parameters);
        using var trainer = model.CreateTrainer(new Sgd(0.1), batchSize: 3, maxSourceTime: 7, maxTargetTime: 4);
        double[] source = Numbers(3 * 5 * 3), target = Numbers(3 * 4 * 2), wanted = Numbers(3 * 4 * 2);
        Check(model.Parameters, () => trainer.Forward(source, target, wanted, [5, 2, 1], [1, 4, 3]), trainer.Backward, trainer.Gradients);
    }

    [Fact]
    public void StartedDerivatives()
    {
        var model = new Started(seed: 3);
        Perturb(model.Parameters);
        using var trainer = model.CreateTrainer(new Sgd(0.1), batchSize: 3, maxTime: 7);
        double[] start = Numbers(3 * 4), x = Numbers(3 * 5 * 2), truth = [0, 1, 1];
        Check(model.Parameters, () => trainer.Forward(start, x, truth, [5, 2, 1]), trainer.Backward, trainer.Gradients);

        using var session = model.CreateSession(maxBatch: 3, maxTime: 5);
        double[] gradient = new double[start.Length], verdict = new double[3], last = new double[12];
        session.Sensitivity(start, x, gradient, [5, 2, 1]);
        for (int k = 0; k < start.Length; k++)
        {
            double Total(double change)
            {
                double[] moved = [.. start];
                moved[k] += change;
                session.Forward(moved, x, verdict, last, [5, 2, 1]);
                return verdict.Sum();
            }

            Assert.Equal((Total(1e-5) - Total(-1e-5)) / 2e-5, gradient[k], 8);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CarryingDerivatives(bool keeps)
    {
        var model = new Carrying(seed: 3);
        Perturb(model.Parameters);
        using var trainer = model.CreateTrainer(new Sgd(0.1), batchSize: 3, maxTime: 7);
        trainer.KeepsState = keeps;
        double[] x = Numbers(3 * 5 * 2), wanted = Numbers(3 * 5 * 3);
        trainer.Step(x, wanted, [5, 5, 5]);
        double[] state = trainer.State.ToArray();
        Assert.Contains(state, value => value != 0);
        Check(
            model.Parameters,
            () =>
            {
                state.CopyTo(trainer.State);
                return trainer.Forward(x, wanted, [5, 2, 1]);
            },
            trainer.Backward,
            trainer.Gradients);
    }

    [Fact]
    public void OverTimeDerivatives()
    {
        var model = new OverTime(seed: 3);
        Perturb(model.Parameters);
        using var trainer = model.CreateTrainer(new Sgd(0.1), batchSize: 3, maxTime: 7);
        double[] x = Numbers(3 * 5 * 3);
        Check(model.Parameters, () => trainer.Forward(x, [5, 2, 1]), trainer.Backward, trainer.Gradients);
    }

    /// <summary>What the padding holds and how long it is changes no bit of losses, derivatives and outputs.</summary>
    [Fact]
    public void PaddingChangesNothing()
    {
        var model = new Attentive(seed: 3);
        Perturb(model.Parameters);
        using var trainer = model.CreateTrainer(new Sgd(0), batchSize: 2, maxSourceTime: 9, maxTargetTime: 9);
        using var session = model.CreateSession(maxBatch: 2, maxSourceTime: 9, maxTargetTime: 9);
        int[] sourceLengths = [5, 2], targetLengths = [1, 4];
        double[] source = Numbers(2 * 5 * 3), target = Numbers(2 * 4 * 2), wanted = Numbers(2 * 4 * 2);
        double loss = trainer.Step(source, target, wanted, sourceLengths, targetLengths);
        double[] gradients = trainer.Gradients.All.ToArray(), outputs = new double[2 * 4 * 2];
        session.Forward(source, target, outputs, sourceLengths, targetLengths);
        foreach (int more in new[] { 0, 1, 4 })
        {
            var (source2, target2, wanted2) = (Padded(source, sourceLengths, 5 + more, 3), Padded(target, targetLengths, 4 + more, 2), Padded(wanted, targetLengths, 4 + more, 2));
            Assert.Equal(loss, trainer.Step(source2, target2, wanted2, sourceLengths, targetLengths));
            Assert.Equal(gradients, trainer.Gradients.All.ToArray());
            double[] padded = new double[2 * (4 + more) * 2];
            session.Forward(source2, target2, padded, sourceLengths, targetLengths);
            Assert.Equal(outputs.AsSpan(0, 2).ToArray(), padded.AsSpan(0, 2).ToArray());
            Assert.Equal(outputs.AsSpan(8, 8).ToArray(), padded.AsSpan((4 + more) * 2, 8).ToArray());
        }
    }

    [Fact]
    public void PaddingTakesNoPartInWhatGoesOverTime()
    {
        var model = new OverTime(seed: 3);
        using var trainer = model.CreateTrainer(new Sgd(0), batchSize: 2, maxTime: 9);
        using var session = model.CreateSession(maxBatch: 2, maxTime: 9);
        double[] x = Numbers(2 * 5 * 3);
        int[] lengths = [5, 2];
        double loss = trainer.Step(x, lengths);
        double[] pooled = new double[2 * 35], alike = new double[2 * 9 * 3];
        session.Forward(x, pooled, alike.AsSpan(0, 30), lengths);
        foreach (int more in new[] { 0, 1, 4 })
        {
            double[] x2 = Padded(x, lengths, 5 + more, 3), pooled2 = new double[2 * 35];
            Assert.Equal(loss, trainer.Step(x2, lengths));
            session.Forward(x2, pooled2, alike.AsSpan(0, 2 * (5 + more) * 3), lengths);
            Assert.Equal(pooled, pooled2);
        }

        // And it is what it says: of the second sequence, two steps.
        double[] alone = new double[35];
        using var single = model.CreateSession(maxBatch: 1, maxTime: 2);
        single.Forward(x.AsSpan(15, 6), alone, alike.AsSpan(0, 6));
        Assert.Equal(pooled.AsSpan(35).ToArray(), alone);
        Assert.Equal((x[15] + x[18]) / 2, alone[3], 12);
        Assert.Equal(Math.Max(x[16], x[19]), alone[7], 12);
    }

    /// <summary>Step by step, with the states in the caller's hands, the decoder gives what it gives for the whole answer.</summary>
    [Fact]
    public void DecodingStepByStepIsTheSame()
    {
        var model = new Translator(seed: 3);
        Perturb(model.Parameters);
        using var session = model.CreateSession(maxBatch: 2, maxQuestionTime: 6, maxAnswerTime: 4);
        int[] question = Tokens(2 * 6, 5), answer = Tokens(2 * 4, 5), lengths = [6, 3];
        double[] whole = new double[2 * 4 * 5], h = new double[8], c = new double[8], nextH = new double[8], nextC = new double[8], logits = new double[10];
        session.Forward(question, answer, whole, lengths);
        session.Encode(question, h, c, lengths);
        for (int t = 0; t < 4; t++)
        {
            session.Decode([answer[t], answer[4 + t]], h, c, logits, nextH, nextC);
            (h, nextH, c, nextC) = (nextH, h, nextC, c);
            for (int k = 0; k < 5; k++)
            {
                Assert.Equal(whole[(t * 5) + k], logits[k], 12);
                Assert.Equal(whole[((4 + t) * 5) + k], logits[5 + k], 12);
            }
        }
    }

    [Fact]
    public void NothingIsAllocated()
    {
        var model = new Attentive(seed: 3);
        using var trainer = model.CreateTrainer(new Adam(), batchSize: 2, maxSourceTime: 5, maxTargetTime: 4);
        using var session = model.CreateSession(maxBatch: 2, maxSourceTime: 5, maxTargetTime: 4);
        double[] source = Numbers(2 * 5 * 3), target = Numbers(2 * 4 * 2), wanted = Numbers(2 * 4 * 2), outputs = new double[16];
        int[] sourceLengths = [5, 2], targetLengths = [1, 4];
        long allocated = long.MaxValue;
        for (int attempt = 0; attempt < 5; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            trainer.Step(source, target, wanted, sourceLengths, targetLengths);
            trainer.Step(source, target, wanted);
            session.Forward(source, target, outputs, sourceLengths, targetLengths);
            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void ThreadsChangeNothing()
    {
        double[] Trained(int threads)
        {
            var model = new Attentive(seed: 3);
            using var trainer = model.CreateTrainer(new Adam(), batchSize: 8, maxSourceTime: 5, maxTargetTime: 4, threads: threads);
            trainer.Step(Numbers(8 * 5 * 3), Numbers(8 * 4 * 2), Numbers(8 * 4 * 2), [5, 2, 1, 5, 4, 3, 3, 1], [1, 4, 2, 3, 4, 4, 4, 1]);
            return model.Parameters.All.ToArray();
        }

        Assert.Equal(Trained(1), Trained(3));
    }

    [Fact]
    public void WrongSizesAreNamed()
    {
        using var session = new Translator().CreateSession(maxBatch: 2, maxQuestionTime: 6, maxAnswerTime: 4);
        double[] logits = new double[40];
        Assert.Contains("answer holds 5 time steps", Assert.Throws<ArgumentException>(() => session.Forward(new int[12], new int[10], logits, [6, 3])).Message, StringComparison.Ordinal);
        Assert.Contains("1 lengths for answer, but 2 sequences", Assert.Throws<ArgumentException>(() => session.Forward(new int[12], new int[8], logits, [6, 3], [1])).Message, StringComparison.Ordinal);
        Assert.Contains("lengths[1] is 5", Assert.Throws<ArgumentException>(() => session.Forward(new int[12], new int[8], logits, [6, 3], [1, 5])).Message, StringComparison.Ordinal);
        Assert.Equal((6, 4), (session.MaxQuestionTime, session.MaxAnswerTime));
    }

    private void Check(ParameterSet<double> parameters, Func<double> loss, Action backward, GradientSet<double> gradients)
    {
        loss();
        backward();
        Assert.Contains(gradients.All.ToArray(), gradient => gradient != 0);
        output.WriteLine($"Worst error: {GradientCheck.Verify(parameters, loss, gradients):E1}");
    }

    private static void Perturb(ParameterSet<double> parameters)
    {
        var random = new Random(5);
        foreach (ref double value in parameters.Trainable)
            value += random.NextDouble() - 0.5;
        parameters.MarkChanged();
    }

    private static double[] Numbers(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextDouble()) - 1)];
    }

    private static int[] Tokens(int count, int classes)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(classes))];
    }

    /// <summary>The same sequences in more steps, with what follows their ends made no numbers.</summary>
    private static double[] Padded(double[] values, int[] lengths, int steps, int width)
    {
        int before = values.Length / width / lengths.Length;
        double[] padded = new double[lengths.Length * steps * width];
        Array.Fill(padded, Garbage);
        for (int n = 0; n < lengths.Length; n++)
            Array.Copy(values, n * before * width, padded, n * steps * width, lengths[n] * width);
        return padded;
    }
}
