using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Domain;

namespace Ledger.Api.Exports.Iso21378;

/// <summary><c>manifest.json</c>: what the tables are of, and the rows, bytes, sums and SHA-256 of each.</summary>
internal static class Manifest
{
    public static async Task Write(ExportedBooks books, IEnumerable<TableTotals> tables, string folder,
        CancellationToken cancellationToken)
    {
        var manifest = new
        {
            Format = "iso21378-style",
            Version = 1,
            Pool = books.Pool.Text,
            PoolName = books.PoolName,
            books.Position,
            From = books.Months?.From.Iso(),
            To = books.Months?.To.Iso(),
            Currency = "CNY",
            Files = tables.OrderBy(table => table.Name, StringComparer.Ordinal),
        };
        await File.WriteAllTextAsync(Path.Combine(folder, "manifest.json"),
            JsonSerializer.Serialize(manifest, JsonOutput.Options) + "\n", cancellationToken);
    }
}
