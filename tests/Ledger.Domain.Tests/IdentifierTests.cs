namespace Ledger.Domain.Tests;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("P-1")]
    [InlineData("浙财社〔2025〕3号")]
    [InlineData("two words")]
    [InlineData("a/b\\c:*?\"<>|")]
    public void A_document_number_is_any_printable_text(string text) => Accepts<DocumentId>(text);

    [Fact]
    public void A_document_number_has_at_most_128_characters()
    {
        Accepts<DocumentId>(new string('9', 128));
        Refuses<DocumentId>(new string('9', 129));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" P-1")]
    [InlineData("P-1 ")]
    [InlineData("\u3000P-1")]
    [InlineData("P\t1")]
    [InlineData("P\n1")]
    [InlineData("P\0")]
    [InlineData("P\u007F1")]
    [InlineData("P\u2028" + "1")]
    [InlineData("P\u202E1")]
    [InlineData("P\u2066" + "1")]
    [InlineData("P\u200F" + "1")]
    public void A_document_number_has_no_control_characters_and_no_space_at_its_ends(string text) =>
        Refuses<DocumentId>(text);

    // Half of a surrogate pair is replaced on writing, and two documents would become one. Built here, since a test's
    // own arguments are written too.
    [Fact]
    public void A_document_number_has_no_half_characters()
    {
        Refuses<DocumentId>("P" + (char)0xD83D);
        Refuses<DocumentId>((char)0xDE00 + "P");
        Refuses<DocumentId>("P\uFFFD1");
        Accepts<DocumentId>("P\U0001F600");
    }

    [Theory]
    [InlineData("330825")]
    [InlineData("520199")]
    [InlineData("000000")]
    public void A_pool_is_six_digits_whether_a_list_knows_the_division_or_not(string text) => Accepts<PoolCode>(text);

    [Theory]
    [InlineData("")]
    [InlineData("33082")]
    [InlineData("3308250")]
    [InlineData("33082X")]
    [InlineData("３３０８２５")]
    public void No_other_text_is_a_pool(string text) => Refuses<PoolCode>(text);

    [Theory]
    [InlineData("resident")]
    [InlineData("employee-pooled")]
    [InlineData("a1-b2")]
    [InlineData("a")]
    public void A_fund_is_a_slug(string text) => Accepts<FundCode>(text);

    [Theory]
    [InlineData("")]
    [InlineData("Resident")]
    [InlineData("1fund")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a--b")]
    [InlineData("a_b")]
    [InlineData("resident\n")]
    public void No_other_text_is_a_fund(string text) => Refuses<FundCode>(text);

    [Fact]
    public void A_fund_has_at_most_40_characters()
    {
        Accepts<FundCode>(new string('a', 40));
        Refuses<FundCode>(new string('a', 41));
    }

    [Theory]
    [InlineData("H50015501017")]
    [InlineData("P33082500017")]
    [InlineData("H52019900001")]
    [InlineData("H99999999999")]
    public void An_institution_has_twelve_characters_and_its_division_may_be_unknown(string text) =>
        Accepts<InstitutionCode>(text);

    [Theory]
    [InlineData("")]
    [InlineData("H5001550101")]
    [InlineData("H500155010171")]
    [InlineData("h50015501017")]
    [InlineData("H5001550101-")]
    public void No_other_text_is_an_institution(string text) => Refuses<InstitutionCode>(text);

    [Fact]
    public void The_default_is_none_and_writes_nothing()
    {
        default(DocumentId).IsNone.ShouldBeTrue();
        default(PoolCode).IsNone.ShouldBeTrue();
        default(FundCode).IsNone.ShouldBeTrue();
        default(InstitutionCode).IsNone.ShouldBeTrue();
        default(PersonRef).IsNone.ShouldBeTrue();
        default(FundCode).ToString().ShouldBe("");
        FundCode.Of("resident").IsNone.ShouldBeFalse();
    }

    [Fact]
    public void A_text_that_is_no_code_is_refused_with_the_form_that_it_must_have() =>
        Should.Throw<FormatException>(() => PoolCode.Of("Longyou")).Message
            .ShouldBe("'Longyou' is not a PoolCode: it must be six digits, as 330825");

    internal static void Accepts<T>(string text) where T : struct, ICode<T>
    {
        T.TryParse(text, out var code).ShouldBeTrue(text);
        code.Text.ShouldBe(text);
        code.ToString().ShouldBe(text);
    }

    internal static void Refuses<T>(string text) where T : struct, ICode<T>
    {
        T.TryParse(text, out var code).ShouldBeFalse(text);
        code.ShouldBe(default);
    }
}
