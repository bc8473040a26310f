using System.Text;

namespace Ledger.Api.Tests.Importing;

/// <summary>
/// The rule of every file that cannot be taken: the lines that say why, exit code 1, nothing written.
/// </summary>
internal static class Refused
{
    public static Task ShouldRefuse(this TestPool pool, string text, params string[] lines) =>
        pool.ShouldRefuse(Encoding.UTF8.GetBytes(text), [], lines);

    public static async Task ShouldRefuse(
        this TestPool pool, byte[] bytes, string[] options, params string[] lines)
    {
        var before = await pool.Tables();
        var file = pool.Write("rows.csv", bytes);
        var run = await pool.Run("import", [file, "--pool", pool.Code, .. options]);
        run.ErrorLines.ShouldBe(lines);
        run.ExitCode.ShouldBe(1);
        (await pool.Tables()).ShouldBe(before);
    }
}
