using System.Diagnostics;
using System.Globalization;
using Ledger.Testing;

namespace Ledger.Api.Tests.Sheets;

/// <summary>The words of a PDF file, as another program reads them; a form feed ends a page.</summary>
internal static class PdfText
{
    public static async Task<string> Of(string path)
    {
        var run = await ProcessRun.Finish(ProcessRun.Start(new ProcessStartInfo("/usr/bin/pdftotext", ["-raw", path, "-"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        }));
        run.ExitCode.ShouldBe(0, run.Errors);
        run.Errors.ShouldBeEmpty();
        return run.Output;
    }

    /// <summary>1234.50 is printed as 1,234.50.</summary>
    public static string Shown(string number) => decimal.Parse(number, CultureInfo.InvariantCulture).ToString("N2", CultureInfo.InvariantCulture);

    /// <summary>0.9876 is printed as 98.76%.</summary>
    public static string ShownAsShare(string number) =>
        (decimal.Parse(number, CultureInfo.InvariantCulture) * 100).ToString("0.00", CultureInfo.InvariantCulture) + "%";
}
