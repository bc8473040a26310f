using NodaTime;

namespace Ledger.Domain.Reconciling;

/// <summary>What became of a difference.</summary>
/// <param name="Assignee">Who is to clear it up; null where nobody was named.</param>
/// <param name="ClosedFor">Why it was closed; null while it is open.</param>
public sealed record DifferenceState(string? Assignee, string? ClosedFor)
{
    public static readonly DifferenceState Untouched = new(null, null);
}

/// <summary>A party's signature, and who recorded it when.</summary>
public sealed record PartySignature(string Party, SignedReconciliation Content, long Position, string Actor, Instant Recorded);

/// <summary>Decisions about differences and signatures, a fold of their events in order; the last word counts.</summary>
public sealed class ReconciliationDecisions
{
    private readonly Dictionary<string, DifferenceState> _differences = new(StringComparer.Ordinal);
    private readonly List<PartySignature> _signatures = [];

    public IReadOnlyList<PartySignature> Signatures => _signatures;

    public DifferenceState Of(string id) => _differences.GetValueOrDefault(id, DifferenceState.Untouched);

    public void Add(ReconciliationSigned decision, long position, string actor, Instant recorded)
    {
        if (decision.Reconciled is { } content)
            _signatures.Add(new(decision.Counterparty!, content, position, actor, recorded));
        if (decision.Difference is not { } difference) return;
        var before = Of(difference.Id);
        _differences[difference.Id] = decision.Category switch
        {
            ReconciliationSigned.Assigned => before with { Assignee = decision.Counterparty },
            ReconciliationSigned.Closed => before with { ClosedFor = decision.Reason },
            _ => before with { ClosedFor = null },
        };
    }
}
