using System.Reflection;
using Ledger.Api.CommandLine;
using Microsoft.Net.Http.Headers;

namespace Ledger.Api.Http;

/// <summary>
/// Answers that a reader may keep: tagged with the position that they were read at. The tag also names the build, since
/// another program may say the same position otherwise; it is weak, since it holds for the answer in any encoding.
/// </summary>
internal static class Tagged
{
    private static readonly string _build =
        Assembly.GetExecutingAssembly().ManifestModule.ModuleVersionId.ToString("N")[..8];

    internal static IResult Ok<T>(T answer, long position) => new Result<T>(answer, position);

    private sealed class Result<T>(T answer, long position) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var tag = new EntityTagHeaderValue($"\"{position}-{_build}\"", isWeak: true);
            var headers = httpContext.Response.GetTypedHeaders();
            headers.ETag = tag;
            // Figures are for who may see them, and must be asked for again.
            headers.CacheControl = new() { Private = true, NoCache = true };
            if (httpContext.Request.GetTypedHeaders().IfNoneMatch.Any(known =>
                    known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false)))
            {
                httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
            return httpContext.Response.WriteAsJsonAsync(answer, JsonOutput.Options, httpContext.RequestAborted);
        }
    }
}
