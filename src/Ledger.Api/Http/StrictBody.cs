using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Api.CommandLine;

namespace Ledger.Api.Http;

/// <summary>Reads a small body of named fields; what it does not know is refused.</summary>
internal static class StrictBody
{
    private static readonly JsonSerializerOptions _strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false,
        MaxDepth = RequestLimits.Depth,
    };

    /// <param name="request">The request.</param>
    /// <param name="malformed">What to say of a body of another shape.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null where there is no body.</returns>
    /// <exception cref="UserError">The body has another shape.</exception>
    internal static async Task<T?> Read<T>(HttpRequest request, Func<UserError> malformed, CancellationToken cancellationToken)
        where T : class
    {
        if (request.ContentLength is null or 0 && request.ContentType is null) return null;
        try
        {
            return (request.HasJsonContentType()
                ? await request.ReadFromJsonAsync<T>(_strict, cancellationToken)
                : throw new BadHttpRequestException("not JSON", StatusCodes.Status415UnsupportedMediaType)) ?? throw malformed();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw malformed();
        }
    }
}
