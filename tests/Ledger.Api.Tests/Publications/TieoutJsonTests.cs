using Ledger.Api.Publications;
using Ledger.Domain;
using Ledger.Domain.PaymentCapacity;
using Ledger.Domain.Publications;
using Ledger.Domain.Statements;
using Ledger.Testing;

namespace Ledger.Api.Tests.Publications;

public sealed class TieoutJsonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_check_class_and_unit_has_its_word_in_the_json()
    {
        var file = _folder.Write("all.csv", """
            publication,pool,fund,from,to,line,relation,amount,unit
            一季度,330825,resident,2025-01-01,2025-03-31,opening,part,100.0,wan
            一季度,330825,resident,2025-01-01,2025-03-31,income.total,part,30.0,wan
            一季度,330825,resident,2025-01-01,2025-03-31,expenditure.total,part,20.0,wan
            一季度,330825,resident,2025-01-01,2025-03-31,surplus,part,10.1,wan
            一季度,330825,resident,2025-01-01,2025-03-31,closing,part,1200000,yuan
            一季度,330825,resident,2025-01-01,2025-03-31,months,part,99.9,months
            半年,330825,resident,2025-01-01,2025-06-30,opening,part,1.00,yi
            半年,330825,resident,2025-01-01,2025-06-30,income.premium,part,0.50,yi
            半年,330825,resident,2025-01-01,2025-06-30,income.premium.aid-funded,of-which,0.60,yi
            半年,330825,resident,2025-01-01,2025-06-30,months,part,5,months
            全年,330825,resident,2025-01-01,2025-12-31,closing,part,120,wan
            全年,330825,resident,2025-01-01,2025-12-31,expenditure.total,part,60,wan
            全年,330825,resident,2025-01-01,2025-12-31,months,part,24,months
            """);
        var policies = CapacityPolicies.Parse(DataFiles.Read("policies.json"));
        var read = PublicationFile.Read([file]);
        read.Errors.ShouldBeEmpty();

        var ledger = LedgerTableKey.Of(read.Rows).ToDictionary(key => key, _ => new LedgerTable(null, "not opened"));
        ledger[LedgerTableKey.Of(read.Rows.Take(1)).Single()] = new(FundStatement.Of(FundCode.Of("resident"),
            openingKnown: true, new(999_000_00), new Dictionary<string, Money>()), null);
        var result = TieOut.Check(read.Rows, policies, ledger);
        var last = result.Findings.Last(finding => finding.Check == TieOutCheck.Ledger);
        var found = last with
        {
            Explanation = new([new(7, "entry_reversed", DocumentId.Of("X-1"), new(2025, 3, 31), new(-1_00), IsLate: true)],
                1, new(0, 1, AmountUnit.Wan)),
        };

        TieoutJson.Of(result with
            {
                Findings = [.. result.Findings.Select(finding => ReferenceEquals(finding, last) ? found : finding)],
                Ledger = TieOut.Answered(read.Rows, "330825", 9, ledger),
            })
            .ShouldMatchApproved(approval => approval.NoDiff().WithFileExtension("json"));
    }
}
