namespace Ledger.Domain.Tests.Architecture;

/// <summary>Projects point one way: Api → Projections → EventStore → Domain.</summary>
public sealed class ArrowTests
{
    public static TheoryData<string> Projects => [.. ProjectArrows.Order];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_knows_only_those_below_it(string project) =>
        ProjectArrows.Reversed(project, ProjectFile(project)).ShouldBeEmpty();

    [Fact]
    public void Every_project_under_src_has_its_place_in_the_order() =>
        Directory.GetFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .ShouldBe(ProjectArrows.Order, ignoreOrder: true);

    [Fact]
    public void The_domain_knows_no_package_but_NodaTime() =>
        ProjectArrows.PackagesOf(ProjectFile("Ledger.Domain")).ShouldBe(["NodaTime"]);

    [Fact]
    public void The_domain_knows_no_assembly_but_NodaTime_and_those_of_NET() =>
        typeof(Money).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal))
            .ShouldBe(["NodaTime"]);

    [Fact]
    public void The_store_does_not_name_the_kinds_of_events() =>
        Directory.GetFiles(Repository.PathOf("src/Ledger.EventStore"), "*.cs", SearchOption.AllDirectories)
            .Where(path => File.ReadAllText(path).Contains("using Ledger.Domain.", StringComparison.Ordinal))
            .ShouldBeEmpty("the store is given its event types through a registry");

    [Fact]
    public void A_reversed_arrow_is_found() =>
        ProjectArrows.Reversed("Ledger.EventStore", Project("../Ledger.Projections/Ledger.Projections.csproj"))
            .ShouldBe(["Ledger.EventStore may not know Ledger.Projections"]);

    [Fact]
    public void A_reversed_arrow_written_with_backslashes_is_found() =>
        ProjectArrows.Reversed("Ledger.Domain", Project(@"..\Ledger.Api\Ledger.Api.csproj"))
            .ShouldBe(["Ledger.Domain may not know Ledger.Api"]);

    [Fact]
    public void An_arrow_to_itself_or_out_of_the_order_is_found() =>
        ProjectArrows.Reversed("Ledger.Projections", Project(
                "../Ledger.Projections/Ledger.Projections.csproj", "../../tests/Ledger.Testing/Ledger.Testing.csproj"))
            .ShouldBe(
            [
                "Ledger.Projections may not know Ledger.Projections",
                "Ledger.Projections may not know Ledger.Testing",
            ]);

    [Fact]
    public void An_arrow_downwards_is_none() =>
        ProjectArrows.Reversed("Ledger.Projections", Project("../Ledger.Domain/Ledger.Domain.csproj")).ShouldBeEmpty();

    private static string ProjectFile(string project) => Repository.Text($"src/{project}/{project}.csproj");

    private static string Project(params string[] references) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <ItemGroup>
            {string.Concat(references.Select(reference => $"<ProjectReference Include=\"{reference}\" />"))}
          </ItemGroup>
        </Project>
        """;
}
