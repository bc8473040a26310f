using System.Text;

namespace Ledger.Naive;

/// <summary>Reads and writes an events file: comma-separated, a header, fields in quotes where they need them.</summary>
public static class EventsFile
{
    /// <summary>The facts of a file, in the order of its rows.</summary>
    public static IReadOnlyList<NaiveFact> Read(TextReader file)
    {
        var header = ReadRecord(file) ?? throw new FormatException("the file is empty");
        var facts = new List<NaiveFact>();
        while (ReadRecord(file) is { } fields)
        {
            if (fields.Count != header.Count)
                throw new FormatException($"row {facts.Count + 1} has {fields.Count} fields, not {header.Count}");
            var columns = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var index = 0; index < header.Count; index++) columns[header[index]] = fields[index];
            facts.Add(new(facts.Count + 1, columns));
        }
        return facts;
    }

    /// <summary>Writes rows with every column that any of them has.</summary>
    public static void Write(TextWriter file, IEnumerable<IReadOnlyDictionary<string, string>> rows)
    {
        var all = rows.ToList();
        var header = all.SelectMany(row => row.Keys).ToHashSet().Order(StringComparer.Ordinal).ToList();
        file.Write(string.Join(',', header) + "\n");
        foreach (var row in all)
            file.Write(string.Join(',', header.Select(column => Quoted(row.GetValueOrDefault(column, "")))) + "\n");
    }

    private static string Quoted(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? field
            : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static List<string>? ReadRecord(TextReader file)
    {
        if (file.Peek() < 0) return null;
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        while (true)
        {
            var next = file.Read();
            if (quoted)
            {
                if (next < 0) throw new FormatException("a quote is not closed");
                if (next != '"') field.Append((char)next);
                else if (file.Peek() == '"') field.Append((char)file.Read());
                else quoted = false;
                continue;
            }
            switch (next)
            {
                case '"':
                    quoted = true;
                    break;
                case ',':
                    fields.Add(field.ToString());
                    field.Clear();
                    break;
                case '\r':
                    break;
                case '\n' or < 0:
                    fields.Add(field.ToString());
                    return fields;
                default:
                    field.Append((char)next);
                    break;
            }
        }
    }
}
