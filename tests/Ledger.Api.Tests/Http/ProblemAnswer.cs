using System.Net;
using System.Text.Json;

namespace Ledger.Api.Tests.Http;

/// <summary>An answer that must be problem details, and say nothing of the program's inside.</summary>
internal sealed record ProblemAnswer(HttpStatusCode Status, JsonElement Json)
{
    internal string Type => Json.GetProperty("type").GetString()!;

    internal string Detail => Json.GetProperty("detail").GetString()!;

    internal static async Task<ProblemAnswer> Of(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json", $"{response.StatusCode} {text}");
        text.ShouldNotContain("   at ");
        text.ShouldNotContain("Exception");
        var json = JsonDocument.Parse(text).RootElement;
        json.GetProperty("status").GetInt32().ShouldBe((int)response.StatusCode);
        json.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        json.GetProperty("type").GetString()!.ShouldStartWith("urn:ledger:problem:");
        return new(response.StatusCode, json);
    }

    internal static async Task<ProblemAnswer> Of(Task<HttpResponseMessage> response, HttpStatusCode status, string type)
    {
        var problem = await Of(await response);
        problem.Status.ShouldBe(status, problem.Json.ToString());
        problem.Type.ShouldBe($"urn:ledger:problem:{type}");
        return problem;
    }
}
