namespace Ledger.Api.Database;

/// <summary>A database that answers.</summary>
/// <param name="ConnectionString">The owner's, for Npgsql; with the password, if the user gave one, so never to be
/// printed.</param>
/// <param name="Embedded">Whether the server is the ledger's own, in its home.</param>
/// <param name="Description">For people, without secrets.</param>
public sealed record DatabaseEndpoint(string ConnectionString, bool Embedded, string Description)
{
    /// <summary>
    /// A login of the application's own, which is not the owner's; null where the owner's connections take the
    /// application's role.
    /// </summary>
    public string? Application { get; init; }
}
