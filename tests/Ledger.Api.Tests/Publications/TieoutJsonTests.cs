using Ledger.Api.Publications;
using Ledger.Domain.PaymentCapacity;
using Ledger.Domain.Publications;
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

        TieoutJson.Of(TieOut.Check(read.Rows, policies))
            .ShouldMatchApproved(approval => approval.NoDiff().WithFileExtension("json"));
    }
}
