using System.Net;
using System.Text.Json;
using Ledger.Api.CommandLine;
using Ledger.Api.Identity;
using Ledger.Api.Proofs;
using Ledger.EventStore.Proofs;

namespace Ledger.Api.Tests.Http;

/// <summary>Proofs over HTTP hold against a root that was known before, and say of an event no more than one may read.</summary>
public sealed class ProofRoutesTests(ServedLedger served) : IClassFixture<ServedLedger>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_is_proved_against_the_root_and_only_who_may_read_events_is_given_it()
    {
        var auditor = await served.As(Role.Auditor);
        var log = await Json<JsonElement>(await auditor.Get($"{ServedLedger.Longyou}/checkpoints"));
        var proof = await Json<ProofFile>(await auditor.Get($"{ServedLedger.Longyou}/proofs/3"));

        proof.Root.ShouldBe(log.GetProperty("root").GetString());
        proof.Size.ShouldBe(log.GetProperty("size").GetInt64());
        proof.Event!["seq_id"].ShouldBe("3");
        ProofCheck.Run(proof, []).ShouldBeEmpty();

        var regulators = await Json<ProofFile>(await (await served.As(Role.Regulator)).Get($"{ServedLedger.Longyou}/proofs/3"));
        regulators.Event.ShouldBeNull();
        regulators.Leaf.ShouldBe(proof.Leaf);
        ProofCheck.Run(regulators, []).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_earlier_log_is_proved_to_be_the_beginning_of_this_one()
    {
        var auditor = await served.As(Role.Auditor);
        var earlier = await Json<ProofFile>(await auditor.Get($"{ServedLedger.Longyou}/proofs/1?size=4"));
        var proof = await Json<ProofFile>(await auditor.Get($"{ServedLedger.Longyou}/consistency?from=4"));

        proof.FromRoot.ShouldBe(earlier.Root);
        ProofCheck.Run(proof, []).ShouldBeEmpty();
        MerkleProof.Extends(4, Convert.FromHexString(earlier.Root), proof.Size, Convert.FromHexString(proof.Root),
            [.. proof.Path.Select(Convert.FromHexString)]).ShouldBeTrue();
    }

    [Theory]
    [InlineData("proofs/0")]
    [InlineData("proofs/99999999")]
    [InlineData("proofs/3?size=2")]
    [InlineData("proofs/3?size=99999999")]
    [InlineData("consistency?from=99999999")]
    [InlineData("consistency?from=3&to=2")]
    public async Task What_the_log_does_not_have_is_not_found(string path) => await ProblemAnswer.Of(
        (await served.As(Role.Auditor)).Get($"{ServedLedger.Longyou}/{path}"), HttpStatusCode.NotFound, "not-found");

    private static async Task<T> Json<T>(HttpResponseMessage response)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonSerializer.Deserialize<T>(await response.Content.ReadAsStringAsync(Cancellation), JsonOutput.Options)!;
    }
}
