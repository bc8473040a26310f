using Xunit.v3;

namespace Ledger.Testing;

/// <summary>
/// What a test needs of the machine: without it the test is skipped on a laptop and fails in CI.
/// </summary>
public static class Requirement
{
    public static bool IsContinuousIntegration => Environment.GetEnvironmentVariable("CI") is "true" or "1";

    public static void Root() => Check(Environment.IsPrivilegedProcess, "needs root, to run as another user");

    public static void Check(bool met, string reason)
    {
        if (!met) throw Unmet(reason);
    }

    public static Exception Unmet(string reason) => IsContinuousIntegration
        ? new InvalidOperationException($"This test cannot run here, and in CI every test must: {reason}")
        : new InvalidOperationException($"{DynamicSkipToken.Value}{reason}");
}
