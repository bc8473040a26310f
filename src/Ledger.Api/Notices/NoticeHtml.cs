using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Ledger.Api.Notices;

/// <summary>The notice as one page: no script, nothing from elsewhere, and every word escaped.</summary>
internal static class NoticeHtml
{
    private static readonly HtmlEncoder _encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private const string Style = """
        body{max-width:44rem;margin:2rem auto;padding:0 1rem;font-family:sans-serif;line-height:1.6;color:#222;background:#fff}
        h1{font-size:1.4rem;text-align:center}h2{font-size:1.1rem;margin:1.6rem 0 .4rem}
        table{width:100%;border-collapse:collapse}th,td{border-bottom:1px solid #bbb;padding:.2rem .4rem}
        th{text-align:left;font-weight:normal}td{text-align:right;font-variant-numeric:tabular-nums}
        th.part{padding-left:2rem}p{color:#444}
        """;

    public static string Of(Notice notice)
    {
        var html = new StringBuilder();
        html.Append($"""
            <!DOCTYPE html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Escaped(notice.Title)}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <h1>{Escaped(notice.Title)}</h1>
            <p>{Escaped(NoticeText.Head(notice))}</p>

            """);
        foreach (var fund in notice.Funds) Append(html, fund);
        html.Append($"<p>{Escaped(NoticeText.Foot(notice))}</p>\n</body>\n</html>\n");
        return html.ToString();
    }

    private static void Append(StringBuilder html, FundNotice fund)
    {
        html.Append($"<h2>{Escaped(fund.Name)}</h2>\n<table>\n");
        foreach (var line in fund.Lines)
        {
            html.Append($"<tr><th scope=\"row\"{(line.IsPart ? " class=\"part\"" : "")}>{Escaped(line.Name)}</th>")
                .Append($"<td>{Escaped(line.Wan)}</td></tr>\n");
        }
        html.Append($"<tr><th scope=\"row\">可支付月数</th><td>{Escaped(NoticeText.Months(fund.Months))}</td></tr>\n</table>\n");
    }

    private static string Escaped(string text) => _encoder.Encode(text);
}
