using Ledger.Domain.People;

namespace Ledger.Domain.Tests.People;

/// <summary>The numbers here are made up; their region does not exist.</summary>
public sealed class PersonalNumbersTests
{
    private const string Seventeen = "99999919900307888";

    private static string Identity => Seventeen + CheckDigit(Seventeen);

    [Theory]
    [InlineData("{0}")]
    [InlineData("患者 {0}")]
    [InlineData("no.{0},paid")]
    [InlineData("身份证{0}号")]
    public void An_identity_number_is_found(string text)
    {
        PersonalNumbers.AreIn(string.Format(null, text, Identity)).ShouldBeTrue();
        PersonalNumbers.AreIn(string.Format(null, text, Identity.Insert(6, " ").Insert(15, "-"))).ShouldBeTrue();
        PersonalNumbers.AreIn(string.Format(null, text, FullWidth(Identity))).ShouldBeTrue();
    }

    [Theory]
    [InlineData("13900000000")]
    [InlineData("call 19900000000 today")]
    [InlineData("139 0000 0000")]
    [InlineData("139-0000-0000")]
    [InlineData("手机13900000000")]
    public void A_mobile_number_is_found(string text) => PersonalNumbers.AreIn(text).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("2025-03-31")]
    [InlineData("120.00 of 2025-03-01 to 2025-03-31")]
    [InlineData("12900000000")]
    [InlineData("139000000001")]
    [InlineData("1390000000")]
    [InlineData("99999919901307888")]
    [InlineData("H33082500001")]
    [InlineData("凭证 2025033100000000017")]
    public void What_is_none_is_not(string text) => PersonalNumbers.AreIn(text).ShouldBeFalse();

    [Fact]
    public void A_wrong_check_digit_or_no_day_of_birth_is_no_identity_number()
    {
        foreach (var last in "0123456789X")
            PersonalNumbers.AreIn(Seventeen + last).ShouldBe(Seventeen + last == Identity);
        const string NoDay = "99999919901307888";
        PersonalNumbers.AreIn(NoDay + CheckDigit(NoDay)).ShouldBeFalse();
    }

    // By the weights as the standard lists them.
    private static char CheckDigit(string seventeen)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return "10X98765432"[seventeen.Zip(weights, (digit, weight) => (digit - '0') * weight).Sum() % 11];
    }

    private static string FullWidth(string text) => string.Concat(text.Select(c => c is >= '0' and <= '9' ? (char)(c + 0xFEE0) : c));
}
