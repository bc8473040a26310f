using Ledger.Projections.Institutions;
using Ledger.Projections.People;

namespace Ledger.Projections.Following;

/// <summary>What the figures of a model that follows the log are about.</summary>
public enum FollowedSubject
{
    Institutions,
    Persons,
}

/// <summary>A read model with too many rows, in no order, for a commit to wait for: it follows the log.</summary>
/// <param name="Name">As parked events are noted with it.</param>
/// <param name="Subject">Whose figures lack an event that it could not take.</param>
/// <param name="Create">Makes an empty fold.</param>
internal sealed record FollowedModel(string Name, FollowedSubject Subject, Func<IReadModel> Create)
{
    /// <summary>
    /// All of them. Each gives the same rows in whatever order it is given events, so that one that was parked can be
    /// taken later.
    /// </summary>
    public static IReadOnlyList<FollowedModel> All { get; } =
    [
        new("institution-years", FollowedSubject.Institutions, () => new InstitutionYears()),
        new("institution-months", FollowedSubject.Institutions, () => new InstitutionMonths()),
        new("institution-history", FollowedSubject.Institutions, () => new InstitutionHistory()),
        new("outstanding-days", FollowedSubject.Institutions, () => new OutstandingDays()),
        new("person-entries", FollowedSubject.Persons, () => new PersonEntries()),
        new("person-benefits", FollowedSubject.Persons, () => new PersonBenefits()),
    ];

    /// <summary>The names of those with figures of a subject.</summary>
    public static string[] Of(FollowedSubject subject) =>
        [.. All.Where(model => model.Subject == subject).Select(model => model.Name)];
}
