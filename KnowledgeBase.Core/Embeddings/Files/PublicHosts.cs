using System.Net;
using System.Net.Sockets;

namespace KnowledgeBase.Core.Embeddings.Files;

/// <summary>Which hosts and addresses a download may reach: those allowed by name, where they have a public address.</summary>
internal static class PublicHosts
{
    internal static bool IsAllowed(Uri address, IReadOnlyList<string> hosts) =>
        address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && address.UserInfo.Length == 0
        && hosts.Any(host => host.StartsWith("*.", StringComparison.Ordinal)
            ? address.Host.EndsWith(host[1..], StringComparison.OrdinalIgnoreCase)
            : string.Equals(address.Host, host, StringComparison.OrdinalIgnoreCase));

    internal static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return IsPublic(address.MapToIPv4());
        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            // 2000::/3 is what is routed; within it 2001:db8::/32, Teredo (2001::/32) and 6to4 (2002::/16) are not what they seem.
            return (bytes[0] & 0xE0) == 0x20 && !(bytes[0] == 0x20 && bytes[1] == 0x02)
                && !(bytes[0] == 0x20 && bytes[1] == 0x01 && ((bytes[2] == 0 && bytes[3] == 0) || (bytes[2] == 0x0D && bytes[3] == 0xB8)));
        }

        return (bytes[0], bytes[1], bytes[2]) switch
        {
            (0 or 10 or 127 or >= 224, _, _) => false,
            (100, >= 64 and <= 127, _) => false,
            (169, 254, _) => false,
            (172, >= 16 and <= 31, _) => false,
            (192, 168, _) => false,
            (192, 0, 0 or 2) => false,
            (198, 18 or 19, _) => false,
            (198, 51, 100) or (203, 0, 113) => false,
            _ => true,
        };
    }
}
