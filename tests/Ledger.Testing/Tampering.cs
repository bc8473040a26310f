namespace Ledger.Testing;

/// <summary>What someone does who owns the database and means to change what is recorded.</summary>
public static class Tampering
{
    /// <summary>The statement, with what keeps the log as it is switched off for it.</summary>
    public static string With(string sql) => $"begin; set local session_replication_role = replica; {sql}; commit";
}
