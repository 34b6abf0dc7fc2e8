using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Samples.Pictures;

namespace LongMemory;

/// <summary>What the sample leaves to look at.</summary>
internal static class ResultPictures
{
    public static void LearningCurves(IEnumerable<TaskResult> results, string path) =>
        Picture.SaveRow(path, [.. results.Select(result =>
        {
            var chart = new XYChart($"{result.Task}: training loss", "step", "loss") { ChartWidth = 400, ChartHeight = 320, LogY = true };
            foreach (var cell in result.Cells)
            {
                chart.AddLine(cell.Cell, cell.Losses.Select((loss, i) => ((double)result.Steps * (i + 1) / cell.Losses.Count, loss)));
            }

            return chart;
        })]);

    public static void Gradients(IEnumerable<(string Title, IEnumerable<(string Cell, double[] Norms)> Curves)> panels, string path) =>
        Picture.SaveRow(path, [.. panels.Select(panel =>
        {
            var chart = new XYChart(panel.Title, "steps back from the end", "norm of the gradient") { ChartWidth = 400, ChartHeight = 320, LogY = true };
            foreach (var (cell, norms) in panel.Curves)
            {
                chart.AddLine(cell, norms);
            }

            return chart;
        })]);
}
