using System.CommandLine;
using Ledger.Api.CommandLine;

namespace Ledger.Api.Proofs;

/// <summary><c>./ledger keys</c>: the keys that checkpoints are signed with, outside the database.</summary>
public static class KeysVerb
{
    public static Command Create()
    {
        var name = new Option<string?>("--name") { Description = "Make a key of this name, such as ledger.example.org" };
        var json = JsonOutput.CreateOption();
        var verb = new Command("keys", "The keys that checkpoints are signed with; prints the public ones") { name, json };
        verb.SetAction(async (result, _) =>
        {
            var folder = KeyFolder.FromEnvironment();
            IReadOnlyList<string> keys = result.GetValue(name) is { } made ? [folder.Make(made)] : folder.Public();
            if (result.GetValue(json)) result.WriteJson(new KeysAnswer(folder.Path, keys));
            else foreach (var key in keys) await result.InvocationConfiguration.Output.WriteLineAsync(key);
        });
        return verb.WithExample("./ledger keys --name ledger.example.org");
    }
}

/// <param name="Folder">Where they lie.</param>
/// <param name="Keys">Public keys: give them to whoever checks.</param>
public sealed record KeysAnswer(string Folder, IReadOnlyList<string> Keys);
