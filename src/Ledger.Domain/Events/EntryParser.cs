using System.Collections.Frozen;
using System.Globalization;
using Ledger.Domain.Funds;
using Ledger.Domain.People;
using NodaTime;
using static Ledger.Domain.Events.EntryColumns;

namespace Ledger.Domain.Events;

/// <summary>What is wrong with one field of an entry, in one line of each language.</summary>
public sealed record EntryProblem(string Column, Wording Reason);

/// <summary>
/// Reads an entry from its fields and checks its shape: formats, what its kind needs, which payers and categories it
/// knows. Rules that depend on the books are the deciders'.
/// </summary>
public sealed partial class EntryParser(FundCatalogue funds)
{
    public const int TextLengthMax = 200;
    public const int NoteLengthMax = 2000;

    private static readonly FrozenDictionary<string, int> _index =
        All.Select((column, index) => (column, index)).ToFrozenDictionary(row => row.column, row => row.index);

    private readonly List<EntryProblem> _problems = [];
    private IReadOnlyList<string?> _fields = [];

    /// <summary>Place of a column in the array that <see cref="Parse"/> takes.</summary>
    public static int IndexOf(string column) => _index[column];

    /// <param name="fields">One text a column of <see cref="EntryColumns.All"/>; null or empty is "not said".</param>
    /// <param name="problems">What is wrong, in the order of the columns; empty when the entry is well formed.</param>
    /// <returns>The entry, or null when there are problems.</returns>
    public FundEvent? Parse(IReadOnlyList<string?> fields, out IReadOnlyList<EntryProblem> problems)
    {
        _fields = fields;
        _problems.Clear();
        var entry = Read();
        problems = _problems.Count == 0 ? [] : [.. _problems.OrderBy(problem => _index[problem.Column])];
        return problems.Count == 0 ? entry : null;
    }

    private FundEvent? Read()
    {
        if (Field(Kind) is not { } name)
        {
            Missing(Kind);
            return null;
        }
        if (EventTypes.Find(name) is not { } type)
        {
            var nearest = Suggestion(name);
            Problem(Kind, $"'{Shown(name)}' is not a kind of entry{nearest.English}",
                $"“{Shown(name)}”不是业务种类{nearest.Chinese}");
            return null;
        }
        if (!type.Importable)
        {
            Problem(Kind,
                $"{type.Name} is not taken from a file; it is recorded by {(type.Verb is { } verb ? $"./ledger {verb}" : "the ledger itself")}",
                $"{type.Name} 不从文件导入,由{(type.Verb is { } same ? $" ./ledger {same} " : "系统")}登记");
            return null;
        }
        var entry = type.Blank with
        {
            Document = NeededCode<DocumentId>(Document),
            Voucher = Text(Voucher, TextLengthMax),
            Original = Code<DocumentId>(Original),
            CaseNo = CaseNumber(),
            Evidence = Sha256(),
            Channel = Short(Channel),
            Agency = Short(Agency),
            Fund = FundField(Fund) ?? default,
            Amount = Amount(EntryColumns.Amount) ?? default,
            Direction = OneOf(Direction, Short(Direction), ["up", "down"]),
            ToFund = FundField(ToFund),
            Account = Short(Account),
            ToAccount = Short(ToAccount),
            Payer = Short(Payer),
            Counterparty = Short(Counterparty),
            Category = Short(Category),
            Line = Short(Line),
            CashDate = CashDate(),
            BankDate = DateField(BankDate),
            BusinessFrom = DateField(BusinessFrom),
            BusinessTo = DateField(BusinessTo),
            DueDate = DateField(DueDate),
            BudgetYear = Year(),
            Institution = Code<InstitutionCode>(Institution),
            Person = Code<PersonRef>(Person),
            PersonClass = Short(PersonClass),
            Persons = Whole(Persons),
            Count = Whole(Count),
            MedicalCost = Cost(MedicalCost),
            InScopeCost = Cost(InScopeCost),
            OutOfScopeCost = Cost(OutOfScopeCost),
            SelfPaid = Cost(SelfPaid),
            ExamCost = Cost(ExamCost),
            Group = Short(Group),
            Points = PointsText(),
            Method = Short(Method),
            Policy = Short(Policy),
            Reason = Words(Reason, NoteLengthMax),
            Note = Words(Note, NoteLengthMax),
        };
        CheckAgainstKind(entry, type);
        return entry;
    }

    private string? Field(string column)
    {
        var text = _fields[_index[column]];
        return string.IsNullOrEmpty(text) ? null : text;
    }

    private void Problem(string column, string english, string chinese) =>
        _problems.Add(new(column, new(english, chinese)));

    private void Missing(string column) => Problem(column, "is missing", "未填写");

