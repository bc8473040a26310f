using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Api.Http;

namespace Ledger.Api.Tests.Http;

public sealed class ApiDescriptionTests(ServedLedger served) : IClassFixture<ServedLedger>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A route, a parameter, a field or an error that changes shows here: programs rely on them.</summary>
    [Fact]
    public async Task The_description_is_the_approved_one() =>
        JsonSerializer.Serialize(await Description(), JsonOutput.Options)
            .ShouldMatchApproved(approval => approval.NoDiff().WithFileExtension("json"));

    [Fact]
    public async Task Every_problem_has_its_type_in_it()
    {
        var types = (await Description()).GetProperty("components").GetProperty("schemas").GetProperty("Problem")
            .GetProperty("properties").GetProperty("type").GetProperty("enum").EnumerateArray().Select(type => type.GetString()!).ToList();
        types.ShouldBe(ProblemType.All.Select(type => type.Uri));
        types.ShouldBeUnique();
    }

    [Fact]
    public async Task It_is_OpenAPI_3_1()
    {
        var description = await Description();
        description.GetProperty("openapi").GetString()!.ShouldStartWith("3.1.");
    }

    private async Task<JsonElement> Description() => JsonDocument.Parse(
        await served.Nobody.GetStringAsync("/openapi/v1.json", Cancellation)).RootElement;
}
