using Ledger.Domain.Funds;

namespace Ledger.Domain.Tests.Funds;

/// <summary>
/// The catalogue and the directory as they are delivered, and as a user may have broken them.
/// </summary>
public sealed class DataFilesTests
{
    private const string OneFund = """
        [{"slug": "resident", "chinese": "居民", "english": "Residents", "code": "390", "codeVerified": true,
          "books": "statutory"}]
        """;

    private const string OnePool = """[{"pool": "330825", "name": "龙游县", "pooledAt": null}]""";

    [Fact]
    public void Every_fund_of_the_catalogue_stands_once_and_has_both_names()
    {
        Repository.Funds.All.GroupBy(fund => fund.Slug).ShouldAllBe(same => same.Count() == 1);
        Repository.Funds.All.GroupBy(fund => fund.Chinese).ShouldAllBe(same => same.Count() == 1);
        Repository.Funds.All.ShouldAllBe(fund => fund.Chinese.Length > 0 && fund.English.Length > 0);
        Repository.Funds.All.ShouldAllBe(fund => Repository.Funds.Find(fund.Slug) == fund);
    }

    [Theory]
    [InlineData("employee", FundPart.Whole, true)]
    [InlineData("employee-pooled", FundPart.Pooled, false)]
    [InlineData("employee-personal", FundPart.Personal, false)]
    [InlineData("resident", FundPart.Whole, false)]
    [InlineData("resident-family", FundPart.Personal, false)]
    public void Pooled_and_personal_books_are_told_apart(string slug, FundPart part, bool mixed)
    {
        var fund = Repository.Funds.Find(FundCode.Of(slug)).ShouldNotBeNull();
        (fund.Part, fund.HasPersonalAccounts).ShouldBe((part, mixed));
    }

    [Theory]
    [InlineData("resident", FundBooks.Statutory)]
    [InlineData("huiminbao", FundBooks.Outside)]
    [InlineData("commercial-insurer", FundBooks.Insurer)]
    public void The_catalogue_says_whose_books_they_are(string slug, FundBooks books) =>
        Repository.Funds.Find(FundCode.Of(slug))!.Books.ShouldBe(books);

    [Fact]
    public void A_fund_that_is_not_in_the_catalogue_is_not_found() =>
        Repository.Funds.Find(FundCode.Of("no-such-fund")).ShouldBeNull();

    [Fact]
    public void The_directory_of_pools_is_read_and_a_pool_need_not_be_in_it()
    {
        var pools = PoolDirectory.Parse(Repository.Text("data/pools.json"));

        pools.Find(PoolCode.Of("330825")).Name.ShouldBe("龙游县");
        pools.Find(PoolCode.Of("999999")).ShouldBe(new PoolDescription(PoolCode.Of("999999"), null, null));
    }

    [Fact]
    public void A_county_names_the_city_that_pools_its_money() =>
        PoolDirectory.Parse(OnePool.Replace("null", "\"330800\"", StringComparison.Ordinal))
            .Find(PoolCode.Of("330825")).PooledAt.ShouldBe(PoolCode.Of("330800"));

    [Theory]
    [InlineData("\"resident\"", "\"Resident!\"")]
    [InlineData("\"resident\"", "null")]
    [InlineData("\"居民\"", "null")]
    [InlineData("\"statutory\"", "\"somebody's\"")]
    [InlineData("\"statutory\"", "\"7\"")]
    [InlineData("\"statutory\"", "null")]
    [InlineData("\"codeVerified\": true", "\"codeVerified\": \"yes\"")]
    [InlineData("\"english\"", "\"englisch\"")]
    [InlineData("\"books\"", "\"part\": \"half\", \"books\"")]
    [InlineData("[{", "[{}, {")]
    [InlineData("[{", "{")]
    public void A_broken_catalogue_is_refused(string good, string bad)
    {
        OneFund.ShouldContain(good);
        Should.Throw<FormatException>(() => FundCatalogue.Parse(OneFund.Replace(good, bad, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\"330825\"", "\"Longyou\"")]
    [InlineData("\"330825\"", "null")]
    [InlineData("\"pool\"", "\"code\"")]
    [InlineData("null", "\"the city\"")]
    [InlineData("null", "330800")]
    public void A_broken_directory_is_refused(string good, string bad)
    {
        OnePool.ShouldContain(good);
        Should.Throw<FormatException>(() => PoolDirectory.Parse(OnePool.Replace(good, bad, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_fund_or_a_pool_that_stands_twice_is_refused()
    {
        Should.Throw<FormatException>(() => FundCatalogue.Parse(Twice(OneFund)));
        Should.Throw<FormatException>(() => PoolDirectory.Parse(Twice(OnePool)));

        static string Twice(string json) => $"[{json.Trim('[', ']')},{json.Trim('[', ']')}]";
    }
}
