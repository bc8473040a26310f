using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.Api.Privacy;

namespace Ledger.Api.Tests.Privacy;

public sealed class PersonTokensTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ledger-keys-");

    private LedgerHome Home => new(_folder.FullName);

    private string KeyPath => Path.Combine(_folder.FullName, "keys", "person.key");

    [Fact]
    public void A_person_has_one_reference_and_another_person_another()
    {
        var tokens = PersonTokens.Under(new byte[PersonTokens.KeyBytes]);
        tokens.Of("330825199001011234").ShouldBe(tokens.Of("330825199001011234"));
        tokens.Of("330825199001011234").ShouldNotBe(tokens.Of("330825199001011235"));
    }

    [Fact]
    public void The_reference_is_the_keyed_hash_of_the_number_as_the_format_says() =>
        // HMAC-SHA256 under 32 zero bytes, its first 18 bytes in base64url; worked out apart from this program.
        PersonTokens.Under(new byte[PersonTokens.KeyBytes]).Of("P1").Text.ShouldBe("LwrovxDDInhchH-mSc98K0U4");

    [Fact]
    public void Under_another_key_the_person_is_another() =>
        PersonTokens.Under(new byte[PersonTokens.KeyBytes]).Of("P1")
            .ShouldNotBe(PersonTokens.Under([1, .. new byte[PersonTokens.KeyBytes - 1]]).Of("P1"));

    [Fact]
    public void The_key_is_made_once_and_for_its_owner_only()
    {
        var made = new List<string>();
        var first = PersonTokens.Open(Home, made.Add).Of("P1");
        PersonTokens.Open(Home, made.Add).Of("P1").ShouldBe(first);
        made.ShouldBe([KeyPath]);
        new FileInfo(KeyPath).Length.ShouldBe(PersonTokens.KeyBytes);
        File.GetUnixFileMode(KeyPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(Path.GetDirectoryName(KeyPath)!).ShouldBe([KeyPath]);
    }

    [Fact]
    public async Task Of_many_that_make_the_key_at_once_all_use_the_same()
    {
        // One home is a race that is hardly ever lost.
        for (var round = 0; round < 40; round++)
        {
            var home = new LedgerHome(Path.Combine(_folder.FullName, $"{round}"));
            var made = 0;
            var references = new string[8];
            using var start = new Barrier(references.Length);
            await Task.WhenAll(references.Select((_, index) => Task.Factory.StartNew(() =>
            {
                start.SignalAndWait();
                references[index] = PersonTokens.Open(home, _ => Interlocked.Increment(ref made)).Of("P1").Text;
            }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            made.ShouldBe(1);
            references.ShouldAllBe(reference => reference == references[0]);
        }
    }

    [Fact]
    public void A_key_that_others_may_read_is_refused()
    {
        PersonTokens.Open(Home, _ => { });
        File.SetUnixFileMode(KeyPath, File.GetUnixFileMode(KeyPath) | UnixFileMode.GroupRead);
        Should.Throw<UserError>(() => PersonTokens.Open(Home, _ => { }))
            .Message.ShouldBe($"{KeyPath} is open to other users; run chmod 600 on it");
    }

    [Fact]
    public void A_key_of_another_length_is_refused_and_not_made_anew()
    {
        PersonTokens.Open(Home, _ => { });
        File.WriteAllBytes(KeyPath, new byte[PersonTokens.KeyBytes - 1]);
        Should.Throw<UserError>(() => PersonTokens.Open(Home, _ => { })).Message.ShouldEndWith("put the copy of it back");
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
