using System.Reflection;
using Ledger.Api.Sheets;
using Ledger.Domain.Events;
using Ledger.Domain.PaymentCapacity;
using Ledger.Testing;

namespace Ledger.Api.Tests.Sheets;

/// <summary>What has a name where people read it.</summary>
public sealed class SheetNamesTests
{
    private static SheetNames Names => SheetNames.Parse(File.ReadAllText(Repository.Path("data", "sheets.json")));

    [Fact]
    public void Every_kind_of_event_is_called_as_the_glossary_calls_it()
    {
        var glossary = File.ReadAllText(Repository.Path("docs", "glossary.md"));
        foreach (var type in EventTypes.All)
        {
            var name = Names.Find("kinds", type.Name).ShouldNotBeNull(type.Name);
            glossary.ShouldContain($"| `{type.Name}` | {name.Chinese} |");
        }
    }

    [Fact]
    public void Every_property_that_an_event_can_store_has_a_name()
    {
        foreach (var type in EventTypes.All)
        {
            foreach (var property in type.Type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
                Names.Find("fields", property.Name).ShouldNotBeNull($"{type.Name}: {property.Name}");
        }
    }

    [Fact]
    public void Every_policy_of_payment_capacity_has_a_name()
    {
        foreach (var policy in CapacityPolicies.Parse(File.ReadAllText(Repository.Path("data", "policies.json"))).All)
            Names.Find("policies", policy.Id).ShouldNotBeNull(policy.Id);
    }
}
