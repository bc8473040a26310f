using System.Diagnostics;
using Spectre.Console;

namespace Ledger.Api.Importing;

/// <summary>
/// Progress on standard error, since standard output belongs to the result: a bar on a terminal, else a line every
/// few seconds.
/// </summary>
public static class ConsoleProgress
{
    public static async Task<T> Run<T>(TextWriter errors, Func<IImportProgress, Task<T>> work)
    {
        var output = new AnsiConsoleOutput(errors);
        if (!output.IsTerminal) return await work(new Lines(errors));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = output });
        return await console.Progress().AutoClear(true).HideCompleted(false)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
                new RemainingTimeColumn())
            .StartAsync(context => work(new Bar(context)));
    }

    private sealed class Bar(ProgressContext context) : IImportProgress
    {
        private ProgressTask? _task;

        public void Begin(string step, long bytes)
        {
            _task?.StopTask();
            _task = context.AddTask(Markup.Escape(step), maxValue: Math.Max(1, bytes));
        }

        public void At(long bytes) => _task!.Value = bytes;
    }

    private sealed class Lines(TextWriter errors) : IImportProgress
    {
        private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

        private readonly Stopwatch _sinceLine = Stopwatch.StartNew();
        private string _step = "";
        private long _bytes = 1;

        public void Begin(string step, long bytes)
        {
            _step = step;
            _bytes = Math.Max(1, bytes);
        }

        public void At(long bytes)
        {
            if (_sinceLine.Elapsed < _interval) return;
            _sinceLine.Restart();
            errors.WriteLine($"{_step}: {bytes * 100 / _bytes} %");
        }
    }
}
