namespace Ledger.Domain.Deciding;

internal interface IJournaled
{
    void Begin();

    void Undo();

    void Turn();

    void Clear();
}

/// <summary>
/// A dictionary that knows what changed since it was loaded, and can take back what changed since Begin. What the batch
/// before changed stays known while it is being written, and what is loaded meanwhile does not overrule it.
/// </summary>
internal sealed class Journaled<TKey, TValue> : IJournaled where TKey : notnull
{
    private readonly HashSet<TKey> _changed = [];
    private readonly HashSet<TKey> _loaded = [];
    private readonly List<(TKey Key, bool Existed, TValue? Before, bool WasChanged)> _journal = [];
    private Dictionary<TKey, TValue> _values = [];
    private Dictionary<TKey, TValue> _turned = [];

    public IEnumerable<KeyValuePair<TKey, TValue>> Changed =>
        _changed.Select(key => new KeyValuePair<TKey, TValue>(key, _values[key]));

    public IEnumerable<TValue> Values => _turned.Where(row => !_values.ContainsKey(row.Key)).Concat(_values).Select(row => row.Value);

    /// <summary>Whether the key exists where it came from, or will once the batch before is written.</summary>
    public bool IsLoaded(TKey key) => _loaded.Contains(key) || _turned.ContainsKey(key);

    public TValue? Find(TKey key) => _values.TryGetValue(key, out var value) ? value : _turned.GetValueOrDefault(key);

    /// <summary>What this batch made of it, whatever the one before did.</summary>
    public TValue? FindOwn(TKey key) => _values.GetValueOrDefault(key);

    /// <summary>What the batch before made of it.</summary>
    public TValue? FindTurned(TKey key) => _turned.GetValueOrDefault(key);

    public IEnumerable<TKey> TurnedKeys => _turned.Keys;

    public void Load(TKey key, TValue value)
    {
        if (_turned.ContainsKey(key)) return;
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

    public void Turn()
    {
        (_turned, _values) = (_values, _turned);
        if (_changed.Count < _turned.Count)
        {
            foreach (var key in _turned.Keys.Where(key => !_changed.Contains(key)).ToList()) _turned.Remove(key);
        }
        Forget();
    }

    public void Clear()
    {
        _turned.Clear();
        Forget();
    }

    private void Forget()
    {
        _values.Clear();
        _changed.Clear();
        _loaded.Clear();
        _journal.Clear();
    }
}
