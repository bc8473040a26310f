namespace Ledger.Api.Importing;

/// <summary>
/// Takes the next element on another thread while this one is worked on: reading and writing overlap.
/// </summary>
internal static class OneAhead
{
    public static async IAsyncEnumerable<T> Of<T>(IEnumerable<T> source)
    {
        using var elements = source.GetEnumerator();
        var next = Task.Run(elements.MoveNext);
        try
        {
            while (await next)
            {
                var element = elements.Current;
                next = Task.Run(elements.MoveNext);
                yield return element;
            }
        }
        finally
        {
            // Whoever stops early must not dispose of the source while it is being read; how that ended is
            // no matter.
            await Task.WhenAny(next);
        }
    }
}
