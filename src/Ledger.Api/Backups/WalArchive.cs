using System.Globalization;
using Ledger.Api.Database;

namespace Ledger.Api.Backups;

/// <summary>
/// The archive of the write-ahead log: PostgreSQL gives each file of it that is finished to a script in its data folder,
/// which puts it compressed into the folder of backups.
/// </summary>
internal static class WalArchive
{
    /// <summary>While it is in the data folder, files are archived (<see cref="ClusterSettings"/>).</summary>
    public const string ScriptFile = "archive-wal.sh";

    public const string RecoveryScriptFile = "restore-wal.sh";

    private const string Suffix = ".gz";
    private const string FolderMark = "# into ";

    /// <summary>16 MB, PostgreSQL's own choice, which the embedded server keeps.</summary>
    private const long SegmentBytes = 16 << 20;
    private const long SegmentsPerGroup = (1L << 32) / SegmentBytes;

    /// <summary>From now on what is written is archived into a folder.</summary>
    /// <returns>The folder into which it was archived until now; null where it was not, or the same.</returns>
    public static string? Begin(Cluster cluster, BackupFolder folder)
    {
        var path = Path.Combine(cluster.DataFolder, ScriptFile);
        var text = ArchivingScript(folder);
        var before = File.Exists(path) ? File.ReadAllText(path) : null;
        if (before == text) return null;
        ClusterSettings.Replace(cluster.User, path, text);
        return before?.Split('\n').FirstOrDefault(line => line.StartsWith(FolderMark, StringComparison.Ordinal))?[FolderMark.Length..];
    }

    /// <summary>A server that recovers in this folder takes the files from the archive, and archives none itself.</summary>
    public static void BeginRecovery(Cluster cluster, string dataFolder, BackupFolder folder)
    {
        File.Delete(Path.Combine(dataFolder, ScriptFile));
        ClusterSettings.Replace(cluster.User, Path.Combine(dataFolder, RecoveryScriptFile), RecoveryScript(folder));
    }

    public static void EndRecovery(string dataFolder) => File.Delete(Path.Combine(dataFolder, RecoveryScriptFile));

    /// <summary>The file in which a position such as 0/5000138 lies, as a number; at its end, not at the next one's beginning.</summary>
    public static long SegmentBefore(string position)
    {
        var parts = position.Split('/');
        return ((Hex(parts[0]) << 32 | Hex(parts[1])) - 1) / SegmentBytes;
    }

    public static string FileOf(BackupFolder folder, int timeline, long segment) => Path.Combine(folder.Wal,
        $"{timeline:X8}{segment / SegmentsPerGroup:X8}{segment % SegmentsPerGroup:X8}{Suffix}");

    /// <summary>The files of a timeline that are archived, from one on, in order.</summary>
    public static IReadOnlyList<long> Segments(BackupFolder folder, int timeline, long from)
    {
        const int nameLength = 24;
        return
        [
            .. Directory.EnumerateFiles(folder.Wal, $"{timeline:X8}*{Suffix}").Select(path => Path.GetFileNameWithoutExtension(path))
                .Where(name => name.Length == nameLength)
                .Select(name => (Hex(name[8..16]) * SegmentsPerGroup) + Hex(name[16..]))
                .Where(segment => segment >= from).Order(),
        ];
    }

    private static long Hex(string text) => long.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string ArchivingScript(BackupFolder folder) => $"""
        #!/bin/sh
        # Written by ./ledger backup. Puts a finished file of the write-ahead log, $1, into the archive under its name, $2:
        # whole, on disk, and never over another. PostgreSQL tries again what fails.
        {FolderMark}{folder.Wal.ReplaceLineEndings(" ")}
        set -eu
        to={Quoted(folder.Wal)}/$2
        if [ -e "$to{Suffix}" ]; then
            # The server ended before it knew that this one was done.
            gzip -dc "$to{Suffix}" | cmp -s - "$1" && exit 0
            echo "$to{Suffix} is there already and is another" >&2
            exit 1
        fi
        gzip -1nc "$1" >"$to.part"
        sync "$to.part"
        mv -n "$to.part" "$to{Suffix}"
        [ ! -e "$to.part" ]
        sync "$(dirname "$to")"

        """;

    // PostgreSQL takes a code up to 125 for the end of what is archived; a damaged file is not the end.
    private static string RecoveryScript(BackupFolder folder) => $"""
        #!/bin/sh
        from={Quoted(folder.Wal)}/$1{Suffix}
        [ -e "$from" ] || exit 1
        gzip -dc "$from" >"$2" || exit 200

        """;

    private static string Quoted(string path) => $"'{path.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
