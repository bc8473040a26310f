using System.Net.Sockets;
using Npgsql;

namespace Ledger.Api.Database;

/// <summary>What went wrong with the database, as one line for a person.</summary>
public static class DatabaseErrors
{
    public static string Line(Exception problem) => problem switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword } => "the password is wrong",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } refused
            => $"{refused.MessageText}; create it first",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } refused
            => $"the database's disk is full ({refused.MessageText})",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections }
            => "the database has no connection left",
        PostgresException refused => $"{refused.MessageText} ({refused.SqlState})",
        NpgsqlException { InnerException: SocketException socket } => socket.SocketErrorCode switch
        {
            SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "no such host",
            SocketError.ConnectionRefused => "nothing listens there",
            _ => socket.Message,
        },
        // A server whose disk is full, or that is killed, goes away in the middle of a sentence.
        NpgsqlException { InnerException: IOException or EndOfStreamException }
            => "the server closed the connection; see ./ledger doctor and the server's log",
        NpgsqlException { InnerException: TimeoutException } or TimeoutException => "no answer in time",
        { InnerException: { } inner } => Line(inner),
        _ => problem.Message.ReplaceLineEndings(" "),
    };
}
