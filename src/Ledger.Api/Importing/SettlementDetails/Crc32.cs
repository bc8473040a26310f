namespace Ledger.Api.Importing.SettlementDetails;

/// <summary>The checksum of a text in a ZIP (CRC-32 of IEEE 802.3), which the ZIP reader of .NET does not compare.</summary>
internal static class Crc32
{
    public const uint Start = uint.MaxValue;

    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] _table = [.. Enumerable.Range(0, 256).Select(index => Row((uint)index))];

    public static uint Add(uint checksum, ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes) checksum = _table[(checksum ^ one) & byte.MaxValue] ^ (checksum >> 8);
        return checksum;
    }

    /// <summary>Of bytes that are there at once.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => End(Add(Start, bytes));

    public static uint End(uint checksum) => ~checksum;

    private static uint Row(uint value)
    {
        for (var bit = 0; bit < 8; bit++) value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ Polynomial;
        return value;
    }
}
