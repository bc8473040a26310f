using Ledger.Api.CommandLine;
using Ledger.Api.Http;
using NodaTime;

namespace Ledger.Api.Pages.Imports;

/// <summary>An import as a page shows it: all of one moment.</summary>
/// <param name="Error">The one line of what ended it; null where nothing did.</param>
public sealed record ImportShown(ImportJobAnswer Job, ImportAsked Asked, Instant Begun, string? Error)
{
    /// <summary>What it is called: by its file, or by its number where that has no name.</summary>
    internal string Name => Asked.FileName ?? Job.Id;

    /// <summary>Bad rows, and nothing of the file is recorded for it.</summary>
    internal bool IsRefused => Job.Result is { Errors.Count: > 0, Accepted: 0 } && !Asked.SkipBad;

    internal string State => Job.State switch
    {
        "waiting" => UserLanguage.Say("waits for its turn", "排队中"),
        "running" => UserLanguage.Say("running", "进行中"),
        "done" when IsRefused => UserLanguage.Say("refused", "未通过"),
        "done" when Asked.DryRun => UserLanguage.Say("tried", "已试算"),
        "done" => UserLanguage.Say("done", "已完成"),
        _ => UserLanguage.Say("failed", "失败"),
    };

    /// <summary>The class of the tag that it has.</summary>
    internal string Tag => Job.State switch
    {
        "waiting" or "running" => "tag info",
        "done" => IsRefused ? "tag bad" : Job.Result!.Rejected > 0 ? "tag warn" : "tag good",
        _ => "tag bad",
    };

    internal static ImportShown Of(ImportJob job)
    {
        // What it came to is read before how far it is: in between it may end, and never begin again.
        var error = job.Outcome?.Error;
        return new(job.Answer, job.Asked, job.Begun, error is null ? null : Problems.DetailOf(error));
    }
}
