namespace Ledger.Domain.Events;

/// <summary>The columns of an events file (contract), which are also the names in refusals and, in camelCase, in JSON bodies.</summary>
public static class EntryColumns
{
    public const string Kind = "kind";
    public const string Document = "document";
    public const string Voucher = "voucher";
    public const string Fund = "fund";
    public const string Amount = "amount";
    public const string Direction = "direction";
    public const string Date = "date";
    public const string BankDate = "bank_date";
    public const string BusinessFrom = "business_from";
    public const string BusinessTo = "business_to";
    public const string DueDate = "due_date";
    public const string BudgetYear = "budget_year";
    public const string Institution = "institution";
    public const string Person = "person";
    public const string PersonClass = "person_class";
    public const string Persons = "persons";
    public const string Count = "count";
    public const string Payer = "payer";
    public const string Category = "category";
    public const string Counterparty = "counterparty";
    public const string ToFund = "to_fund";
    public const string Account = "account";
    public const string ToAccount = "to_account";
    public const string Line = "line";
    public const string Original = "original";
    public const string CaseNo = "case_no";
    public const string Agency = "agency";
    public const string Channel = "channel";
    public const string Evidence = "evidence";
    public const string MedicalCost = "medical_cost";
    public const string InScopeCost = "in_scope_cost";
    public const string OutOfScopeCost = "out_of_scope_cost";
    public const string SelfPaid = "self_paid";
    public const string ExamCost = "exam_cost";
    public const string Group = "group";
    public const string Points = "points";
    public const string Method = "method";
    public const string Policy = "policy";
    public const string Reason = "reason";
    public const string Note = "note";

    /// <summary>Every column, in the contract's order.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Kind, Document, Voucher, Fund, Amount, Direction, Date, BankDate, BusinessFrom, BusinessTo, DueDate,
        BudgetYear, Institution, Person, PersonClass, Persons, Count, Payer, Category, Counterparty, ToFund, Account,
        ToAccount, Line, Original, CaseNo, Agency, Channel, Evidence, MedicalCost, InScopeCost, OutOfScopeCost,
        SelfPaid, ExamCost, Group, Points, Method, Policy, Reason, Note,
    ];

    /// <summary>Columns that every file must have.</summary>
    public static readonly IReadOnlyList<string> Required = [Kind, Document, Date];
}
