using Ledger.Api.CommandLine;
using System.Text;
using Ledger.Api.Publications;
using Ledger.Domain;

namespace Ledger.Api.Notices;

/// <summary>The notice as a publication file, which <c>tieout</c> checks as it checks anybody's.</summary>
internal static class NoticePublication
{
    public static string Of(Notice notice)
    {
        var text = new StringBuilder(PublicationHeader.Columns + "\n");
        foreach (var fund in notice.Funds)
        {
            foreach (var line in fund.Lines) Append(fund, line.Line, line.Wan, "wan");
            if (fund.Months.Figure is { } months) Append(fund, "months", months, "months");
        }
        return text.ToString();

        void Append(FundNotice fund, string line, string amount, string unit) => text.Append(string.Join(',',
            CsvText.Cell(notice.Title), notice.Pool.Text, fund.Fund.Text, notice.From.Iso(), notice.To.Iso(), line, "part",
            amount, unit)).Append('\n');
    }
}
