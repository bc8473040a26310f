namespace Ledger.Api.Http;

/// <summary>How much one request may ask for. Each limit is named in docs/http.md.</summary>
public static class RequestLimits
{
    /// <summary>Bytes of a body, but that of an import.</summary>
    public const int BodyBytes = 1024 * 1024;

    /// <summary>Bytes of the file of an import.</summary>
    public const long ImportBytes = 4L * 1024 * 1024 * 1024;

    /// <summary>Bytes of the files that are sent to be reconciled, all together.</summary>
    public const long ReconciliationBytes = 32L * 1024 * 1024;

    /// <summary>Depth of the JSON of a body: a list of entries is two deep.</summary>
    public const int Depth = 4;

    /// <summary>Entries of one voucher.</summary>
    public const int EntriesMax = 500;

    /// <summary>Events of a page.</summary>
    public const int PageMax = 1_000;

    /// <summary>Events of a page where the request does not say.</summary>
    public const int PageDefault = 100;

    /// <summary>Events of the log that a page of those behind a figure goes through; a page may be short, or empty, for it.</summary>
    public const int TracedPerPage = 500_000;

    /// <summary>Requests of one caller at once.</summary>
    public const int AtOnce = 256;

    /// <summary>Time of a request, but of one that streams.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(60);

    /// <summary>Time for which a reader waits for a position at most.</summary>
    public static readonly TimeSpan WaitForPosition = TimeSpan.FromSeconds(10);

    /// <summary>Time for which an upload waits to be recorded, unless it says less; then there is a job to ask for.</summary>
    public static readonly TimeSpan WaitForImport = TimeSpan.FromSeconds(30);
}
