namespace NetGen.Gpu;

/// <summary>A place in a filter.</summary>
internal struct Tap
{
    public int Row, Column, Channel;

    /// <summary>The place by its number: channels of a cell follow each other, and cells row by row.</summary>
    public static Tap Of(int number, Divisor columns, Divisor channels)
    {
        Tap tap = default;
        tap.Row = columns.Divide(channels.Divide(number, out tap.Channel), out tap.Column);
        return tap;
    }

    /// <summary>The place after it.</summary>
    public Tap Next(Divisor columns, Divisor channels)
    {
        bool isNextCell = Channel + 1 == channels.Value, isNextRow = isNextCell && Column + 1 == columns.Value;
        return new Tap
        {
            Row = isNextRow ? Row + 1 : Row,
            Column = isNextRow ? 0 : isNextCell ? Column + 1 : Column,
            Channel = isNextCell ? 0 : Channel + 1,
        };
    }
}
