using System.Text;
using Ledger.Testing;
using Ledger.Testing.YearInTheLife;

namespace Ledger.Api.Tests.Samples;

/// <summary>The files of the sample are those that its generator makes, so that nobody edits a figure by hand.</summary>
public sealed class YearInTheLifeFilesTests
{
    private const int BytesMax = 2_000_000;

    private static readonly SampleFiles _made = YearInTheLifeSample.Make(PublishedYear.Read(
        File.ReadAllText(Repository.Path("samples/longyou-2025q1/publication.csv"))));

    public static TheoryData<string> Files => ["events-2025.csv", "events-2026.csv", "institutions.csv"];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_generator_makes_the_file_to_the_byte(string name)
    {
        var path = Repository.Path("samples/year-in-the-life", name);
        var received = Path.ChangeExtension(path, ".received.csv");
        var made = Encoding.UTF8.GetBytes(TextOf(name));
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(made))
        {
            File.Delete(received);
            return;
        }
        File.WriteAllBytes(received, made);
        Assert.Fail($"{path} is not what the generator makes: compare it with {received}, and if that is right, "
            + $"mv {received} {path}");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void It_is_small_enough_to_be_read(string name) =>
        Encoding.UTF8.GetByteCount(TextOf(name)).ShouldBeLessThan(BytesMax);

    [Fact]
    public void Made_again_it_is_the_same() => YearInTheLifeSample.Make(PublishedYear.Read(
        File.ReadAllText(Repository.Path("samples/longyou-2025q1/publication.csv")))).ShouldBe(_made);

    [Fact]
    public void It_has_forty_institutions_three_funds_and_thousands_of_rows()
    {
        var rows = _made.Events2025.Split('\n').Skip(1).Where(row => row.Length > 0).Select(row => row.Split(',')).ToList();

        rows.Count.ShouldBeInRange(5_000, 12_000);
        rows.Select(cells => cells[3]).Where(fund => fund.Length > 0).Distinct().Order()
            .ShouldBe(["employee-personal", "employee-pooled", "resident"]);
        _made.Institutions.Split('\n').Count(row => row.Contains(",hospital,", StringComparison.Ordinal)
            || row.Contains(",pharmacy,", StringComparison.Ordinal)).ShouldBe(40);
    }

    private static string TextOf(string name) => name switch
    {
        "events-2025.csv" => _made.Events2025,
        "events-2026.csv" => _made.Events2026,
        _ => _made.Institutions,
    };
}
