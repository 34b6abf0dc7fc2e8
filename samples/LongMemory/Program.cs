using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using LongMemory;
using NetGen;
using NetGen.Samples;

var options = new SampleOptions("Four recurrent cells side by side on four tasks that need a memory, and how far back their gradients reach.");
var stepsOption = options.AddCount("--steps", 0, "Steps of training for each network; 0 for what each task needs.", least: 0);
var outOption = options.Add("--out", "long-memory-output", "Folder for pictures.");
return options.Run(args, () =>
{
    const double Limit = 1;
    const float Growth = 2;
    var contest = new Contest(options.Seed);
    var addingTask = new AddingTask();
    var adding = Catalogue.Adding(Factory(addingTask), options.Seed);
    var probes = Catalogue.Probes(new NetworkFactory<int, float>(new Sgd(1), batchSize: 1, AddingTask.Length, AddingTask.Length, options.Threads), options.Seed);

    // 1  How far back gradients reach before training, and with recurrent weights so large that they grow on the way.
    var panels = new List<(string Title, IEnumerable<(string Cell, double[] Norms)> Curves)>
    {
        ("Initial weights", Gradients()),
        ($"Recurrent weights x {Growth}, not clipped", Gradients(Growth)),
        ($"Recurrent weights x {Growth}, clipped to norm {Limit}", Gradients(Growth, Limit)),
    };

    // 2  The tasks, and gradients once more for networks that have learned the first of them, as far as they could.
    var addingResult = Run(addingTask, adding);
    panels.Add(("After training", Gradients()));
    var copyTask = new CopyTask();
    var copyResult = Run(copyTask, Catalogue.Copy(Factory(copyTask), options.Seed));
    var countingTask = new CountingTask();
    var countingResult = Run(countingTask, Catalogue.Counting(Factory(countingTask), options.Seed));
    var timingTask = new TimingTask();
    var timingResult = Run(timingTask, Catalogue.Timing(Factory(timingTask), options.Seed));
    Array.ForEach(probes, probe => probe.Dispose());

    // 3  What is left to look at.
    Directory.CreateDirectory(outOption.Value);
    ResultPictures.LearningCurves([addingResult, copyResult, countingResult, timingResult], Path.Combine(outOption.Value, "learning-curves.png"));
    ResultPictures.Gradients(panels, Path.Combine(outOption.Value, "gradients.png"));
    Console.WriteLine($"""

        {contest.Seconds:F1} s in steps of training; bytes allocated by those after the first of each network: {contest.AllocatedBytes}
        Written: learning-curves.png and gradients.png in {outOption.Value}
        """);
    options.WriteJson(new
    {
        addingMse = addingResult.Scores,
        copyAccuracy = copyResult.Scores,
        countedTo = countingResult.Scores,
        timingAccuracy = timingResult.Scores["peephole"],
        timingAccuracyByCell = timingResult.Scores,
        seconds = contest.Seconds,
        allocatedBytes = contest.AllocatedBytes,
    });

    int StepsOf<TInput, TTarget>(SequenceTask<TInput, TTarget> task) => stepsOption.Value > 0 ? stepsOption.Value : task.Steps;

    // One recipe for all cells.
    NetworkFactory<TInput, TTarget> Factory<TInput, TTarget>(SequenceTask<TInput, TTarget> task)
    {
        var optimizer = new Adam(task.LearningRate) { Clipping = Clipping.GlobalNorm(Limit), Schedule = Schedule.Cosine(StepsOf(task), final: 0.02) };
        return new(optimizer, SequenceTask<TInput, TTarget>.BatchSize, task.TrainingLength, task.TestLength, options.Threads);
    }

    TaskResult Run<TInput, TTarget>(SequenceTask<TInput, TTarget> task, (string, SequenceNetwork<TInput, TTarget>)[] networks) => contest.Run(task, StepsOf(task), networks);

    (string, double[])[] Gradients(float recurrentFactor = 1, double clipping = double.PositiveInfinity) =>
        [.. probes.Select(probe => (probe.Cell, probe.ByDistance(adding.First(n => n.Cell == probe.Cell).Network.Parameters, recurrentFactor, clipping)))];
});
