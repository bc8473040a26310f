using Spectre.Console;

namespace Ledger.Api.CommandLine;

/// <summary>
/// Tables for people on any writer: in colour on a terminal, plain text anywhere else. A row is always one
/// line, as wide as it needs to be; a narrow terminal folds it, where Spectre would break its words into
/// columns.
/// </summary>
public static class PlainConsole
{
    // Wider than any table: Spectre wraps at the width it believes in.
    private const int Unlimited = 100_000;

    public static IAnsiConsole On(TextWriter writer)
    {
        var output = new AnsiConsoleOutput(writer);
        var settings = new AnsiConsoleSettings { Out = output };
        if (!output.IsTerminal)
        {
            settings.Ansi = AnsiSupport.No;
            settings.ColorSystem = ColorSystemSupport.NoColors;
            settings.Interactive = InteractionSupport.No;
        }
        var console = AnsiConsole.Create(settings);
        console.Profile.Width = Unlimited;
        return console;
    }

    /// <summary>
    /// A table without lines. Add rows of <see cref="Text"/>: markup would take brackets in a name for
    /// orders.
    /// </summary>
    public static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.None);
        var heading = new Style(decoration: Decoration.Underline);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column, heading)).Padding(0, 0, 2, 0));
        return table;
    }

    /// <summary>A table under its title, and an empty line after it.</summary>
    public static void WriteSection(this IAnsiConsole console, string title, Table table)
    {
        console.WriteLine(title, new Style(decoration: Decoration.Bold));
        console.Write(table);
        console.WriteLine();
    }
}
