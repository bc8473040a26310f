using System.CommandLine;
using System.Globalization;
using Ledger.Api.CommandLine;
using Ledger.Domain;

namespace Ledger.Api.Institutions;

/// <summary>Options of the verbs about institutions.</summary>
internal static class InstitutionOptions
{
    internal static Option<InstitutionCode?> Institution(bool required = false) => new("--institution")
    {
        Description = required ? "The institution, by its code" : "Only this institution, by its code",
        Required = required,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (InstitutionCode.TryParse(text, out var code)) return code;
            result.AddError(UserLanguage.Say($"'{text}' must be {InstitutionCode.Form.English}", $"“{text}”应为{InstitutionCode.Form.Chinese}"));
            return null;
        },
    };

    internal static Option<int> Year() => new("--year")
    {
        Description = "The year, yyyy",
        Required = true,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
                && year is >= CashDates.FirstYear and <= CashDates.LastYear) return year;
            result.AddError(UserLanguage.Say($"'{text}' is not a year, such as 2025", $"“{text}”不是年度,应如 2025"));
            return 0;
        },
    };
}
