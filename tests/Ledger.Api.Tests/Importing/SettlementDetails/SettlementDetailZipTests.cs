using System.IO.Compression;
using System.Text;
using Ledger.Api.Importing;
using Ledger.Api.Importing.SettlementDetails;
using static Ledger.Api.Tests.Importing.SettlementDetails.Details;

namespace Ledger.Api.Tests.Importing.SettlementDetails;

/// <summary>A settlement detail in a ZIP: what is unpacked, and what is refused before it costs anything.</summary>
public sealed class SettlementDetailZipTests
{
    private const int FlagsOffset = 6;
    private const int CentralFlagsOffset = 8;

    private static readonly string _one = Text(Line("S-1", "P1", "2.00", "1.00"));
    private static readonly string _two = Text(Header, Line("S-2", "P2", "2.00", "1.00"));

    [Fact]
    public void One_text_is_read_under_the_name_of_the_file()
    {
        var row = Read(Zip(_one)).ShouldHaveSingleItem();
        (row.File, row.Line).ShouldBe(("file", 1));
    }

    [Fact]
    public void Several_texts_are_read_in_order_and_called_by_number()
    {
        var rows = Read(Zip(_one, _two));
        rows.Documents().ShouldBe(["S-1", "S-2"]);
        rows.Select(row => (row.File, row.Line)).ShouldBe([("file#1", 1), ("file#2", 2)]);
    }

    [Fact]
    public void A_refund_finds_its_settlement_in_another_text_of_the_ZIP() =>
        Read(Zip(Text(Line("S-1", "P1", "-2.00", "-1.00")), _one)).Select(row => row.File).ShouldBe(["file#2", "file#1"]);

    [Fact]
    public void A_ZIP_of_nothing_is_refused() => Refusal(Zip(Array.Empty<string>())).Reason.ShouldBe("is a ZIP without a text in it");

    [Fact]
    public void A_ZIP_that_is_cut_off_is_refused() =>
        Refusal(Zip(_one)[..^10]).Reason.ShouldStartWith("is a ZIP that cannot be unpacked");

    [Fact]
    public void A_ZIP_with_a_changed_byte_of_its_text_is_refused()
    {
        var text = Encoding.UTF8.GetBytes(_one);
        var whole = Zip(CompressionLevel.NoCompression, text);
        var start = whole.AsSpan().IndexOf(text);
        Enumerable.Range(start, text.Length).Where(index =>
        {
            var bytes = (byte[])whole.Clone();
            bytes[index] ^= 1;
            return IsTaken(bytes);
        }).ShouldBeEmpty();
        IsTaken(whole).ShouldBeTrue();
    }

    [Fact]
    public void An_encrypted_ZIP_is_refused()
    {
        var bytes = Zip(_one);
        bytes[FlagsOffset] |= 1;
        bytes[bytes.AsSpan().IndexOf("PK\u0001\u0002"u8) + CentralFlagsOffset] |= 1;
        Refusal(bytes).Reason.ShouldStartWith("is encrypted");
    }

    [Fact]
    public void A_text_that_shrinks_as_no_settlement_detail_does_is_refused()
    {
        var bomb = new byte[8 * 1024 * 1024];
        bomb.AsSpan().Fill((byte)'\n');
        Refusal(Zip(bomb)).Reason.ShouldStartWith("is more than 200 times larger unpacked than packed");
    }

    [Fact]
    public void A_text_beyond_the_size_limit_is_refused_whatever_the_archive_says_of_its_size()
    {
        var limits = SettlementDetailLimits.Default with { EntryBytesMax = _one.Length - 1 };
        Refusal(Zip(_one), limits).Reason.ShouldBe(
            $"is larger than {_one.Length - 1} bytes when unpacked, the limit of a text in a ZIP");
        Read(Zip(_one), limits with { EntryBytesMax = _one.Length }).ShouldHaveSingleItem();
    }

    [Fact]
    public void More_texts_than_the_limit_are_refused()
    {
        var limits = SettlementDetailLimits.Default with { EntriesMax = 2 };
        Refusal(Zip(_one, _one, _one), limits).Reason.ShouldBe("has 3 texts in it; the limit of a ZIP is 2");
        Read(Zip(_one, _one), limits).Count.ShouldBe(2);
    }

    [Fact]
    public void A_long_line_in_a_ZIP_is_refused_too()
    {
        var error = Refusal(Zip(Encoding.UTF8.GetBytes("x\n" + new string('x', 70_000))));
        (error.Line, error.Reason).ShouldBe((2, "is longer than 65536 bytes, the limit of a line"));
    }

    [Fact]
    public void A_ZIP_in_a_ZIP_is_no_text() => Refusal(Zip(Zip(_one))).Reason.ShouldStartWith("is not UTF-8 text");

    private static bool IsTaken(byte[] bytes)
    {
        try
        {
            return Read(bytes).Count > 0;
        }
        catch (ImportRefusedException)
        {
            return false;
        }
    }
}
