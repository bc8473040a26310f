using System.Net.Sockets;
using System.Text.Json.Serialization;
using Ledger.Api.CommandLine;
using Ledger.Api.Figures;
using Ledger.Api.Identity;
using Ledger.Api.Importing;
using Ledger.Api.Pages.Frame;
using Ledger.Api.Periods;
using Ledger.Api.Recording;
using Ledger.Domain.Deciding;
using Ledger.EventStore;
using Ledger.EventStore.Proofs;
using Npgsql;

namespace Ledger.Api.Http;

/// <summary>An error as RFC 9457 has it. What is worded is in the language of the request.</summary>
public sealed record Problem(string Type, string Title, int Status, string Detail)
{
    /// <summary>What is wrong with which entry; null where it is the request.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<EntryError>? Errors { get; init; }

    /// <summary>What an import found; null where it is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImportResult? Import { get; init; }
}

/// <summary>What is wrong with an entry of the body.</summary>
/// <param name="Index">Which, from 0.</param>
/// <param name="Field">The field to mend, as the body calls it; null where it is the entry.</param>
public sealed record EntryError(int Index, string? Field, string Reason);

/// <summary>Writes errors, and knows which error of the program is which.</summary>
public static class Problems
{
    private const string MediaType = "application/problem+json";
    private const int RetryAfterSeconds = 5;

    public static IResult Of(ProblemType type, string detail, IReadOnlyList<EntryError>? errors = null) => new Written(
        new(type.Uri, type.Title.In(UserLanguage.IsChinese), type.Status, detail) { Errors = errors });

    /// <summary>The answer to an entry that a rule refuses.</summary>
    public static IResult Of(RefusedEntry refused)
    {
        var reason = refused.Explanation.In(UserLanguage.IsChinese);
        return Of(ProblemType.Of(refused.Refusal), reason, [new(refused.Index, EntryBody.FieldOf(refused.Column), reason)]);
    }

    /// <summary>The answer to a file with bad rows.</summary>
    internal static IResult Of(ProblemType type, ImportResult import) => new Written(
        new(type.Uri, type.Title.In(UserLanguage.IsChinese), type.Status, import.Errors[0].ToString()) { Import = import });

    internal static IResult TooLarge(long most) => Of(ProblemType.TooLarge, UserLanguage.Say(
        $"a body has at most {most / 1024} KiB", $"请求体最大 {most / 1024} KiB"));

    /// <summary>The one line of an error, where a page has more to say than that.</summary>
    internal static string DetailOf(Exception error) => ((Written)Of(error)).Problem.Detail;

    /// <summary>The answer to an error that ended a request.</summary>
    public static IResult Of(Exception error) => error switch
    {
        NoEntriesError none => Of(ProblemType.NotFound, PoolText.WithoutEntries(none.Pool)),
        NotThereError => Of(ProblemType.NotFound, error.Message),
        FiguresIncompleteError => Of(ProblemType.FiguresIncomplete, error.Message),
        IssuerSilentError => Of(ProblemType.IssuerUnavailable, error.Message),
        NotReachedError => Of(ProblemType.PositionNotReached, error.Message),
        BalancesDifferError => Of(ProblemType.BalancesDiffer, error.Message),
        RefusedError refused => Of(refused.Refused),
        LogTreeException or InstitutionTreesException => Of(ProblemType.LogChanged, error.Message),
        PoolBusyException or BusyError => Of(ProblemType.PoolBusy, UserLanguage.Say(
            "another writes the pool; nothing is known to be recorded, send it again",
            "统筹区正被其他操作写入,不能确定是否已登记,请重新发送")),
        NpgsqlException or SocketException or NotRecordedError => Of(ProblemType.DatabaseUnavailable, UserLanguage.Say(
            "the database does not answer; nothing is known to be recorded, send it again",
            "数据库无响应,不能确定是否已登记,请重新发送")),
        UserError => Of(ProblemType.BadRequest, error.Message),
        BadHttpRequestException { StatusCode: 415 } => OfStatus(415),
        BadHttpRequestException => Of(ProblemType.BadRequest, UserLanguage.Say(
            "the request cannot be read", "无法读取请求")),
        _ => Of(ProblemType.Internal, UserLanguage.Say(
            "the request failed; see the server's log", "请求处理失败,请查看服务器日志")),
    };

    /// <summary>The answer where something in the way of a request gave only a status.</summary>
    public static IResult OfStatus(int status) => status switch
    {
        405 => Of(ProblemType.MethodNotAllowed, UserLanguage.Say(
            "the path does not know this method", "该路径不支持此方法")),
        404 => Of(ProblemType.NotFound, UserLanguage.Say("there is no such path", "没有该路径")),
        415 => Of(ProblemType.UnsupportedMediaType, UserLanguage.Say(
            "send the body as application/json", "请求体应为 application/json")),
        429 => Of(ProblemType.TooManyRequests, UserLanguage.Say(
            $"one caller has at most {RequestLimits.AtOnce} requests at once; wait for some to end",
            $"每个调用方最多同时 {RequestLimits.AtOnce} 个请求,请等待部分完成")),
        504 => Of(ProblemType.TimedOut, UserLanguage.Say(
            $"a request may take {RequestLimits.Time.TotalSeconds:0} seconds; nothing is known to be recorded, send it again",
            $"请求最长 {RequestLimits.Time.TotalSeconds:0} 秒,不能确定是否已登记,请重新发送")),
        >= 500 => Of(ProblemType.Internal, UserLanguage.Say("the request failed", "请求处理失败")),
        _ => Of(ProblemType.BadRequest, UserLanguage.Say("the request cannot be read", "无法读取请求")),
    };

    private sealed class Written(Problem problem) : IResult
    {
        internal Problem Problem => problem;

        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (PagePath.Is(httpContext.Request.Path)) return ProblemPages.Show(httpContext, problem);
            var response = httpContext.Response;
            response.StatusCode = problem.Status;
            response.Headers.ContentLanguage = UserLanguage.IsChinese ? "zh-CN" : "en";
            if (problem.Status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
            if (problem.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
                response.Headers.RetryAfter = $"{RetryAfterSeconds}";
            return response.WriteAsJsonAsync(problem, JsonOutput.Options, MediaType, httpContext.RequestAborted);
        }
    }
}
