using Microsoft.AspNetCore.Http.HttpResults;

namespace Ledger.Api.Hosting;

/// <summary>Errors as RFC 9457 problem details; the type is stable and programs test it.</summary>
public static class Problems
{
    public static ProblemHttpResult Of(int status, string type, string detail) =>
        TypedResults.Problem(detail, statusCode: status, type: $"urn:ledger:problem:{type}");

    public static ProblemHttpResult Malformed(string name, string value, string form) =>
        Of(StatusCodes.Status400BadRequest, "bad-request", $"{name} '{value}' must be {form}");
}
