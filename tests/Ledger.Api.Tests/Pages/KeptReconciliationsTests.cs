using System.Text;
using Ledger.Api.CommandLine;
using Ledger.Api.Database;
using Ledger.Api.Pages.Reconciliations;
using Ledger.Api.Reconciling;
using Ledger.Domain;
using Ledger.Testing;
using NodaTime;

namespace Ledger.Api.Tests.Pages;

/// <summary>Files that were sent to be reconciled: how long they are kept, and that nothing is left of the others.</summary>
public sealed class KeptReconciliationsTests : IDisposable
{
    private const UnixFileMode OwnersFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly PoolCode _pool = PoolCode.Of("330998");

    private readonly TemporaryFolder _folder = new();
    private readonly KeptReconciliations _kept;

    public KeptReconciliationsTests() => _kept = new(new LedgerHome(_folder.Path));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Uploads => Path.Combine(_folder.Path, "uploads");

    public void Dispose()
    {
        _kept.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_oldest_of_one_too_many_is_forgotten_with_its_files()
    {
        var first = await Keep();
        for (var more = 1; more < KeptReconciliations.KeptMax; more++) await Keep();
        Find(first).ShouldBeTrue();
        Folders().Length.ShouldBe(KeptReconciliations.KeptMax);

        var last = await Keep();

        Find(first).ShouldBeFalse();
        Find(last).ShouldBeTrue();
        _kept.Of(_pool).Count.ShouldBe(KeptReconciliations.KeptMax);
        _kept.Of(_pool)[0].Id.ShouldBe(last);
        Folders().Length.ShouldBe(KeptReconciliations.KeptMax);
        Folders().ShouldNotContain(folder => folder.EndsWith(first, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_that_somebody_works_with_stay_until_the_end_of_it()
    {
        var first = await Keep();
        var used = _kept.Use(_pool, first);
        for (var more = 0; more < KeptReconciliations.KeptMax; more++) await Keep();
        Find(first).ShouldBeFalse();
        Folders().ShouldContain(folder => folder.EndsWith(first, StringComparison.Ordinal));

        used.Dispose();

        Folders().ShouldNotContain(folder => folder.EndsWith(first, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_pool_has_none_of_them()
    {
        var id = await Keep();
        var other = PoolCode.Of("330997");
        _kept.Of(other).ShouldBeEmpty();
        Should.Throw<NotThereError>(() => _kept.Use(other, id)).Message.ShouldContain("send the files again");
        Find(id).ShouldBeTrue();
    }

    [Fact]
    public async Task They_are_closed_to_others_and_go_with_the_server()
    {
        await Keep();
        var file = Directory.GetFiles(Uploads, "bank.csv", SearchOption.AllDirectories).ShouldHaveSingleItem();
        File.GetUnixFileMode(file).ShouldBe(OwnersFile);
        File.GetUnixFileMode(Folders().Single()).ShouldBe(OwnersFolder);
        File.GetUnixFileMode(Uploads).ShouldBe(OwnersFolder);

        _kept.Dispose();

        Directory.EnumerateFileSystemEntries(Uploads).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_not_kept_leaves_nothing()
    {
        using (var sent = _kept.Receive())
        {
            await Add(sent, SourceFiles.Bank);
            Folders().ShouldHaveSingleItem();
        }
        Folders().ShouldBeEmpty();
    }

    [Fact]
    public async Task Files_of_one_name_lie_beside_each_other_and_are_read_in_order()
    {
        using var sent = _kept.Receive();
        await Add(sent, SourceFiles.Tax, "of the tax office");
        await Add(sent, SourceFiles.Bank, "one");
        await Add(sent, SourceFiles.Bank, "two");
        sent.Names.ShouldBe([("bank", "bank.csv"), ("bank", "bank.csv"), ("tax", "bank.csv")]);
        var files = sent.Files(null, null);
        files.Sources.ShouldBe(["bank", "tax"]);
        files.Of("bank").Select(File.ReadAllText).ShouldBe(["one", "two"]);
        files.Only("tax").Sources.ShouldBe(["tax"]);
        sent.Shown($"{files.Of("bank")[1]}:3: bad").ShouldBe("bank.csv:3: bad");
    }

    [Fact]
    public async Task Half_a_character_in_a_name_is_a_whole_one()
    {
        using var sent = _kept.Receive();
        using var content = new MemoryStream("x"u8.ToArray());
        await sent.Add(new(SourceFiles.Bank, "\udc00三月.csv", content), Cancellation);
        sent.Names.ShouldHaveSingleItem().Name.ShouldBe("\ufffd三月.csv");
        sent.Files(null, null).Of(SourceFiles.Bank).ShouldHaveSingleItem().ShouldSatisfyAllConditions(path => File.Exists(path).ShouldBeTrue());
    }

    [Fact]
    public async Task A_file_too_many_or_of_no_source_is_refused()
    {
        using var sent = _kept.Receive();
        for (var file = 0; file < SentFiles.FilesMax; file++) await Add(sent, SourceFiles.Bank);
        (await Should.ThrowAsync<UserError>(() => Add(sent, SourceFiles.Bank))).Message.ShouldContain($"{SentFiles.FilesMax}");
        await Should.ThrowAsync<UserError>(() => Add(sent, "bank2"));
    }

    private async Task<string> Keep()
    {
        using var sent = _kept.Receive();
        await Add(sent, SourceFiles.Bank);
        var month = new LocalDate(2025, 3, 1);
        return _kept.Keep(sent, new(new(_pool, new(month, month, 3), null, [], null, null), null, null), "somebody").Id;
    }

    private static async Task Add(SentFiles sent, string source, string text = "x")
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await sent.Add(new(source, "bank.csv", content), Cancellation);
    }

    private bool Find(string id)
    {
        try
        {
            _kept.Use(_pool, id).Dispose();
            return true;
        }
        catch (NotThereError)
        {
            return false;
        }
    }

    // One for each that was received; the folder around them is the server's.
    private string[] Folders() => [.. Directory.GetDirectories(Uploads).SelectMany(Directory.GetDirectories)];
}
