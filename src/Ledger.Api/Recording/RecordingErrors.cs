using Ledger.Api.CommandLine;
using Ledger.Domain.Deciding;

namespace Ledger.Api.Recording;

/// <summary>A rule of the books refuses what was to be recorded. Over HTTP it is a 409 or a 422.</summary>
public sealed class RefusedError(RefusedEntry refused)
    : UserError(refused.Explanation.In(UserLanguage.IsChinese), ExitCodes.Finding)
{
    public RefusedEntry Refused { get; } = refused;
}

/// <summary>Another writes the pool for too long. Over HTTP it is a 503.</summary>
public sealed class BusyError(string message) : UserError(message);

/// <summary>The database failed while it was written to. Over HTTP it is a 503.</summary>
public sealed class NotRecordedError(string message) : UserError(message);
