using System.Text;

namespace Ledger.Api.Database;

/// <summary>The file that the server writes what happens to it in.</summary>
internal static class ServerLog
{
    private const long KeptBytesMax = 16 << 20;
    private const int TailBytes = 64 << 10;

    public static long Length(Cluster cluster) =>
        File.Exists(cluster.LogFile) ? new FileInfo(cluster.LogFile).Length : 0;

    /// <summary>Begins a new file at a start when the old one is long; the one before is kept.</summary>
    public static void Trim(Cluster cluster)
    {
        if (Length(cluster) > KeptBytesMax)
            File.Move(cluster.LogFile, cluster.LogFile + ".1", overwrite: true);
    }

    /// <summary>
    /// The last thing the server died of since the file had that length; null when it says nothing.
    /// </summary>
    public static string? LastFatal(Cluster cluster, long since)
    {
        var line = Lines(cluster, since).LastOrDefault(text => text.Contains("FATAL:", StringComparison.Ordinal)
            || text.Contains("PANIC:", StringComparison.Ordinal));
        var start = line?.IndexOf("FATAL:", StringComparison.Ordinal) ?? 0;
        return line?[Math.Max(start, 0)..].Trim();
    }

    /// <summary>What follows some words where they stand for the last time since then; null when they do not.</summary>
    public static string? After(Cluster cluster, long since, string words) => Lines(cluster, since)
        .Where(text => text.Contains(words, StringComparison.Ordinal))
        .Select(text => text[(text.IndexOf(words, StringComparison.Ordinal) + words.Length)..].Trim())
        .LastOrDefault();

    private static string[] Lines(Cluster cluster, long since)
    {
        if (!File.Exists(cluster.LogFile)) return [];
        using var file = new FileStream(cluster.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(Math.Max(Math.Min(since, file.Length), file.Length - TailBytes), SeekOrigin.Begin);
        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd().Split('\n');
    }
}
