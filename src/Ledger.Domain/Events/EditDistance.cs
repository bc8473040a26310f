namespace Ledger.Domain.Events;

/// <summary>How many letters must change to turn one word into another; used to suggest a name that was meant.</summary>
internal static class EditDistance
{
    private const int LengthMax = 64;

    internal static int Of(string left, string right)
    {
        if (left.Length > LengthMax || right.Length > LengthMax) return int.MaxValue;
        var row = new int[right.Length + 1];
        for (var column = 0; column < row.Length; column++) row[column] = column;
        for (var line = 1; line <= left.Length; line++)
        {
            var diagonal = row[0];
            row[0] = line;
            for (var column = 1; column < row.Length; column++)
            {
                var substitute = diagonal + (left[line - 1] == right[column - 1] ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.Min(substitute, Math.Min(row[column], row[column - 1]) + 1);
            }
        }
        return row[^1];
    }
}
