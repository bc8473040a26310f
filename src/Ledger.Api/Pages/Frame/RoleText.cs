using Ledger.Api.CommandLine;
using Ledger.Api.Identity;

namespace Ledger.Api.Pages.Frame;

/// <summary>What roles are called where people read them.</summary>
internal static class RoleText
{
    internal static string Of(Role role) => role switch
    {
        Role.Officer => UserLanguage.Say("Officer", "经办"),
        Role.Reviewer => UserLanguage.Say("Reviewer", "复核"),
        Role.Auditor => UserLanguage.Say("Auditor", "审计"),
        Role.Regulator => UserLanguage.Say("Regulator", "监管"),
        Role.Operator => UserLanguage.Say("Operator", "运维"),
        _ => throw new System.Diagnostics.UnreachableException($"{role}"),
    };
}
