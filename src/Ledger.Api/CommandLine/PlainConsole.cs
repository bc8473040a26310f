using Spectre.Console;

namespace Ledger.Api.CommandLine;

/// <summary>
/// Tables for people on any writer. On a terminal they have colour and fit its width; anywhere else they are
/// plain text of whatever width they need, so that a line of a file or a pipe is a row.
/// </summary>
public static class PlainConsole
{
    // Wider than any table: Spectre wraps at the width it believes in, and without a terminal there is none.
    private const int Unlimited = 100_000;

    public static IAnsiConsole On(TextWriter writer)
    {
        var output = new AnsiConsoleOutput(writer);
        if (output.IsTerminal) return AnsiConsole.Create(new AnsiConsoleSettings { Out = output });

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = output,
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = Unlimited;
        return console;
    }

    /// <summary>
    /// A table with only a line under its head; add rows of <see cref="Text"/>, never of markup.
    /// </summary>
    public static Table Table(string title, params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple).LeftAligned();
        table.Title = new TableTitle(Markup.Escape(title));
        foreach (var column in columns) table.AddColumn(new TableColumn(new Text(column)));
        return table;
    }
}
