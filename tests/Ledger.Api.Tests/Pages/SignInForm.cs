using System.Text.RegularExpressions;

namespace Ledger.Api.Tests.Pages;

/// <summary>The form of <c>/sign-in</c> as a browser sends it: with the token that it was given with.</summary>
internal static partial class SignInForm
{
    internal const string TokenField = "__RequestVerificationToken";

    internal static async Task<string> TokenOf(HttpClient browser, string path) =>
        Token().Match(await browser.GetStringAsync(path, TestContext.Current.CancellationToken)).Groups[1].Value;

    internal static async Task<HttpResponseMessage> Send(HttpClient browser, params (string Name, string Value)[] fields)
    {
        using var body = new FormUrlEncodedContent(
        [
            KeyValuePair.Create(TokenField, await TokenOf(browser, "/sign-in")),
            .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
        ]);
        return await browser.PostAsync("/sign-in", body, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
