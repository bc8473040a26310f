using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.People;
using Ledger.Projections.Following;
using Ledger.Projections.People;
using Ledger.Projections.Reading;

namespace Ledger.Api.People;

/// <summary>The figures of persons as verbs give them.</summary>
/// <param name="ledger">The program's parts.</param>
/// <param name="known">As it was known then; now where it says nothing.</param>
public sealed class PeopleFigures(LedgerContext ledger, KnownPoint known = default)
{
    /// <summary>Findings in one answer.</summary>
    public const int FindingsMax = 1_000;

    /// <exception cref="NotThereError">The pool has no events, or none that names the person.</exception>
    public async Task<PersonAnswer> Person(
        PoolCode pool, PersonRef person, int? year, CancellationToken cancellationToken)
    {
        await using var snapshot = await Open(pool, cancellationToken);
        var asked = year ?? snapshot.LastCashDate!.Value.Year;
        var found = await PersonFigures.Of(snapshot, person, asked, cancellationToken)
            ?? throw new NotThereError($"no entry of pool {pool} names person {person}");
        return new(pool.Text, person.Text, asked, snapshot.Position,
            [.. found.Accounts.Select(row => new PersonAccountAnswer(row.Fund.Text, row.Balance.ToString()))],
            [
                .. found.Year.Select(row =>
                    new PersonTotalAnswer(row.Fund.Text, row.Category, row.Amount.ToString(), row.Visits)),
            ],
            [
                .. found.Days.Select(row => new PersonDayAnswer(
                    row.Day!.Value.Iso(), row.Fund.Text, row.Category, row.Amount.ToString(), row.Visits)),
            ],
            [
                .. found.Movements.Select(row => new PersonMovementAnswer(row.Position, row.Day.Iso(),
                    row.Entry.CashDate.Iso(), EventTypes.NameOf(row.Entry), row.Entry.Document.Text,
                    row.Entry.Fund.Text, row.Entry.Category, row.Entry.Amount.ToString())),
            ]);
    }

    /// <param name="pool">The pool.</param>
    /// <param name="year">The year of care.</param>
    /// <param name="only">Only this cap, whether or not the pool applies it; null for those that it applies.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="UserError">The pool has no events, or there is no such cap.</exception>
    public async Task<CapsAnswer> Caps(PoolCode pool, int year, string? only, CancellationToken cancellationToken)
    {
        var caps = only is null ? ledger.Caps.For(pool) : [Known(only)];
        await using var snapshot = await Open(pool, cancellationToken);
        var found = new List<CapFinding>();
        foreach (var cap in caps)
        {
            found.AddRange(await CapFindings.Over(
                snapshot, cap, year, FindingsMax + 1 - found.Count, cancellationToken));
            if (found.Count > FindingsMax) break;
        }
        return new(pool.Text, year, snapshot.Position,
            [
                .. caps.Select(cap => new CapAnswer(cap.Id, cap.Fund.Text, cap.Categories, cap.PersonClass,
                    cap.Per == CapPeriod.Day ? "day" : "year", cap.Limit.ToString(), cap.Source)),
            ],
            [
                .. found.Take(FindingsMax).Select(one => new CapFindingAnswer(one.Cap.Id, one.Person.Text,
                    one.Day?.Iso(), one.Cap.Fund.Text, one.Amount.ToString(), one.Cap.Limit.ToString(),
                    (one.Amount - one.Cap.Limit).ToString())),
            ],
            found.Count > FindingsMax);
    }

    /// <exception cref="NotThereError">The pool has no events.</exception>
    public async Task<DuplicatesAnswer> Duplicates(PoolCode pool, int year, CancellationToken cancellationToken)
    {
        await using var snapshot = await Open(pool, cancellationToken);
        var found = await DuplicateFindings.Of(snapshot, year, ledger.Caps, FindingsMax + 1, cancellationToken);
        return new(pool.Text, year, snapshot.Position,
            [
                .. found.Take(FindingsMax).Select(one => new DuplicateAnswer(one.Policy, one.Care.Person.Text,
                    one.Care.Day.Iso(), one.Institution?.Text, one.Category, Answer(one.First), Answer(one.Second))),
            ],
            found.Count > FindingsMax);
    }

    private static ClaimAnswer Answer(Claim claim) =>
        new(claim.Document.Text, claim.Position, [.. claim.Funds.Select(fund => fund.Text)], claim.Amount.ToString());

    private BenefitCap Known(string id) => ledger.Caps.Find(id) ?? throw new UserError(
        $"cap '{id}' is not known; known are {string.Join(", ", ledger.Caps.All.Select(cap => cap.Id))}");

    private Task<PoolSnapshot> Open(PoolCode pool, CancellationToken cancellationToken) =>
        new PoolFigures(ledger, known).OpenFollowed(pool, FollowedSubject.Persons, cancellationToken);
}
