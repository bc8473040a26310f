using System.CommandLine;

namespace Ledger.Api.CommandLine;

/// <summary>
/// <c>./ledger test</c>, for the list of verbs and its help: the launcher runs the tests itself, since they
/// build the program anew.
/// </summary>
public static class TestVerb
{
    public static Command Create()
    {
        var projects = new Argument<string[]>("project")
        {
            Description = "Only the test projects with this in their names, such as Domain",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var verb = new Command("test", "Build everything and run every test, as CI does") { projects };
        verb.SetAction(int (_) => throw new UserError("the tests are run by the launcher: ./ledger test"));
        return verb.WithExample("./ledger test").WithExample("./ledger test Domain");
    }
}
