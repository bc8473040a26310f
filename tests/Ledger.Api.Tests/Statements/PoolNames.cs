using System.Text.RegularExpressions;

namespace Ledger.Api.Tests.Statements;

/// <summary>Approved files are the same whichever code a test's pool was given.</summary>
internal static class PoolNames
{
    /// <summary>The text with a pool's code, and no part of an amount, replaced.</summary>
    internal static string Calling(this string text, TestPool pool, string code) =>
        Regex.Replace(text, $@"(?<![\d.]){pool.Code}(?![\d.])", code);
}
