namespace Ledger.Api.CommandLine;

/// <summary>
/// Something the person at the keyboard can mend: wrong usage, a missing file, a server that is down. The
/// message is the one line that says what to do; it is printed on standard error and the verb ends with <see
/// cref="ExitCode"/>.
/// </summary>
public class UserError(string message, int exitCode = ExitCodes.Usage) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>What was asked for by name is not there: a pool, a fund. Over HTTP it is a 404.</summary>
public class NotThereError(string message) : UserError(message);
