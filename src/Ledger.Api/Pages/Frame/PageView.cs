using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Http;
using Ledger.Api.Identity;
using Ledger.Api.Pages.Parts;
using Ledger.Api.Sheets;
using Ledger.Domain;
using Microsoft.AspNetCore.Http.Extensions;
using NodaTime;

namespace Ledger.Api.Pages.Frame;

/// <summary>Who looks at a page, at which pool and on which point of both axes, and how they want it.</summary>
public sealed class PageView
{
    private static readonly string[] _axes = ["asOf", "knownAt", "position"];

    private readonly LedgerContext _ledger;
    private SheetWords? _words;

    internal PageView(HttpContext http, LedgerContext ledger)
    {
        _ledger = ledger;
        Http = http;
        Caller = Access.CallerOrNobody(http);
        Preferences = PagePreferences.Of(http.Request);
        Pool = http.GetRouteValue("pool") is string text && PoolCode.TryParse(text, out var pool) ? pool : null;
    }

    public HttpContext Http { get; }

    /// <summary>Null where nobody has signed in.</summary>
    public Caller? Caller { get; }

    public PagePreferences Preferences { get; }

    /// <summary>Null on pages of no pool.</summary>
    public PoolCode? Pool { get; }

    /// <summary>The pool's name and code.</summary>
    public string PoolName => Pool is { } pool ? NameOf(pool) : "";

    /// <summary>This page with its query, to come back to.</summary>
    public string Here => Http.Request.GetEncodedPathAndQuery();

    /// <summary>The date that is asked about; null for the pool's latest.</summary>
    /// <exception cref="UserError">It is no date.</exception>
    public LocalDate? AsOf => RequestText.Date("asOf", Asked("asOf"));

    /// <summary>Since when figures are known; now where it says nothing.</summary>
    /// <exception cref="UserError">It is no point of the log.</exception>
    public KnownPoint Known => RequestText.Known(new(Asked("knownAt"), Asked("position"), null));

    /// <summary>What a parameter of the query says; null where it says nothing.</summary>
    public string? Asked(string name) => Http.Request.Query[name] is [{ Length: > 0 } value] ? value : null;

    public bool May(AccessRight right) => Caller?.May(right) is true;

    public string NameOf(PoolCode pool) => _ledger.Pools.Find(pool).Name is { } name ? $"{name} {pool}" : pool.Text;

    /// <summary>An amount within a sentence, in the reader's unit and with it.</summary>
    /// <param name="yuan">As the program gives it.</param>
    public string AmountOf(string yuan) => AmountText.Of(yuan, Preferences.InWan)
        + (Preferences.InWan ? " 万元" : UserLanguage.Say(" yuan", " 元"));

    /// <summary>The names of funds, lines, bands and reasons in the reader's language.</summary>
    internal SheetWords Words => _words ??= SheetWords.Of(_ledger);

    /// <summary>A page of this pool, on the same point of both axes.</summary>
    /// <param name="path">Below the pool, such as <c>funds/employee</c>.</param>
    /// <param name="query">Further parameters; those without a value are left out, and one of an axis replaces it.</param>
    public string To(string path, params (string Name, string? Value)[] query)
    {
        var all = _axes.Where(axis => query.All(one => one.Name != axis)).Select(axis => (axis, Asked(axis))).Concat(query);
        return $"/pools/{Pool}{(path.Length == 0 ? "" : "/")}{path}{QueryOf(all)}";
    }

    /// <summary>A route of the API of this pool, for a download.</summary>
    public string Api(string path, params (string Name, string? Value)[] query) => $"/api/v1/pools/{Pool}/{path}{QueryOf(query)}";

    /// <summary>The switch of a preference, which leads back here.</summary>
    public string Switch(string word) => $"/preferences{QueryOf([("set", word), ("back", Here)])}";

    private static QueryString QueryOf(IEnumerable<(string Name, string? Value)> query) => QueryString.Create(
        query.Where(one => one.Value is not null).Select(one => KeyValuePair.Create(one.Name, one.Value)));
}
