namespace Ledger.Domain.Approvals;

/// <summary>The steps of review that a rule may ask for, in the order in which they are gone through.</summary>
public static class ApprovalSteps
{
    /// <summary>初审.</summary>
    public const string First = "first-review";

    /// <summary>复审.</summary>
    public const string Second = "second-review";

    /// <summary>稽核.</summary>
    public const string Audit = "audit";

    public static readonly IReadOnlyList<string> All = [First, Second, Audit];

    public static Wording NameOf(string step) => step switch
    {
        First => new("first review", "初审"),
        Second => new("second review", "复审"),
        Audit => new("audit", "稽核"),
        _ => new(step, step),
    };
}
