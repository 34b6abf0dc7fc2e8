using System;
using System.IO;
using System.Linq;
using NetGen.Samples;
using SequenceShapes;

var options = new SampleOptions("Sequences in all shapes: one to one, one to many, many to one, many to many, and many to many of different lengths, each with a task and its score.");
var stepsOption = options.AddCount("--steps", 0, "Steps of training for each network; 0 for what each task needs.", least: 0);
var dataOption = options.Add("--data", Path.Combine(AppContext.BaseDirectory, "data", "JSB_Chorales.json.gz"), "Chorales as piano rolls; relative paths are also looked for in the folder NETGEN_DATA.");
var outOption = options.Add("--out", "sequence-shapes-output", "Folder for pictures.");
return options.Run(args, () =>
{
    const int ShownSums = 5, ShownNotes = 48;
    var (training, test) = Chorale.Load(dataOption.Value);
    Console.WriteLine($"{training.Length} chorales to train with, {test.Length} to test with");
    var recipe = new Recipe(stepsOption.Value, options.Threads, options.Seed);
    var course = new Course(options.Seed);

    // 1  The shapes, one after the other.
    using var oneToOne = new OneToOne(training, test, recipe);
    double oneToOneAccuracy = course.Train(oneToOne)[^1].Score;
    using var oneToMany = new OneToMany(training, test, recipe);
    double oneToManyNats = course.Train(oneToMany)[^1].Score;
    using var manyToOne = new ManyToOne(training, test, recipe);
    double manyToOneAccuracy = course.Train(manyToOne)[^1].Score;
    using var manyToMany = new ManyToMany(training, test, recipe);
    double manyToManyAccuracy = course.Train(manyToMany)[^1].Score;
    using var encoderDecoder = new EncoderDecoder(recipe);
    var additions = course.Train(encoderDecoder);
    foreach (var ((a, b), answer) in encoderDecoder.Answers(ShownSums))
    {
        string said = string.Concat(answer.Where(symbol => symbol < Sums.Plus));
        Console.WriteLine($"    {a}+{b} = {said}{(answer.SequenceEqual(Sums.Answer((a, b))) ? "" : $", but should be {a + b}")}");
    }

    // 2  What is left to look at.
    var piece = test[0];
    Directory.CreateDirectory(outOption.Value);
    int[] melody = oneToMany.Sing(piece, Math.Min(ShownNotes, piece.Length), options.Seed);
    ResultPictures.Melodies(piece, manyToMany.Harmonize(piece[Chorale.Soprano]), melody, manyToMany.Harmonize(melody), Path.Combine(outOption.Value, "melodies.png"));
    ResultPictures.Addition(additions, Path.Combine(outOption.Value, "addition.png"));
    Console.WriteLine($"""

        One to one       bass note right, from one note of the melody    {oneToOneAccuracy:P1}
        One to many      nats per note of a melody, from its first chord {oneToManyNats:F3}
        Many to one      voice right, from the intervals of a part       {manyToOneAccuracy:P1}
        Many to many     bass note right, from the whole melody          {manyToManyAccuracy:P1}
        Encoder-decoder  sums exactly right                              {additions[^1].Score:P1}
        {course.Seconds:F1} s in steps of training; bytes allocated by those after the first of each network: {course.AllocatedBytes}
        Written: melodies.png and addition.png in {outOption.Value}
        """);
    options.WriteJson(new
    {
        oneToOneAccuracy,
        oneToManyNats,
        manyToOneAccuracy,
        manyToManyAccuracy,
        additionExact = additions[^1].Score,
        seconds = course.Seconds,
        allocatedBytes = course.AllocatedBytes,
    });
});
