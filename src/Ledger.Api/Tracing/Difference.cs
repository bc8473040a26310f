using System.Runtime.CompilerServices;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Statements;
using Ledger.EventStore;
using Ledger.Projections.Tracing;

namespace Ledger.Api.Tracing;

/// <summary>The figures that moved between two positions, and the reading of the events that moved them, done once.</summary>
public sealed class Difference
{
    private const int EventsAtATime = 5_000;

    private readonly List<MovedLineAnswer> _lines = [];
    private readonly List<MovedCapacityAnswer> _capacity = [];
    private readonly List<MovedFigureAnswer> _institutions = [];
    private readonly List<Term> _terms = [];
    private readonly HashSet<string> _derived = new(StringComparer.Ordinal);
    private readonly Func<FundEvent, IEnumerable<string>> _owners;
    private TermSums? _sums;

    /// <param name="pool">The pool.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="between">The position of the earlier figures.</param>
    /// <param name="and">The position of the later figures.</param>
    /// <param name="owners">Whose figures an event can move, each once.</param>
    internal Difference(
        PoolCode pool, DiffQuestion question, long between, long and, Func<FundEvent, IEnumerable<string>> owners) =>
        (Pool, Question, Between, And, _owners) = (pool, question, between, and, owners);

    public PoolCode Pool { get; }

    public DiffQuestion Question { get; }

    public long Between { get; }

    public long And { get; }

    /// <summary>Whether a figure follows from others that are listed too.</summary>
    public bool IsDerived(string name) => _derived.Contains(name);

    /// <summary>An event with the figures alone that do not follow from others of it.</summary>
    internal TracedEventAnswer Plain(TracedEventAnswer one) => one with
    {
        Counts = one.Counts.Where(count => !IsDerived(count.Key) && !HasBelow(one, count.Key)).ToDictionary(),
    };

    // A line of which the event moved a line below it.
    private static bool HasBelow(TracedEventAnswer one, string name) =>
        one.Counts.Keys.Any(other => other != name && StatementLines.IsAtOrBelow(other, name));

    internal void Add(MovedLineAnswer line, Term term, bool isDerived)
    {
        if (term.Figure != 0) _lines.Add(line);
        if (isDerived) _derived.Add(line.Name);
        _terms.Add(term);
    }

    internal void Add(MovedCapacityAnswer capacity, IReadOnlyList<Term> terms)
    {
        if (capacity.Before != capacity.After) _capacity.Add(capacity);
        foreach (var term in terms)
        {
            _terms.Add(term);
            _derived.Add(term.Name);
        }
    }

    internal void Add(MovedFigureAnswer figure, Term? term)
    {
        if (figure.Before != figure.After) _institutions.Add(figure);
        if (term is not null) _terms.Add(term);
    }

    /// <summary>The log between the two positions.</summary>
    internal IAsyncEnumerable<IReadOnlyList<SignedBody>> Read(LedgerContext ledger, CancellationToken cancellationToken) =>
        ledger.Store.ReadSigned(Pool, Between + 1, And, EventsAtATime, cancellationToken);

    /// <summary>The events that moved a figure that is not again what it was.</summary>
    public async IAsyncEnumerable<TracedEventAnswer> Events(
        LedgerContext ledger, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _sums = new(_terms, _owners);
        await foreach (var span in Read(ledger, cancellationToken))
        {
            foreach (var recorded in span)
            {
                var parts = _sums.Take((FundEvent)recorded.Body).Where(part => _terms[part.Term].Figure != 0).ToList();
                if (parts.Count == 0) continue;
                yield return TracedEventAnswer.Of(recorded, parts.Select(part => KeyValuePair.Create(
                    _terms[part.Term].Name, FigureText.Of(part.Part, _terms[part.Term].Unit))));
            }
        }
    }

    /// <summary>What moved, and, once the events were read, whether they sum to it.</summary>
    /// <param name="events">Those to be listed; null where the caller may not read them.</param>
    public DiffAnswer Answer(IReadOnlyList<TracedEventAnswer>? events)
    {
        var sums = _sums is null ? [] : TermSumAnswer.Of(_sums, isWhole: true);
        var shown = sums.Where((sum, number) => _terms[number].Figure != 0 || _sums!.Difference(number) != 0).ToList();
        return new(Pool.Text, Question.From.Iso(), Question.To.Iso(), Between, And, _lines,
            Question.WithCapacity ? _capacity : null, Question.WithInstitutions ? _institutions : null, events, shown,
            SumFindingAnswer.Of(sums, _sums is null ? [] : _terms));
    }
}
