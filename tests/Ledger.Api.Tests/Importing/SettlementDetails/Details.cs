using System.IO.Compression;
using System.Text;
using Ledger.Api.Importing;
using Ledger.Api.Importing.SettlementDetails;
using Ledger.Api.Privacy;
using Ledger.Domain;
using Ledger.Domain.Funds;
using Ledger.Testing;
using NodaTime;

namespace Ledger.Api.Tests.Importing.SettlementDetails;

/// <summary>Lines of a settlement detail 3202, files of them, and what is read from such a file.</summary>
internal static class Details
{
    public const string Hospital = "H33082500001";
    public const string Header =
        "setl_id\tmdtrt_id\tpsn_no\tmedfee_sumamt\tfund_pay_sumamt\tacct_pay\trefd_setl_flag\texp_content";

    public static readonly PersonTokens Persons = PersonTokens.Under(new byte[PersonTokens.KeyBytes]);

    public static readonly SettlementDetailOptions Options = new(InstitutionCode.Of(Hospital), FundCode.Of("resident"),
        PersonalFund: null, new LocalDate(2027, 3, 1), new LocalDate(2027, 3, 31), "other");

    public static readonly SettlementDetailOptions WithAccounts =
        Options with { PersonalFund = FundCode.Of("employee-personal") };

    private static readonly FundCatalogue _funds = FundCatalogue.Parse(
        File.ReadAllText(Repository.Path("data", "funds.json")));

    public static string Line(string settlement, string person, string bill, string fund, string account = "0.00") =>
        $"{settlement}\tV-1\t{person}\t{bill}\t{fund}\t{account}\t0\tnull";

    public static string Text(params string[] lines) => string.Concat(lines.Select(line => line + "\n"));

    public static byte[] Zip(params string[] texts) => Zip([.. texts.Select(Encoding.UTF8.GetBytes)]);

    public static byte[] Zip(params byte[][] texts) => Zip(CompressionLevel.Optimal, texts);

    public static byte[] Zip(CompressionLevel level, params byte[][] texts)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var index = 0; index < texts.Length; index++)
            {
                // A path that leads out of any folder: it must never be used.
                using var entry = archive.CreateEntry($"../../up/{index}.txt", level).Open();
                entry.Write(texts[index]);
            }
        }
        return bytes.ToArray();
    }

    /// <summary>The rows of a file of these bytes, without a database.</summary>
    public static IReadOnlyList<ImportRow> Read(byte[] bytes, SettlementDetailLimits? limits = null)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            var file = SettlementDetailFile.Open(path, Options, Persons, limits);
            return [.. file.Read(_funds, keepRaw: true).Select(row => row with { File = NameOf(row.File, path) })];
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static IReadOnlyList<ImportRow> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    /// <summary>Why a file of these bytes cannot be taken at all.</summary>
    public static ImportError Refusal(byte[] bytes, SettlementDetailLimits? limits = null) =>
        Should.Throw<ImportRefusedException>(() => Read(bytes, limits)).Error;

    public static IReadOnlyList<string> Documents(this IEnumerable<ImportRow> rows) =>
        [.. rows.SelectMany(row => row.Entries).Select(entry => entry.Document.Text)];

    private static string NameOf(string file, string path) => file.Replace(path, "file", StringComparison.Ordinal);
}
