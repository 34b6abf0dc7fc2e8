using System;
using System.Globalization;
using System.Linq;
using Spectre.Console;

namespace NetGen.Samples;

/// <summary>
/// Live progress of a training: a table with a row every few epochs, the last row always the newest, and a bar below.
/// Where the output is not a terminal, the same rows come as plain lines.
/// </summary>
public sealed class TrainingTable
{
    private const int WantedRows = 12;
    private const int BarLength = 40;

    private readonly int _epochs;
    private readonly string[] _columns;
    private readonly string _unit;
    private readonly Table _table = new() { Border = TableBorder.Rounded };
    private readonly LiveDisplayContext? _live;
    private bool _replaceLastRow;

    private TrainingTable(int epochs, string[] columns, string unit, LiveDisplayContext? live)
    {
        (_epochs, _columns, _unit, _live) = (epochs, columns, unit, live);
        _table.AddColumn(new TableColumn(unit).RightAligned());
        foreach (string column in columns)
        {
            _table.AddColumn(new TableColumn(column).RightAligned());
        }

        _live?.UpdateTarget(_table);
    }

    /// <summary>Shows the table while <paramref name="train"/> runs and reports its epochs.</summary>
    /// <param name="epochs">How often there will be a report.</param>
    /// <param name="columns">What will be reported.</param>
    /// <param name="train">Trains and reports.</param>
    /// <param name="unit">What is reported about, where it is no epochs.</param>
    public static void Show(int epochs, string[] columns, Action<TrainingTable> train, string unit = "epoch")
    {
        if (AnsiConsole.Profile.Capabilities.Interactive && AnsiConsole.Profile.Capabilities.Ansi && !Console.IsOutputRedirected)
        {
            AnsiConsole.Live(new Text("")).Start(live => train(new TrainingTable(epochs, columns, unit, live)));
        }
        else
        {
            train(new TrainingTable(epochs, columns, unit, live: null));
        }
    }

    /// <summary>An epoch is over; the values belong to the columns.</summary>
    public void Report(int epoch, params string[] values)
    {
        bool stays = epoch == 1 || epoch == _epochs || epoch % ((_epochs + WantedRows - 1) / WantedRows) == 0;
        string number = epoch.ToString(CultureInfo.InvariantCulture);
        if (_live is null)
        {
            if (stays)
            {
                Console.WriteLine($"{_unit} {number,3}   {string.Join("   ", _columns.Zip(values, (column, value) => $"{column} {value}"))}");
            }

            return;
        }

        if (_replaceLastRow)
        {
            _table.RemoveRow(_table.Rows.Count - 1);
        }

        _table.AddRow([number, .. values.Select(Markup.Escape)]);
        _replaceLastRow = !stays;
        Bar(epoch, epoch);
    }

    /// <summary>A part of an epoch is over: from 0 to 1.</summary>
    public void Within(int epoch, double share) => Bar(epoch, epoch - 1 + share);

    private void Bar(int epoch, double epochsDone)
    {
        if (_live is null)
        {
            return;
        }

        int done = (int)(BarLength * epochsDone / _epochs);
        _table.Caption = new TableTitle($"[green]{new string('━', done)}[/][grey]{new string('━', BarLength - done)}[/] {epoch} of {_epochs}");
        _live.Refresh();
    }
}
