using Ledger.Domain.Approvals;
using Ledger.Domain.Deciding;
using Ledger.Domain.Events;
using Ledger.Domain.Tests.Deciding;
using NodaTime;
using static Ledger.Domain.Tests.Deciding.Entries;

namespace Ledger.Domain.Tests.Approvals;

/// <summary>Rules of approval in one line, and decisions.</summary>
internal static class ApprovalEntries
{
    /// <summary>The day on which a scenario is sent unless it says otherwise, and the last one of a rule of thirty days.</summary>
    internal static readonly LocalDate Asked = new(2025, 3, 1);

    internal static readonly LocalDate Due = new(2025, 3, 31);

    /// <summary>What only a rule of approval refuses.</summary>
    internal static IEnumerable<Refusal> Refusals { get; } =
        Enum.GetValues<Refusal>().Where(refusal => refusal.ToString().StartsWith("Approval", StringComparison.Ordinal));

    /// <summary>What is waived of a clawback needs a first and a second review.</summary>
    internal static RuleBook TwoSteps { get; } = Ruled(Rule("clawback_waived", "first-review", "second-review"));

    /// <summary>The same with one step.</summary>
    internal static RuleBook OneStep { get; } = Ruled(Rule("clawback_waived", "first-review"));

    /// <summary>A fund with money, and a clawback of ten yuan of which four are given up.</summary>
    internal static FundEvent[] Owing => [Opened(), Opening(100_00), Ordered("O-1", "C-1", 10_00, bookedIn: 2025)];

    /// <summary>The number of the request that the first entry after <see cref="Owing"/> becomes.</summary>
    internal const string Request = "approval-4";

    internal static RuleBook Ruled(params string[] rules) => Repository.Rules with
    {
        Approvals = ApprovalRules.Parse($$"""{ "rules": [{{string.Join(',', rules)}}] }"""),
    };

    internal static string Rule(string kind, params string[] steps) => Rule(kind, "", steps);

    internal static string Rule(string kind, string more, string[] steps) => $$"""
        {
          "id": "{{kind}}-{{steps.Length}}", "kinds": ["{{kind}}"], {{more}}
          "steps": [{{string.Join(',', steps.Select(step => $"\"{step}\""))}}], "days": 30
        }
        """;

    internal static ApprovalDecided Approved(string by, string request = Request) =>
        Decided(by, ApprovalDecided.Approved, request);

    internal static ApprovalDecided Rejected(string by, string request = Request) =>
        Decided(by, ApprovalDecided.Rejected, request);

    internal static ApprovalExpired Expired(LocalDate day, string request = Request) =>
        ApprovalDecider.Expiry(DocumentId.Of(request), day);

    internal static ApprovalState? State(this Scenario scenario, string request = Request) =>
        scenario.Books.Approval(DocumentId.Of(request))?.State;

    private static ApprovalDecided Decided(string by, string verdict, string request) => new()
    {
        Document = DocumentId.Of(request), Original = DocumentId.Of(request), CashDate = Asked, By = by, Category = verdict,
    };
}
