using Ledger.Domain.Events;

namespace Ledger.Projections.Tracing;

/// <summary>What an event adds to a term, by the number of the term; never zero.</summary>
public readonly record struct TermPart(int Term, long Part);

/// <summary>Adds up what events, one after the other, add to terms.</summary>
/// <param name="terms">The terms.</param>
/// <param name="owners">Whose terms an event can add to, each once; to all of them where it is null.</param>
public sealed class TermSums(IReadOnlyList<Term> terms, Func<FundEvent, IEnumerable<string>>? owners = null)
{
    private readonly ILookup<string, int> _byOwner = Enumerable.Range(0, terms.Count)
        .ToLookup(number => owners is null ? "" : terms[number].Owner, StringComparer.Ordinal);

    private static readonly string[] _all = [""];

    private readonly long[] _sums = new long[terms.Count];
    private readonly long[] _events = new long[terms.Count];

    public IReadOnlyList<Term> Terms => terms;

    /// <summary>What the events that were taken come to: fen, or a count.</summary>
    public long Sum(int term) => _sums[term];

    /// <summary>How many of the events that were taken add to the term.</summary>
    public long Events(int term) => _events[term];

    /// <summary>What the read model has beyond its events; zero, once all were taken, where it is right.</summary>
    public long Difference(int term) => terms[term].Figure - _sums[term];

    /// <summary>Goes on from where another left off.</summary>
    public void Resume(int term, long sum, long events) => (_sums[term], _events[term]) = (sum, events);

    /// <summary>Takes the next event.</summary>
    /// <returns>What it adds, in the order of owners and terms; nothing where it adds to none.</returns>
    public IReadOnlyList<TermPart> Take(FundEvent entry)
    {
        var parts = new List<TermPart>();
        foreach (var owner in owners?.Invoke(entry) ?? _all)
        {
            foreach (var term in _byOwner[owner])
            {
                var part = terms[term].PartOf(entry);
                if (part == 0) continue;
                _sums[term] += part;
                _events[term]++;
                parts.Add(new(term, part));
            }
        }
        return parts;
    }
}
