namespace Ledger.Api.Database;

/// <summary>A database that answers.</summary>
/// <param name="ConnectionString">For Npgsql; with the password, if the user gave one, so never to be
/// printed.</param>
/// <param name="Embedded">Whether the server is the ledger's own, in its home.</param>
/// <param name="Description">For people, without secrets.</param>
public sealed record DatabaseEndpoint(string ConnectionString, bool Embedded, string Description);
