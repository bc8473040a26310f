using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Ledger.Domain;
using Ledger.Domain.Deciding;

namespace Ledger.Api.Http;

/// <summary>
/// A kind of error over HTTP. Its URI is stable: programs decide by it, and by nothing that is worded.
/// </summary>
/// <param name="Name">The end of the URI.</param>
/// <param name="Status">The HTTP status that goes with it.</param>
/// <param name="Title">What all errors of the kind have in common.</param>
public sealed partial record ProblemType(string Name, int Status, Wording Title)
{
    private const string Prefix = "urn:ledger:problem:";

    public static readonly ProblemType BadRequest =
        new("bad-request", 400, new("The request is malformed", "请求格式有误"));

    public static readonly ProblemType MalformedEntry =
        new("malformed-entry", 400, new("An entry is malformed", "业务数据格式有误"));

    public static readonly ProblemType IdempotencyKeyDiffers =
        new("idempotency-key-differs", 400, new("The Idempotency-Key is not the document", "Idempotency-Key 与单据号不一致"));

    public static readonly ProblemType ImportRefused =
        new("import-refused", 422, new("Rows of the file are bad, and nothing is recorded", "文件中有错误行,未登记任何内容"));

    public static readonly ProblemType Unauthenticated =
        new("unauthenticated", 401, new("A key or token is needed", "须提供密钥或令牌"));

    public static readonly ProblemType Forbidden =
        new("forbidden", 403, new("The role does not allow this", "角色无此权限"));

    public static readonly ProblemType NotFound = new("not-found", 404, new("There is no such thing", "未找到"));

    public static readonly ProblemType MethodNotAllowed =
        new("method-not-allowed", 405, new("The path does not know this method", "该路径不支持此方法"));

    public static readonly ProblemType TooLarge = new("too-large", 413, new("The body is too large", "请求体过大"));

    public static readonly ProblemType UnsupportedMediaType =
        new("unsupported-media-type", 415, new("The body must be JSON", "请求体应为 JSON"));

    public static readonly ProblemType TooManyRequests =
        new("too-many-requests", 429, new("Too many requests at once", "并发请求过多"));

    public static readonly ProblemType Internal = new("internal", 500, new("The request failed", "请求处理失败"));

    public static readonly ProblemType LogChanged =
        new("log-changed", 500, new("The log is not as it was recorded", "日志与登记时不一致"));

    public static readonly ProblemType DatabaseUnavailable =
        new("database-unavailable", 503, new("The database does not answer", "数据库无响应"));

    public static readonly ProblemType PoolBusy =
        new("pool-busy", 503, new("Another writes the pool", "统筹区正被其他操作写入"));

    public static readonly ProblemType BalancesDiffer =
        new("balances-differ", 422, new("A figure from outside differs from the ledger", "外部余额与账面不符"));

    public static readonly ProblemType FiguresIncomplete =
        new("figures-incomplete", 503, new("The figures lack an event", "数据缺少事件"));

    public static readonly ProblemType PositionNotReached =
        new("position-not-reached", 503, new("The position is not reached yet", "尚未到达该位置"));

    public static readonly ProblemType IssuerUnavailable =
        new("issuer-unavailable", 503, new("The issuer of tokens does not answer", "令牌签发方无响应"));

    public static readonly ProblemType TimedOut = new("timed-out", 504, new("The request took too long", "请求超时"));

    private static readonly FrozenDictionary<Refusal, ProblemType> _ofRefusals = Enum.GetValues<Refusal>()
        .ToFrozenDictionary(refusal => refusal, refusal => new ProblemType($"rule:{Kebab(refusal)}", StatusOf(refusal),
            TitleOf(refusal)));

    /// <summary>Every kind there is, a refusal each included.</summary>
    public static IReadOnlyList<ProblemType> All { get; } =
    [
        BadRequest, MalformedEntry, IdempotencyKeyDiffers, ImportRefused, Unauthenticated, Forbidden, NotFound, MethodNotAllowed, TooLarge,
        UnsupportedMediaType, TooManyRequests, Internal, LogChanged, DatabaseUnavailable, PoolBusy, BalancesDiffer,
        FiguresIncomplete,
        PositionNotReached, IssuerUnavailable, TimedOut, .. Enum.GetValues<Refusal>().Select(refusal => _ofRefusals[refusal]),
    ];

    public string Uri => Prefix + Name;

    public static ProblemType Of(Refusal refusal) => _ofRefusals[refusal];

    private static int StatusOf(Refusal refusal) =>
        refusal is Refusal.DocumentConflict or Refusal.VoucherConflict or Refusal.ApprovalPending
            or Refusal.ApprovalDecidedAlready ? 409 : 422;

    private static Wording TitleOf(Refusal refusal) => refusal switch
    {
        Refusal.DocumentConflict or Refusal.VoucherConflict =>
            new("It was recorded before with another content", "此前已以不同内容登记"),
        Refusal.ApprovalPending => new("It waits for approval with another content", "以不同内容待审批"),
        Refusal.ApprovalDecidedAlready => new("It was decided before", "此前已审批"),
        _ => new("A rule of the books is broken", "违反记账规则"),
    };

    private static string Kebab(Refusal refusal) => Words().Replace(refusal.ToString(), "-").ToLowerInvariant();

    [GeneratedRegex("(?<!^)(?=[A-Z])")]
    private static partial Regex Words();
}
