using System.Text;
using static Ledger.Api.Tests.Importing.SettlementDetails.Details;

namespace Ledger.Api.Tests.Importing.SettlementDetails;

/// <summary>A settlement detail as a text: its header, its line ends, and the order of what is read.</summary>
public sealed class SettlementDetailFileTests
{
    private static readonly string _one = Line("S-1", "P1", "2.00", "1.00");
    private static readonly string _two = Line("S-2", "P2", "2.00", "1.00");

    [Theory]
    [InlineData("")]
    [InlineData(Header + "\n")]
    [InlineData("\uFEFF" + Header + "\r\n")]
    public void A_header_may_be_there_or_not(string header)
    {
        var rows = Read(header + _one + "\r\n" + _two);
        rows.Documents().ShouldBe(["S-1", "S-2"]);
        rows[0].Line.ShouldBe(header.Length == 0 ? 1 : 2);
    }

    [Theory]
    [InlineData("setl_id\tpsn_no")]
    [InlineData("mdtrt_id\tsetl_id\tpsn_no\tmedfee_sumamt\tfund_pay_sumamt\tacct_pay\trefd_setl_flag\texp_content")]
    [InlineData(Header + "\trefused_because")]
    public void Another_header_is_refused(string header)
    {
        var error = Refusal(Encoding.UTF8.GetBytes(Text(header, _one)));
        error.Line.ShouldBe(1);
        error.Reason.ShouldStartWith("the header must have exactly these columns: setl_id, mdtrt_id, psn_no");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData(Header + "\n")]
    public void A_file_without_lines_is_refused(string text) =>
        Refusal(Encoding.UTF8.GetBytes(text)).Reason.ShouldBe("has no settlement lines");

    [Fact]
    public void A_file_that_is_no_UTF_8_is_refused_and_the_line_named()
    {
        var error = Refusal([.. Encoding.UTF8.GetBytes(_one + "\n"), 0xBD, 0xE1, 0xCB, 0xE3]);
        error.Line.ShouldBe(2);
        error.Reason.ShouldStartWith("is not UTF-8 text");
    }

    [Fact]
    public void A_line_beyond_the_limit_is_refused_by_its_name()
    {
        var error = Refusal(Encoding.UTF8.GetBytes(Text(_one, _two + new string('x', 64 * 1024))));
        error.Line.ShouldBe(2);
        error.Reason.ShouldBe("is longer than 65536 bytes, the limit of a line");
    }

    [Fact]
    public void Refunds_come_after_the_settlements_wherever_they_stand()
    {
        var rows = Read(Text(Line("S-1", "P1", "-2.00", "-1.00"), _two, "bad", _one));
        rows.Select(row => row.Line).ShouldBe([2, 3, 4, 1]);
        rows[1].Errors.ShouldHaveSingleItem().Reason.ShouldStartWith("has 1 fields");
    }

    [Fact]
    public void A_file_of_refunds_only_is_read() =>
        Read(Text(Line("S-1", "P1", "-2.00", "-1.00"))).Documents().ShouldBe(["S-1"]);
}
