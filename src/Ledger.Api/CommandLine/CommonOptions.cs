using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Ledger.Domain;
using Ledger.Domain.Funds;
using NodaTime;

namespace Ledger.Api.CommandLine;

/// <summary>Options that several verbs have, read and refused in the same words everywhere.</summary>
public static class CommonOptions
{
    public static Option<PoolCode> Pool() => new("--pool")
    {
        Description = "The pool (统筹区): its six-digit division code",
        Required = true,
        CustomParser = result => Code<PoolCode>(result),
    };

    /// <summary>A request for approval, by its number.</summary>
    public static Option<DocumentId?> Request(string description) => new("--request")
    {
        Description = description,
        CustomParser = result => Code<DocumentId>(result),
    };

    /// <summary>Only one pool; all without it.</summary>
    public static Option<PoolCode?> OnlyPool() => new("--pool")
    {
        Description = "Only this pool (统筹区), by its six-digit division code; all pools without it",
        CustomParser = result => Code<PoolCode>(result),
    };

    /// <summary>One pool or more.</summary>
    public static Option<PoolCode[]> Pools(string description) => new("--pool")
    {
        Description = description,
        Required = true,
        CustomParser = result => [.. result.Tokens.Select(token => Code<PoolCode>(result, token.Value)).Distinct()],
    };

    /// <summary>One file or more, or none where they need not be; a word that looks like an option is a mistyped option.</summary>
    public static Argument<string[]> Files(string description, bool required = true)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = description, Arity = required ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore,
        };
        RefuseOptions(files);
        return files;
    }

    /// <summary>One file; a word that looks like an option is a mistyped option.</summary>
    public static Argument<string?> File(string name, string description, bool required)
    {
        var file = new Argument<string?>(name)
        {
            Description = description, Arity = required ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
        };
        RefuseOptions(file);
        return file;
    }

    private static void RefuseOptions(Argument files) => files.Validators.Add(result =>
    {
        foreach (var token in result.Tokens.Where(token => token.Value.StartsWith("--", StringComparison.Ordinal)))
        {
            result.AddError(UserLanguage.Say(
                $"there is no option {token.Value}; write ./{token.Value} for a file of that name",
                $"没有选项 {token.Value};若是文件名,请写作 ./{token.Value}"));
        }
    });

    public static Option<FundCode?> Fund(string name = "--fund") => new(name)
    {
        Description = "Only this fund, by its slug",
        CustomParser = result => Code<FundCode>(result),
    };

    /// <summary>A year, yyyy.</summary>
    public static Option<int?> Year(string description, bool required = false) => new("--year")
    {
        Description = description,
        Required = required,
        CustomParser = Year,
    };

    /// <summary>A person's reference.</summary>
    public static Option<PersonRef> Person() => new("--person")
    {
        Description = "The person (参保人): the reference under which entries name them",
        Required = true,
        CustomParser = result => Code<PersonRef>(result),
    };

    public static Option<LocalDate?> AsOf() => new("--as-of")
    {
        Description = "As of this cash date, yyyy-MM-dd (default: the pool's latest)",
        CustomParser = result => Date(result),
    };

    /// <summary>A date of the calendar, yyyy-MM-dd.</summary>
    public static Option<LocalDate?> Day(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = Date,
    };

    /// <summary>As it was known at a position.</summary>
    public static Option<long?> KnownPosition() => Position("--position", "As it was known at this position of the log");

    /// <summary>As it was known at an instant; a date means the end of that day in Asia/Shanghai.</summary>
    public static Option<Instant?> KnownAt() =>
        Moment("--known-at", "As it was known then: an instant with its offset, or a date (to the end of that day in China)");

    /// <summary>An instant with its offset, or a date, which means the end of that day in Asia/Shanghai.</summary>
    public static Option<Instant?> Moment(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = KnownInstant,
    };

    /// <summary>A month, yyyy-MM.</summary>
    public static Option<YearMonth> Month(string name, string description) => new(name)
    {
        Description = description,
        Required = true,
        CustomParser = Month,
    };

    /// <summary>Only one month, yyyy-MM.</summary>
    public static Option<YearMonth?> Period(string description) => new("--period")
    {
        Description = description,
        CustomParser = MonthOrNone,
    };

    /// <summary>A position of the log, from 1.</summary>
    public static Option<long?> Position(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = Position,
    };

    /// <exception cref="UserError">The catalogue has no such fund.</exception>
    public static FundCode Known(this FundCatalogue funds, FundCode fund) => funds.Find(fund) is not null
        ? fund
        : throw new UserError(UserLanguage.Say(
            $"fund '{fund}' is not in the fund catalogue", $"基金目录中没有“{fund}”"));

    /// <summary>Reads a code, or says which form it has.</summary>
    internal static T Code<T>(ArgumentResult result) where T : struct, ICode<T> => Code<T>(result, result.Tokens[0].Value);

    private static T Code<T>(ArgumentResult result, string text) where T : struct, ICode<T>
    {
        if (!T.TryParse(text, out var code))
            result.AddError(UserLanguage.Say($"'{text}' must be {T.Form.English}", $"“{text}”应为{T.Form.Chinese}"));
        return code;
    }

    private static LocalDate? Date(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (!CashDates.TryParse(text, out var date))
            result.AddError(UserLanguage.Say($"'{text}' is not a date of the calendar, written as 2025-03-31",
                $"“{text}”不是日历上的日期,应写作 2025-03-31"));
        return date;
    }

    private static int? Year(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (CashDates.TryParse(text + "-01-01", out var first)) return first.Year;
        result.AddError(UserLanguage.Say($"'{text}' is not a year, written as 2025", $"“{text}”不是年度,应写作 2025"));
        return null;
    }

    private static Instant? KnownInstant(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (KnownInstants.TryParse(text, out var instant)) return instant;
        result.AddError(UserLanguage.Say($"'{text}' is not an instant with its offset, such as 2025-05-03T18:00:00+08:00, or a date",
            $"“{text}”不是带时区的时刻(如 2025-05-03T18:00:00+08:00)或日期"));
        return null;
    }

    private static long? Position(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            return position;
        result.AddError(UserLanguage.Say(
            $"'{text}' is not a position of the log, such as 1", $"“{text}”不是日志位置,应如 1"));
        return null;
    }

    /// <summary>Reads a month that may be left out.</summary>
    internal static YearMonth? MonthOrNone(ArgumentResult result) => Month(result);

    private static YearMonth Month(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (CashDates.TryParse(text + "-01", out var first)) return first.ToYearMonth();
        result.AddError(UserLanguage.Say(
            $"'{text}' is not a month, written as 2025-03", $"“{text}”不是月份,应写作 2025-03"));
        return default;
    }
}
