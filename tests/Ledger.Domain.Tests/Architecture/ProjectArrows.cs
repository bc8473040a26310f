using System.Xml.Linq;

namespace Ledger.Domain.Tests.Architecture;

/// <summary>Reads project files and says which references point the wrong way.</summary>
internal static class ProjectArrows
{
    /// <summary>From the bottom: each may know those before it and no other.</summary>
    internal static readonly IReadOnlyList<string> Order =
        ["Ledger.Domain", "Ledger.EventStore", "Ledger.Projections", "Ledger.Api"];

    /// <summary>
    /// One line for each reference that is reversed, or that leads to a project outside of the order.
    /// </summary>
    internal static IReadOnlyList<string> Reversed(string project, string csproj)
    {
        var place = Place(project);
        return
        [
            .. ReferencesOf(csproj)
                .Where(reference => Place(reference) is var known && (known < 0 || known >= place))
                .Select(reference => $"{project} may not know {reference}"),
        ];
    }

    internal static IReadOnlyList<string> ReferencesOf(string csproj) =>
    [
        .. Includes(csproj, "ProjectReference")
            .Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))),
    ];

    internal static IReadOnlyList<string> PackagesOf(string csproj) => Includes(csproj, "PackageReference");

    private static int Place(string project) => Order.ToList().IndexOf(project);

    private static List<string> Includes(string csproj, string element) =>
        [.. XDocument.Parse(csproj).Descendants(element).Select(row => row.Attribute("Include")!.Value)];
}
