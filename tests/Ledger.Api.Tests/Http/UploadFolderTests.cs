using System.Net.Http.Headers;
using System.Text;
using Ledger.Api.Identity;
using Ledger.Api.Tests.Hosting;
using Ledger.Domain;
using Ledger.Testing;
using NodaTime;

namespace Ledger.Api.Tests.Http;

/// <summary>What was sent to servers that are gone.</summary>
public sealed class UploadFolderTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_servers_uploads_are_swept_by_the_next_and_those_of_a_living_one_stay()
    {
        await using var temporary = new TemporaryHome();
        await using var ledger = await LedgerContext.Open(new(postgres.ConnectionString, false, "a test's"), Cancellation);
        var key = (await new ApiKeys(ledger.Database, SystemClock.Instance)
            .Make(null, Role.Officer, [PoolCode.Of("720595")], null, Cancellation)).Reveal();
        Dictionary<string, string> settings = new() { ["LEDGER_HOME"] = temporary.Home.Path };
        await using var killed = await ServingProcess.Start(postgres, settings);
        await Upload(killed.Client, key);
        var left = Folders(temporary).ShouldHaveSingleItem();
        await using var living = await ServingProcess.Start(postgres, settings);
        await Upload(living.Client, key);

        await killed.Signal("KILL");
        Folders(temporary).ShouldContain(left);
        await using var next = await ServingProcess.Start(postgres, settings);

        Folders(temporary).ShouldHaveSingleItem().ShouldNotBe(left);
        await living.End();
        Directory.EnumerateFileSystemEntries(Path.Combine(temporary.Home.Path, "uploads")).ShouldBeEmpty();
    }

    private static string[] Folders(TemporaryHome home) => Directory.GetDirectories(Path.Combine(home.Home.Path, "uploads"));

    private static async Task Upload(HttpClient client, string key)
    {
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using var rows = new StringContent("kind,document,fund,amount,date\nfund_opened,O-1,resident,,2027-01-01\n", Encoding.UTF8,
            MediaTypeHeaderValue.Parse("text/csv"));
        (await client.PostAsync("/api/v1/pools/720595/imports", rows, Cancellation)).IsSuccessStatusCode.ShouldBeTrue();
    }
}
