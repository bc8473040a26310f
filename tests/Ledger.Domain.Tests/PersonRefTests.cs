using static Ledger.Domain.Tests.IdentifierTests;

namespace Ledger.Domain.Tests;

public sealed class PersonRefTests
{
    // Division 999999 does not exist, nor does the month 13: nobody has such a number.
    private const string NobodysSeventeen = "99999920251301000";

    [Theory]
    [InlineData("p-5c71e0")]
    [InlineData("A")]
    [InlineData("_")]
    [InlineData("00000000000000000")]
    public void A_person_is_an_opaque_token(string text) => Accepts<PersonRef>(text);

    [Theory]
    [InlineData("")]
    [InlineData("张三")]
    [InlineData("p 1")]
    [InlineData("p.1")]
    [InlineData("p@example")]
    public void A_name_or_an_address_is_no_token(string text) => Refuses<PersonRef>(text);

    [Fact]
    public void A_token_has_at_most_64_characters()
    {
        Accepts<PersonRef>(new string('a', 64));
        Refuses<PersonRef>(new string('a', 65));
    }

    [Fact]
    public void An_identity_number_is_refused() => Refuses<PersonRef>(WithCheckDigit(NobodysSeventeen));

    [Fact]
    public void An_identity_number_whose_check_digit_is_X_is_refused_in_either_case()
    {
        var number = Enumerable.Range(0, 1000).Select(serial => WithCheckDigit($"99999920251301{serial:000}"))
            .First(number => number.EndsWith('X'));

        Refuses<PersonRef>(number);
        Refuses<PersonRef>(number.Replace('X', 'x'));
    }

    [Fact]
    public void Eighteen_digits_with_any_other_check_digit_are_a_token()
    {
        var number = WithCheckDigit(NobodysSeventeen);
        foreach (var digit in "0123456789X".Where(digit => digit != number[^1]))
            Accepts<PersonRef>(NobodysSeventeen + digit);
    }

    [Fact]
    public void A_prefix_makes_a_token_of_digits_that_happen_to_check() =>
        Accepts<PersonRef>("t" + WithCheckDigit(NobodysSeventeen));

    // GB 11643: the eighteen digits, weighted by powers of two, are 1 modulo 11.
    private static string WithCheckDigit(string seventeen)
    {
        var sum = seventeen.Select((digit, index) => (digit - '0') * (int)Math.Pow(2, 17 - index) % 11).Sum();
        var check = (12 - sum % 11) % 11;
        return seventeen + (check == 10 ? "X" : check.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
