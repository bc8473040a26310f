using System.Runtime.InteropServices;

namespace Ledger.Domain.Reconciling;

/// <summary>Documents that belong together because one line names them all: the documents of a voucher.</summary>
internal sealed class JoinedReferences
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    // The number above each: one that stands above itself is the root of its documents.
    private readonly List<int> _above = [];

    /// <param name="references">Documents of one line.</param>
    /// <param name="onlyKnown">Leave out those that no line before named: the other side does not know them.</param>
    internal void Join(IReadOnlyList<string> references, bool onlyKnown)
    {
        int? first = null;
        foreach (var reference in references)
        {
            if (NumberOf(reference, onlyKnown) is not { } number) continue;
            if (first is { } joined) _above[Root(number)] = Root(joined);
            else first = number;
        }
    }

    /// <summary>What all lines share that are joined with these documents; null where none of them is known.</summary>
    internal int? RootOf(IReadOnlyList<string> references)
    {
        foreach (var reference in references)
        {
            if (_numbers.TryGetValue(reference, out var number)) return Root(number);
        }
        return null;
    }

    private int? NumberOf(string reference, bool onlyKnown)
    {
        if (onlyKnown) return _numbers.TryGetValue(reference, out var known) ? known : null;
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, reference, out var exists);
        if (exists) return number;
        number = _above.Count;
        _above.Add(number);
        return number;
    }

    private int Root(int number)
    {
        // Each step halves the way for the next who goes it.
        while (_above[number] != number) number = _above[number] = _above[_above[number]];
        return number;
    }
}
