using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Domain.Events;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Ledger.Api.Http;

/// <summary>
/// <c>GET /openapi/v1.json</c>: what the routes are, made from the routes. Errors, fields of entries and what a caller needs
/// are added from the tables that the program itself goes by.
/// </summary>
internal static class ApiDescription
{
    private const string ProblemMedia = "application/problem+json";
    private const string Scheme = "bearer";

    private static readonly IReadOnlyList<ProblemType> _always =
    [
        ProblemType.BadRequest, ProblemType.Unauthenticated, ProblemType.Forbidden, ProblemType.NotFound,
        ProblemType.TooManyRequests, ProblemType.Internal, ProblemType.LogChanged, ProblemType.DatabaseUnavailable, ProblemType.IssuerUnavailable,
        ProblemType.PositionNotReached, ProblemType.FiguresIncomplete, ProblemType.TimedOut,
    ];

    private static readonly IReadOnlyList<ProblemType> _ofWrites =
    [
        ProblemType.MalformedEntry, ProblemType.IdempotencyKeyDiffers, ProblemType.ImportRefused, ProblemType.TooLarge,
        ProblemType.UnsupportedMediaType, ProblemType.PoolBusy,
        .. ProblemType.All.Where(type => type.Name.StartsWith("rule:", StringComparison.Ordinal)),
    ];

    internal static void Add(IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type == typeof(PostedEntry)) DescribeEntry(schema);
            return Task.CompletedTask;
        });
    });

    internal static void Map(IEndpointRouteBuilder server) =>
        server.MapOpenApi("/openapi/{documentName}.json").WithMetadata(new OpenOnLoopback());

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new()
        {
            Title = "Ledger",
            Version = "1",
            Description = "Fund ledger of public medical insurance (医疗保障基金): records entries, answers with figures. Amounts "
                + "are yuan as decimal strings, dates yyyy-MM-dd.",
        };
        // Where it is served is the business of whoever serves it.
        document.Servers = [];
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http, Scheme = "bearer",
                Description = "An API key of ./ledger token, or a token of the configured OpenID Connect issuer",
            },
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[nameof(Problem)] = ProblemSchema();
    }

    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "RFC 9457. Decide by type; title, detail and reasons are worded in the language of the request",
        Required = new HashSet<string> { "type", "title", "status", "detail" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String, Enum = [.. ProblemType.All.Select(type => (JsonNode)type.Uri)],
            },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["index"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                        ["field"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null },
                        ["reason"] = new OpenApiSchema { Type = JsonSchemaType.String },
                    },
                },
            },
            ["import"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "Of import-refused: accepted, duplicates, rejected, position and errors, as the verb import --json",
            },
        },
    };

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Responses ??= [];
        foreach (var answered in metadata.OfType<Answered>())
        {
            if (operation.Responses.TryGetValue(Text(answered.Status), out var response)) response.Description = answered.What;
        }
        foreach (var example in ApiExamples.Of($"{context.Description.HttpMethod} /{context.Description.RelativePath}"))
            Describe(operation, example);
        if (metadata.OfType<Needs>().LastOrDefault() is not { } needs) return;
        var said = operation.Description is { Length: > 0 } own ? own + " " : "";
        operation.Description = $"{said}Needs the permission {needs.Right}: "
            + $"{string.Join(", ", Enum.GetValues<Identity.Role>().Where(role => Identity.Roles.MayDo(role, needs.Right)).Select(Identity.Roles.NameOf))}.";
        operation.Security =
            [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        var isWrite = context.Description.HttpMethod == HttpMethods.Post;
        foreach (var status in (isWrite ? _always.Concat(_ofWrites) : _always).GroupBy(type => type.Status))
        {
            operation.Responses[Text(status.Key)] = new OpenApiResponse
            {
                Description = string.Join(", ", status.Select(type => type.Uri)),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [ProblemMedia] = new OpenApiMediaType
                    {
                        Schema = new OpenApiSchemaReference(nameof(Problem), context.Document),
                    },
                },
            };
        }
    }

    private static void Describe(OpenApiOperation operation, ApiExample example)
    {
        var request = operation.RequestBody?.Content?.Values.FirstOrDefault();
        if (request is not null && example.Body is { } body) request.Example ??= body.DeepClone();
        var answer = operation.Responses!.TryGetValue(Text(example.Status), out var response)
            ? response.Content?.Values.FirstOrDefault()
            : null;
        if (answer is not null) answer.Example ??= example.Answer?.DeepClone();
    }

    private static void DescribeEntry(OpenApiSchema schema)
    {
        schema.Type = JsonSchemaType.Object | JsonSchemaType.Array;
        schema.Description = "An entry, or a list of entries that are one voucher. The fields of each kind are in docs/events.md.";
        schema.Properties = EntryBody.Fields.ToDictionary(
            field => field, IOpenApiSchema (_) => new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null },
            StringComparer.Ordinal);
        schema.Required = new HashSet<string> { EntryColumns.Document, EntryColumns.Date };
        schema.Examples = [new JsonObject
        {
            ["kind"] = "reimbursement_paid", ["document"] = "ZF-2025-000123", ["fund"] = "employee", ["amount"] = "1250.00",
            ["date"] = "2025-03-31", ["category"] = "inpatient", ["institution"] = "H33082500001",
        }];
    }

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
