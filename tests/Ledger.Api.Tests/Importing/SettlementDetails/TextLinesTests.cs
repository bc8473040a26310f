using System.Text;
using Ledger.Api.Importing.SettlementDetails;

namespace Ledger.Api.Tests.Importing.SettlementDetails;

public sealed class TextLinesTests
{
    private const int LineBytesMax = 16;

    [Theory]
    [InlineData("a\nb\n", "a|b")]
    [InlineData("a\r\nb\r\n", "a|b")]
    [InlineData("a\nb", "a|b")]
    [InlineData("\uFEFFa\nb", "a|b")]
    [InlineData("a\n\nb\n", "a||b")]
    [InlineData("\n", "")]
    [InlineData("结算\n人员\n", "结算|人员")]
    public void Lines_are_told_apart_however_the_text_arrives(string text, string lines)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        foreach (var step in (int[])[1, 2, 3, bytes.Length])
            string.Join('|', All(bytes, step)).ShouldBe(lines, $"in steps of {step} bytes");
    }

    [Fact]
    public void Nothing_has_no_line() => All([], 1).ShouldBeEmpty();

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("")]
    public void A_line_as_long_as_the_limit_is_read(string end) =>
        All(Encoding.UTF8.GetBytes(new string('x', LineBytesMax) + end), 5).ShouldBe([new string('x', LineBytesMax)]);

    [Theory]
    [InlineData("\n")]
    [InlineData("")]
    public void One_byte_more_is_refused_and_the_line_named(string end) =>
        Should.Throw<UnreadableTextException>(() => All(Encoding.UTF8.GetBytes("a\n" + new string('x', LineBytesMax + 1) + end), 5))
            .Line.ShouldBe(2);

    [Fact]
    public void An_endless_line_is_refused_without_being_held()
    {
        var given = 0L;
        var lines = new TextLines(buffer =>
        {
            buffer.Fill((byte)'x');
            given += buffer.Length;
            return buffer.Length;
        }, LineBytesMax);
        Should.Throw<UnreadableTextException>(() => lines.Next()).Reason.English.ShouldContain($"{LineBytesMax} bytes");
        given.ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public void A_line_that_is_no_UTF_8_is_named() =>
        Should.Throw<UnreadableTextException>(() => All([(byte)'a', (byte)'\n', 0xBD, 0xE1], 2)).Line.ShouldBe(2);

    private static List<string> All(byte[] bytes, int step)
    {
        using var stream = new MemoryStream(bytes);
        var lines = new TextLines(buffer => stream.Read(buffer[..Math.Min(step, buffer.Length)]), LineBytesMax);
        var all = new List<string>();
        while (lines.Next() is { } line) all.Add(line);
        return all;
    }
}
