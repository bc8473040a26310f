namespace Ledger.Domain.Deciding;

internal interface IJournaled
{
    void Begin();

    void Undo();

    void Clear();
}

/// <summary>A dictionary that knows what changed since it was loaded, and can take back what changed since Begin.</summary>
internal sealed class Journaled<TKey, TValue> : IJournaled where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> _values = [];
    private readonly HashSet<TKey> _changed = [];
    private readonly HashSet<TKey> _loaded = [];
    private readonly List<(TKey Key, bool Existed, TValue? Before, bool WasChanged)> _journal = [];

    public IEnumerable<KeyValuePair<TKey, TValue>> Changed =>
        _changed.Select(key => new KeyValuePair<TKey, TValue>(key, _values[key]));

    public IEnumerable<TValue> Values => _values.Values;

    /// <summary>Whether the key was loaded, so that it exists where it came from.</summary>
    public bool IsLoaded(TKey key) => _loaded.Contains(key);

    public TValue? Find(TKey key) => _values.GetValueOrDefault(key);

    public void Load(TKey key, TValue value)
    {
        _values[key] = value;
        _loaded.Add(key);
    }

    public void Set(TKey key, TValue value)
    {
        var existed = _values.TryGetValue(key, out var before);
        _journal.Add((key, existed, before, !_changed.Add(key)));
        _values[key] = value;
    }

    public void Begin() => _journal.Clear();

    public void Undo()
    {
        for (var index = _journal.Count - 1; index >= 0; index--)
        {
            var (key, existed, before, wasChanged) = _journal[index];
            if (existed) _values[key] = before!;
            else _values.Remove(key);
            if (!wasChanged) _changed.Remove(key);
        }
        _journal.Clear();
    }

    public void Clear()
    {
        _values.Clear();
        _changed.Clear();
        _loaded.Clear();
        _journal.Clear();
    }
}
