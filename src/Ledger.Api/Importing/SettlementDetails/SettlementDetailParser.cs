using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.Domain.Settlements;
using Ledger.Api.Privacy;
using static Ledger.Api.Importing.SettlementDetails.SettlementDetailColumns;

namespace Ledger.Api.Importing.SettlementDetails;

/// <summary>What is wrong with a line; no column where it is the line.</summary>
internal sealed record SettlementDetailProblem(string? Column, Wording Reason);

/// <summary>
/// Reads one line of a settlement detail 3202: positive amounts are a settlement that is owed, negative ones the refund of
/// it. One event a fund that pays; none where none pays.
/// </summary>
internal sealed class SettlementDetailParser(SettlementDetailOptions options, PersonTokens persons)
{
    private const int PersonLengthMax = 64;

    private readonly List<SettlementDetailProblem> _problems = [];
    private string[] _fields = [];

    /// <param name="line">Without its line end.</param>
    /// <param name="problems">What is wrong, in the order of the columns.</param>
    public IReadOnlyList<FundEvent> Parse(string line, out IReadOnlyList<SettlementDetailProblem> problems)
    {
        _fields = line.Split('\t');
        _problems.Clear();
        IReadOnlyList<FundEvent> entries = [];
        if (_fields.Length == All.Count) entries = Entries();
        else _problems.Add(new(null, SettlementDetailText.FieldCount(_fields.Length)));
        problems = _problems.Count == 0 ? [] : [.. _problems];
        return problems.Count == 0 ? entries : [];
    }

    private List<FundEvent> Entries()
    {
        var settlement = SettlementId();
        var person = PersonReference();
        var bill = Amount(MedicalCost);
        if (bill?.Fen is > EntryParser.CostFenMax or < -EntryParser.CostFenMax)
            Problem(MedicalCost, SettlementDetailText.BillTooLarge);
        if (IsEmpty(FundPayment)) Problem(FundPayment, SettlementDetailText.Missing);
        var (pooled, personal) = (Amount(FundPayment), Amount(AccountPayment));
        CheckSigns((MedicalCost, bill), (FundPayment, pooled), (AccountPayment, personal));
        if (_problems.Count > 0) return [];
        var legs = new List<FundEvent>(2);
        Add(options.Fund, pooled);
        if (options.PersonalFund is { } accounts) Add(accounts, personal);
        return legs;

        void Add(FundCode fund, Money? signed)
        {
            if (signed is not { Fen: not 0 } amount) return;
            var isRefund = amount < Money.Zero;
            FundEvent blank = isRefund
                ? new SettlementWithdrawn { Original = settlement }
                : new SettlementRecorded { Category = options.Category };
            legs.Add(blank with
            {
                Document = settlement,
                Fund = fund,
                Amount = isRefund ? -amount : amount,
                MedicalCost = isRefund ? -bill : bill,
                Institution = options.Institution,
                Person = person,
                CashDate = options.To,
                BusinessFrom = options.From,
                BusinessTo = options.To,
            });
        }
    }

    // "null" stands for empty; in capitals too, or all whose number is empty would be one person called NULL.
    private bool IsEmpty(string column) =>
        Text(column) is { Length: 0 } || Text(column).Equals("null", StringComparison.OrdinalIgnoreCase);

    private string Text(string column) => _fields[Index(column)];

    private static int Index(string column) => column switch
    {
        Settlement => 0,
        Person => 2,
        MedicalCost => 3,
        FundPayment => 4,
        AccountPayment => 5,
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "is not read"),
    };

    private DocumentId SettlementId()
    {
        if (IsEmpty(Settlement)) Problem(Settlement, SettlementDetailText.Missing);
        else if (DocumentId.TryParse(Text(Settlement), out var document)) return document;
        else Problem(Settlement, SettlementDetailText.NoDocument);
        return default;
    }

    private PersonRef? PersonReference()
    {
        if (IsEmpty(Person)) return null;
        var number = Text(Person);
        if (number.Length <= PersonLengthMax && !number.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            return persons.Of(number);
        Problem(Person, SettlementDetailText.NoPerson);
        return null;
    }

    private Money? Amount(string column)
    {
        if (IsEmpty(column)) return null;
        var text = Text(column);
        var isNegative = text.StartsWith('-');
        if (Amounts.TryParse(isNegative ? text[1..] : text, out var amount) is null) return isNegative ? -amount : amount;
        Problem(column, SettlementDetailText.NoAmount);
        return null;
    }

    private void CheckSigns(params ReadOnlySpan<(string Column, Money? Amount)> amounts)
    {
        var sign = 0;
        foreach (var (column, amount) in amounts)
        {
            var own = Math.Sign(amount?.Fen ?? 0);
            if (own * sign < 0)
            {
                Problem(column, SettlementDetailText.MixedSigns);
                return;
            }
            if (own != 0) sign = own;
        }
    }

    private void Problem(string column, Wording reason) => _problems.Add(new(column, reason));
}
