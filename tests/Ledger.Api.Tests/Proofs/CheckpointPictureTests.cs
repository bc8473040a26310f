using System.Diagnostics;
using Ledger.Testing;

namespace Ledger.Api.Tests.Proofs;

/// <summary>A checkpoint on paper: another program reads back the note that was signed.</summary>
[Collection(VerbsCollection.Name)]
public sealed class CheckpointPictureTests(PostgresFixture postgres)
{
    private const string Reader = "/usr/bin/zbarimg";

    [Fact]
    public async Task The_QR_code_holds_the_note_to_the_letter()
    {
        Requirement.Check(File.Exists(Reader), $"{Reader} is not installed (Debian: apt-get install zbar-tools)");
        using var pool = await SigningPool.Open(postgres);

        var run = await pool.Run("checkpoint", "--pool", pool.Code, "--qr", pool.Path("note.png"));

        run.ExitCode.ShouldBe(0, run.Errors);
        var read = await ProcessRun.Finish(ProcessRun.Start(new ProcessStartInfo(Reader, ["--raw", "--quiet", pool.Path("note.png")])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        }));
        read.Output.TrimEnd('\n').ShouldBe(run.Output.TrimEnd('\n'));
    }
}
