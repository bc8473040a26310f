using Ledger.Api.CommandLine;
using Ledger.Api.Periods;

namespace Ledger.Api.Http;

/// <param name="Reason">Why, as it is recorded.</param>
public sealed record ReasonBody(string? Reason)
{
    /// <summary>The reason that the body must give.</summary>
    /// <exception cref="UserError">There is none, or it is not to be recorded.</exception>
    internal static async Task<string> Needed(HttpRequest request, CancellationToken cancellationToken)
    {
        var reason = await Optional(request, cancellationToken) ?? throw Malformed();
        return reason;
    }

    /// <summary>The reason that the body may give.</summary>
    /// <exception cref="UserError">It is not to be recorded.</exception>
    internal static async Task<string?> Optional(HttpRequest request, CancellationToken cancellationToken)
    {
        var reason = (await StrictBody.Read<ReasonBody>(request, Malformed, cancellationToken))?.Reason;
        if (reason is not null) Check(reason);
        return reason;
    }

    /// <exception cref="UserError">The text is no reason.</exception>
    internal static void Check(string reason)
    {
        if (ReasonOption.ProblemOf(reason) is { } problem) throw new UserError($"reason {problem.In(UserLanguage.IsChinese)}");
    }

    private static UserError Malformed() => new(UserLanguage.Say(
        "the body must be an object with reason (a string)", "请求体应为含 reason (字符串) 的对象"));
}
