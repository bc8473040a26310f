using System.Text.RegularExpressions;
using Ledger.Api.Tests.Samples;
using Ledger.Testing;

namespace Ledger.Api.Tests.Documents;

/// <summary>The commands of docs/tracing.md print what the page says, but for when and by whom the sample was loaded.</summary>
[Collection(VerbsCollection.Name)]
public sealed partial class TracingPageTests(LoadedSamples samples) : IClassFixture<LoadedSamples>
{
    [Theory]
    [InlineData("trace")]
    [InlineData("diff")]
    public async Task A_command_of_the_page_prints_what_the_page_says(string verb)
    {
        var page = await File.ReadAllTextAsync(Repository.Path("docs", "tracing.md"), TestContext.Current.CancellationToken);
        var block = page.Split("```").Single(block => block.StartsWith($"\n$ ./ledger {verb} ", StringComparison.Ordinal)).Trim('\n');
        var (command, printed) = (block[..block.IndexOf('\n')], block[(block.IndexOf('\n') + 1)..]);

        var run = await samples.Run(command.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2..]);

        run.ExitCode.ShouldBe(0, run.Errors);
        Lines(run.Output).ShouldBe(Lines(printed));
    }

    private static IReadOnlyList<string> Lines(string text) =>
        [.. Loaded().Replace(text.TrimEnd(), "").Split('\n').Select(line => line.TrimEnd())];

    [GeneratedRegex(@"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z|  by [^\n]+")]
    private static partial Regex Loaded();
}
