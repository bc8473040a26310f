using Ledger.Api.CommandLine;
using Npgsql;

namespace Ledger.Api.Database;

/// <summary>
/// A server that someone else keeps, named by <c>LEDGER_DB</c>: the connection of the owner. <c>LEDGER_DB_APP</c> names the
/// same server with a login of the application's own; a host that has only that cannot change what is recorded.
/// </summary>
internal static class ExternalDatabase
{
    public const string Variable = "LEDGER_DB";
    public const string ApplicationVariable = "LEDGER_DB_APP";

    private const string Example = "Host=db.example;Database=ledger;Username=ledger";

    /// <summary>What the variables hold, the owner's before the application's; null when both are unset or empty.</summary>
    public static string? Named => Value(Variable) ?? Value(ApplicationVariable);

    /// <summary>The variable whose value that is.</summary>
    public static string NamedBy => IsApplicationOnly ? ApplicationVariable : Variable;

    /// <summary>Whether nobody said how to connect as the owner.</summary>
    public static bool IsApplicationOnly => Value(Variable) is null && Value(ApplicationVariable) is not null;

    public static async Task<DatabaseEndpoint> Connect(string named, CancellationToken cancellationToken)
    {
        var settings = Parse(named, NamedBy);
        var application = Value(ApplicationVariable) is { } own ? Parse(own, ApplicationVariable).ConnectionString : null;
        try
        {
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            if (connection.PostgreSqlVersion.Major < PostgresPrograms.OldestMajor)
                throw new UserError($"{Variable} names a PostgreSQL {connection.PostgreSqlVersion}; the "
                    + $"ledger needs {PostgresPrograms.OldestMajor} or newer");
            return new DatabaseEndpoint(settings.ConnectionString, false, Describe(settings)) { Application = application };
        }
        catch (Exception problem) when (problem is NpgsqlException or TimeoutException or ArgumentException)
        {
            var line = DatabaseErrors.Line(problem);
            throw new UserError($"cannot use {NamedBy} ({Describe(settings)}): {line}");
        }
    }

    /// <summary>
    /// Checks the spelling only. The message never repeats what was written, since it may hold a password.
    /// </summary>
    public static NpgsqlConnectionStringBuilder Parse(string named, string variable)
    {
        if (named.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
            || named.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase))
            throw new UserError($"{variable} is a URL; write it as \"{Example}\"");
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(named);
            return settings.Host is { Length: > 0 } ? settings
                : throw new UserError($"{variable} names no Host; write it as \"{Example}\"");
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException
            or KeyNotFoundException or InvalidCastException or OverflowException)
        {
            throw new UserError($"{variable} is not a connection string; write it as \"{Example}\"");
        }
    }

    /// <summary>The same without anything secret.</summary>
    public static string WithoutSecrets(NpgsqlConnectionStringBuilder settings)
    {
        var shown = new NpgsqlConnectionStringBuilder(settings.ConnectionString);
        shown.Remove(nameof(shown.Password));
        shown.Remove("SSL Password");
        return shown.ConnectionString;
    }

    private static string? Value(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named ? named : null;

    private static string Describe(NpgsqlConnectionStringBuilder settings) =>
        $"{settings.Host}:{settings.Port}/{settings.Database ?? settings.Username} "
        + $"as {settings.Username ?? "this user"}";
}
