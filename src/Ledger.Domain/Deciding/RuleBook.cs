using Ledger.Domain.Funds;
using Ledger.Domain.Rulings;

namespace Ledger.Domain.Deciding;

/// <summary>What deciding knows beside the books: the catalogue of funds and the rulings in force. Data.</summary>
public sealed record RuleBook(FundCatalogue Funds, LedgerRules Rulings);
