using System.Net;

namespace Ledger.Api.Hosting;

/// <summary>Addresses that only this machine reaches.</summary>
internal static class Loopback
{
    internal static bool Is(Uri address) => address.Host == "localhost"
        || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
