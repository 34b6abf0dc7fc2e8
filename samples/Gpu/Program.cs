using System;
using System.IO;
using System.Linq;
using GpuTraining;
using NetGen.Gpu;
using NetGen.Samples;

var options = new SampleOptions("Trains the MNIST network and the character model on the best device, and measures the processor beside it.");
var taskOption = options.AddChoice("--task", "digits: images of handwritten digits (default). text: the next character of a text.", "digits", "text");
var deviceOption = options.AddChoice("--device", "Where to train: the best there is (default), or the best of a kind.", ["best", .. Enum.GetNames<DeviceKind>().Select(name => name.ToLowerInvariant())]);
var epochOption = options.AddCount("--epochs", 5, "Digits: how often to go through the training images.");
var minutesOption = options.Add("--minutes", 1.0, "Text: how long to train.");
var limitOption = options.AddCount("--images", 0, "Digits: training images, and at most as many test images, to use; 0 for all 60,000 and 10,000.", least: 0);
var dataOption = options.Add("--data", "", "Digits: folder with the four IDX files. Text: a text file. By default as in the samples Mnist and CharacterModel.");
return options.Run(args, () =>
{
    Console.WriteLine(string.Join(Environment.NewLine, Device.Enumerate().Select(found => $"Found: {found}")));
    var device = deviceOption.Value == "best" ? Device.Best() : Device.Best(Enum.Parse<DeviceKind>(deviceOption.Value, ignoreCase: true));
    Console.WriteLine($"Training on {device}");
    if (taskOption.Value == "digits")
    {
        options.WriteJson(new DigitTraining(device, options).Run(dataOption.Value, epochOption.Value, limitOption.Value));
    }
    else
    {
        string text = dataOption.Value.Length > 0 ? dataOption.Value : Path.Combine(AppContext.BaseDirectory, "data", "opticks.txt.gz");
        options.WriteJson(new TextTraining(device, options).Run(text, minutesOption.Value));
    }
});
