using Ledger.Domain.Events;

namespace Ledger.Api.Recording;

/// <summary>Rows that stand or fall together, and who sends them.</summary>
/// <param name="Causation">What brought them: an import or a request.</param>
public sealed record Submission(IReadOnlyList<FundEvent> Rows, string Actor, string? Causation);
