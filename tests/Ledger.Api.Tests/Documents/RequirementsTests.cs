using System.Text.RegularExpressions;
using Ledger.Testing;

namespace Ledger.Api.Tests.Documents;

/// <summary>docs/requirements.md is complete, and names only tests and files that there are.</summary>
public sealed partial class RequirementsTests
{
    private const string Platform = "*settlement platform's*: ";
    private const string Later = "*later*: ";

    /// <summary>How many rows each section has, and so all 119 ids.</summary>
    private static readonly (char Section, int Rows)[] _sections =
        [('A', 7), ('B', 19), ('C', 29), ('D', 10), ('E', 21), ('F', 5), ('G', 7), ('H', 21)];

    private static readonly Lazy<HashSet<string>> _tests = new(FindTests);

    public static TheoryData<string> Ids =>
        [.. _sections.SelectMany(section => Enumerable.Range(1, section.Rows).Select(row => $"{section.Section}{row}"))];

    [Fact]
    public void There_are_119_rows_each_once_and_in_order()
    {
        Ids.Count.ShouldBe(119);
        Rows().Select(row => row.Id).ShouldBe(Ids.Select(id => id.Data));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_row_is_shown_by_tests_and_files_that_there_are_or_says_why_not(string id)
    {
        var row = Rows().Single(one => one.Id == id);

        row.Asked.Length.ShouldBeGreaterThan(10);
        row.Chinese.ShouldContain(c => c >= '\u4e00' && c <= '\u9fff');
        if (Reason(row.ShownBy) is { } reason)
        {
            reason.Length.ShouldBeGreaterThan(20);
            return;
        }
        var names = Quoted().Matches(row.ShownBy).Select(match => match.Groups[1].Value).ToList();
        names.ShouldNotBeEmpty();
        foreach (var name in names)
        {
            if (name.Contains('/', StringComparison.Ordinal)) File.Exists(Repository.Path(name)).ShouldBeTrue(name);
            else _tests.Value.ShouldContain(name);
        }
    }

    [Theory]
    [InlineData("RequirementsTests.There_are_119_rows_each_once_and_in_order", true)]
    [InlineData("RequirementsTests.Rows", false)]
    [InlineData("RequirementsTests.There_are_no_such_rows", false)]
    [InlineData("NoSuchTests.There_are_119_rows_each_once_and_in_order", false)]
    public void A_test_is_a_fact_or_a_theory_of_its_class(string name, bool there) =>
        _tests.Value.Contains(name).ShouldBe(there);

    private static string? Reason(string shownBy) =>
        shownBy.StartsWith(Platform, StringComparison.Ordinal) ? shownBy[Platform.Length..]
        : shownBy.StartsWith(Later, StringComparison.Ordinal) ? shownBy[Later.Length..]
        : null;

    private static IEnumerable<(string Id, string Asked, string Chinese, string ShownBy)> Rows() =>
        File.ReadLines(Repository.Path("docs", "requirements.md"))
            .Select(line => Row().Match(line)).Where(match => match.Success)
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value, match.Groups[4].Value));

    // From the sources, since the tests of other projects are in no assembly that this one loads.
    private static HashSet<string> FindTests() => Directory
        .EnumerateFiles(Repository.Path("tests"), "*Tests.cs", SearchOption.AllDirectories)
        .SelectMany(file => TestsOf(File.ReadAllText(file), Path.GetFileNameWithoutExtension(file)))
        .ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> TestsOf(string source, string file) => source
        .Contains($"class {file}", StringComparison.Ordinal)
            ? Test().Matches(source).Select(match => $"{file}.{match.Groups[1].Value}")
            : [];

    [GeneratedRegex(@"^\| ([A-H]\d+) \| (.+?) \| (.+?) \| (.+) \|$")]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    // The attribute, any others below it, and the first method after them.
    [GeneratedRegex(@"^    \[(?:Fact|Theory)\b[\s\S]*?^    public (?:async )?[\w<>]+ (\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Test();
}
