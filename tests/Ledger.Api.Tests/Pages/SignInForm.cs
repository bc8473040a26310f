using System.Text.RegularExpressions;

namespace Ledger.Api.Tests.Pages;

/// <summary>The form of <c>/sign-in</c> as a browser sends it: with the token that it was given with.</summary>
internal static partial class SignInForm
{
    internal static async Task<HttpResponseMessage> Send(HttpClient browser, params (string Name, string Value)[] fields)
    {
        var form = await browser.GetStringAsync("/sign-in", TestContext.Current.CancellationToken);
        using var body = new FormUrlEncodedContent(
        [
            KeyValuePair.Create("__RequestVerificationToken", Token().Match(form).Groups[1].Value),
            .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
        ]);
        return await browser.PostAsync("/sign-in", body, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
