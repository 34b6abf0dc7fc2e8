using System;
using NetGen;
using ScalarBackprop;

// y = w3 w2 w1 x learns y = -x from two points, one after the other: e = (y - t)^2, 160 epochs at a learning rate of 0.05.
// Beside each derivative that backpropagation computes stands the central difference (e(w + h) - e(w - h)) / 2h.
(double X, double Target)[] points = [(1, -1), (-1, 1)];
string[] names = ["Dense1.weight", "Dense2.weight", "Dense3.weight"];
const double H = 1e-5;

var model = new ScalarChain(seed: 1);
double[] start = [-0.52133, -0.233, 0.2333];
for (int i = 0; i < names.Length; i++)
{
    Weight(i) = start[i];
}

model.Parameters.MarkChanged();
using var trainer = model.CreateTrainer(new Sgd(learningRate: 0.05), batchSize: 1);
Console.WriteLine("                           derivatives by backpropagation, below them the central differences");
Console.WriteLine($"epoch      y(1)      error  {"de/dw1",16} {"de/dw2",16} {"de/dw3",16}");

double largestDifference = 0;
for (int epoch = 0; epoch <= 160; epoch++)
{
    foreach (var (x, target) in points)
    {
        double error = ErrorAt(x, target);
        trainer.Backward();
        double[] derivatives = new double[3], differences = new double[3];
        for (int i = 0; i < 3; i++)
        {
            derivatives[i] = trainer.Gradients[names[i]].Values[0];
        }

        for (int i = 0; i < 3; i++)
        {
            differences[i] = CentralDifference(i, x, target);
            largestDifference = Math.Max(largestDifference, Math.Abs(derivatives[i] - differences[i]));
        }

        if (epoch % 10 == 0 && x == 1)
        {
            double y = Weight(0) * Weight(1) * Weight(2);
            Console.WriteLine($"{epoch,5} {y,9:F5} {error,10:0.0e+00}  {Row(derivatives)}");
            Console.WriteLine($"{"",27} {Row(differences)}");
        }

        if (epoch < 160)
        {
            trainer.Step([x], [target]);
        }
    }
}

Console.WriteLine($"w = {Weight(0):F6}, {Weight(1):F6}, {Weight(2):F6}: their product is {Weight(0) * Weight(1) * Weight(2):F6}");
Console.WriteLine($"Largest distance between a derivative and its central difference: {largestDifference:0.0e+00}");

static string Row(double[] values) => $"{values[0],16:0.00000000e+00} {values[1],16:0.00000000e+00} {values[2],16:0.00000000e+00}";

ref double Weight(int i) => ref model.Parameters[names[i]].Values[0];

double ErrorAt(double x, double target) => trainer.Forward([x], [target]);

double CentralDifference(int i, double x, double target)
{
    double w = Weight(i);
    double above = ErrorWith(w + H), below = ErrorWith(w - H);
    ErrorWith(w);
    return (above - below) / (2 * H);

    double ErrorWith(double value)
    {
        Weight(i) = value;
        model.Parameters.MarkChanged();
        return ErrorAt(x, target);
    }
}
