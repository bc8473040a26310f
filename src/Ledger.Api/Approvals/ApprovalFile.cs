using Ledger.Domain.Approvals;
using NodaTime;

namespace Ledger.Api.Approvals;

/// <summary>A request with what it holds and what was said of it.</summary>
/// <param name="Book">How far it is.</param>
/// <param name="Requested">What was asked for.</param>
/// <param name="Asked">When.</param>
/// <param name="Decisions">In order; none where the request is one of a list.</param>
public sealed record ApprovalFile(
    ApprovalBook Book, ApprovalRequested Requested, Instant Asked, IReadOnlyList<DecisionAnswer> Decisions);
