using System;
using System.IO;
using System.Linq;
using NameTagger;
using NetGen;
using NetGen.Samples;

var options = new SampleOptions("Tags the characters of sentences that are part of a person's name: reading forward, in both directions, and in both directions twice.");
var stepsOption = options.AddCount("--steps", 1500, "Steps of training for each network, of 32 sentences each.");
var dataOption = options.Add("--data", Path.Combine(AppContext.BaseDirectory, "data", "names.txt"), "First names, one a line; relative paths are also looked for in the folder NETGEN_DATA.");
var outOption = options.Add("--out", "name-tagger-output", "Folder for the picture.");
return options.Run(args, () =>
{
    const int TestSentences = 2000, Parts = 15;
    int steps = stepsOption.Value, parts = Math.Min(Parts, steps);

    // 1  Sentences without end to learn from, and some of other phrases and other names to test with.
    var (training, testing) = Sentences.Load(dataOption.Value);
    var random = new Random((int)options.Seed);
    var vocabulary = Vocabulary.OfCharacters(string.Concat(Enumerable.Range(0, 5000).Select(_ => training.Next(random).Text)), Sentences.Characters, end: false);
    var testRandom = new Random((int)options.Seed + 1);
    var test = Enumerable.Range(0, TestSentences).Select(_ => testing.Next(testRandom)).ToArray();

    // 2  All three see the same batches. Sentences are of different lengths.
    var optimizer = new Adam(5e-3) { Clipping = Clipping.GlobalNorm(1), Schedule = Schedule.Cosine(steps, final: 0.02) };
    var taggers = Taggers.Create(optimizer, options.Threads, options.Seed);
    var batch = new TaggerBatch(vocabulary, Tagger.BatchSize);
    var sentences = new Sentence[Tagger.BatchSize];
    Console.WriteLine("Training losses:");
    TrainingTable.Show(parts, [.. taggers.Select(tagger => tagger.Name)], table =>
    {
        for (int part = 1; part <= parts; part++)
        {
            var sums = new double[taggers.Length];
            int count = (steps * part / parts) - (steps * (part - 1) / parts);
            for (int i = 0; i < count; i++)
            {
                for (int n = 0; n < sentences.Length; n++)
                {
                    sentences[n] = training.Next(random);
                }

                batch.Fill(sentences);
                for (int k = 0; k < taggers.Length; k++)
                {
                    sums[k] += taggers[k].Train(batch);
                }
            }

            table.Report(part, [.. sums.Select(sum => $"{sum / count:F4}")]);
        }
    }, unit: "part");

    // 3  The test, and a look at it.
    var predictions = taggers.Select(tagger => tagger.Predict(vocabulary, test)).ToArray();
    double[] f1 = [.. predictions.Select(prediction => Score.F1(test, prediction))];
    double seconds = taggers.Sum(tagger => tagger.Seconds);
    long allocatedBytes = taggers.Sum(tagger => tagger.AllocatedBytes);
    Sentence[] shown =
    [
        Sentence.Parse("Will you come?"), Sentence.Parse("[Will] came."), Sentence.Parse("Mark the drawer that you want to mend."), Sentence.Parse("[Mark] mended the drawer."), Sentence.Parse("May he keep the ladder?"),
        Sentence.Parse("Once [May] kept the ladder in Rome."), Sentence.Parse("Rose petals fill every basket."), Sentence.Parse("[Rose] filled every basket with petals."),
    ];
    string file = Path.Combine(outOption.Value, "tagged-sentences.png");
    Directory.CreateDirectory(outOption.Value);
    new TaggedSentences("Which letters are part of a name?", shown, [.. taggers.Select(tagger => (tagger.Name, tagger.Predict(vocabulary, shown)))]).Save(file);
    Console.WriteLine($"""
        F1 of characters in names, {TestSentences:N0} sentences of other phrases and names: {string.Join(", ", taggers.Zip(f1, (tagger, score) => $"{tagger.Name} {score:F4} ({tagger.Seconds:F1} s)"))}
        Bytes allocated by training steps after the first of each network: {allocatedBytes}
        Written: {file}
        """);
    options.WriteJson(new { f1Forward = f1[0], f1Bidirectional = f1[1], f1Deep = f1[2], seconds, allocatedBytes });
    Array.ForEach(taggers, tagger => tagger.Dispose());
});
