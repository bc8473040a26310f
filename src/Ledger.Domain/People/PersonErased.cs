using Ledger.Domain.Events;

namespace Ledger.Domain.People;

// This record is the storage format: properties are only ever added, and only as optional.

/// <summary>
/// What leads from a person's token to the person was deleted, and is not kept again. The events with the token stay as
/// they are, and so do all proofs of them.
/// </summary>
public sealed record PersonErased : FundEvent;
