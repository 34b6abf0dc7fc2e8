using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Layers;

namespace NetGen.Generator.Methods;

/// <summary>The steps of a network, each with a name of its own, found by the place in the methods that they stand for.</summary>
/// <param name="steps">Steps of a chain, before those of its modules; added to.</param>
internal sealed class StepTable(List<Step> steps)
{
    private readonly Dictionary<string, Step> _places = [], _layers = [];
    private readonly Dictionary<string, int> _names = steps.ToDictionary(step => step.Name, _ => 1);

    public IReadOnlyList<Step> All => steps;

    public Step? At(string place) => _places.TryGetValue(place, out var step) ? step : null;

    /// <summary>A place stands for a step that exists already.</summary>
    public void Adopt(string place, Step step) => _places[place] = step;

    /// <param name="origin">Where in the source.</param>
    public Step Add(string place, string kind, string name, string path, string text, bool isLoss, int origin)
    {
        int number = steps.Count + 1;
        bool isLayer = kind != Step.Expression;
        var first = isLayer && _layers.TryGetValue(path, out var applied) ? applied : null;
        var step = new Step(number, kind, Unique(name)) { Path = path, Text = text, IsLoss = isLoss, Origin = origin, LetterNumber = first?.LetterNumber ?? number };
        steps.Add(step);
        _places.Add(place, step);
        if (isLayer && first is null)
        {
            _layers.Add(path, step);
        }

        return step;
    }

    /// <summary>The name, or with the first free number from 2 on.</summary>
    private string Unique(string name)
    {
        string unique = name;
        int k = _names.TryGetValue(name, out int last) ? last : 1;
        while (_names.ContainsKey(unique))
        {
            unique = $"{name}_{++k}";
        }

        _names[unique] = 1;
        _names[name] = k;
        return unique;
    }
}