    private T NeededCode<T>(string column) where T : struct, ICode<T>
    {
        if (Field(column) is null) Missing(column);
        return Code<T>(column) ?? default;
    }

    private T? Code<T>(string column) where T : struct, ICode<T>
    {
        if (Field(column) is not { } text) return null;
        if (T.TryParse(text, out var code)) return code;
        Problem(column, $"'{Shown(text)}' must be {T.Form.English}", $"“{Shown(text)}”应为{T.Form.Chinese}");
        return null;
    }

    private FundCode? FundField(string column)
    {
        if (Code<FundCode>(column) is not { } fund) return null;
        if (funds.Find(fund) is not null) return fund;
        var nearest = Nearest(fund.Text, funds.All.Select(f => f.Slug.Text));
        Problem(column, $"'{fund}' is not in the fund catalogue{nearest.English}", $"基金目录中没有“{fund}”{nearest.Chinese}");
        return fund;
    }

    private Money? Amount(string column)
    {
        if (Field(column) is not { } text) return null;
        if (Amounts.TryParse(text, out var amount) is not { } reason) return amount;
        _problems.Add(new(column, reason));
        return null;
    }

    private LocalDate CashDate()
    {
        if (Field(Date) is null) Missing(Date);
        return DateField(Date) ?? default;
    }

    private LocalDate? DateField(string column)
    {
        if (Field(column) is not { } text) return null;
        if (CashDates.TryParse(text, out var date)) return date;
        Problem(column, $"'{Shown(text)}' is not a date of the calendar, written as 2025-03-31",
            $"“{Shown(text)}”不是日历上的日期,应写作 2025-03-31");
        return null;
    }

    private int? Year()
    {
        if (Field(BudgetYear) is not { } text) return null;
        if (text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && year is >= CashDates.FirstYear and <= CashDates.LastYear) return year;
        Problem(BudgetYear, $"'{Shown(text)}' is not a year, such as 2025", $"“{Shown(text)}”不是年度,应如 2025");
        return null;
    }

    private long? Whole(string column)
    {
        if (Field(column) is not { } text) return null;
        if (text.Length <= 18 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        Problem(column, $"'{Shown(text)}' is not a whole number of at most 18 digits",
            $"“{Shown(text)}”不是整数,最多 18 位");
        return null;
    }

    private string? Sha256()
    {
        if (Field(Evidence) is not { } text) return null;
        if (text.Length == 64 && text.All(char.IsAsciiHexDigitLower)) return text;
        Problem(Evidence, "must be a SHA-256: 64 hexadecimal digits in lower case",
            "应为 SHA-256 值:64 位小写十六进制数字");
        return null;
    }

    // The case names a stream, so it is kept as strict as a document number.
    private string? CaseNumber() => Code<DocumentId>(CaseNo)?.Text;

    private string? Short(string column) => Words(column, TextLengthMax);

    // What people write in words: of a person nothing but the reference belongs in the log.
    private string? Words(string column, int lengthMax)
    {
        var text = Text(column, lengthMax);
        if (text is not null && PersonalNumbers.AreIn(text))
            _problems.Add(new(column, PersonalNumbers.Refused));
        return text;
    }

    private string? Text(string column, int lengthMax)
    {
        if (Field(column) is not { } text) return null;
        if (text.Length > lengthMax)
            Problem(column, $"is longer than {lengthMax} characters", $"超过 {lengthMax} 个字符");
        else if (text.Any(IsForbidden) || Codes.HasHalfCharacter(text))
            Problem(column, "has a control character or half of a character", "含有控制字符或半个字符");
        return text;
    }

    // A note may have line breaks; nothing may have what PostgreSQL or a terminal cannot take.
    private static bool IsForbidden(char c) => Codes.IsControl(c) && c is not '\n' and not '\r' and not '\t';

    private string? OneOf(string column, string? value, IReadOnlyList<string> choices)
    {
        if (value is not null && choices.Count > 0 && !choices.Contains(value))
            Problem(column, $"'{Shown(value)}' is not one of {string.Join(", ", choices)}",
                $"“{Shown(value)}”不在可选值 {string.Join("、", choices)} 之中");
        return value;
    }

    /// <summary>The beginning of a field, for a message that repeats it.</summary>
    internal static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static Wording Suggestion(string kind) =>
        Nearest(kind, EventTypes.All.Where(type => type.Importable).Select(type => type.Name));

    private static Wording Nearest(string text, IEnumerable<string> known)
    {
        var best = known.Select(name => (name, distance: EditDistance.Of(text, name)))
            .OrderBy(row => row.distance).ThenBy(row => row.name, StringComparer.Ordinal).First();
        return best.distance <= 3 ? new($"; did you mean {best.name}?", $",是否为 {best.name}?") : new("", "");
    }
}
