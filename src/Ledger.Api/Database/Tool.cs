using System.ComponentModel;
using System.Diagnostics;
using Ledger.Api.CommandLine;

namespace Ledger.Api.Database;

/// <summary>What a program that has ended left behind.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The one line of what a failed program said that tells why.</summary>
    public string Reason
    {
        get
        {
            var lines = (Errors + "\n" + Output).Split('\n', StringSplitOptions.TrimEntries)
                .Where(line => line.Length > 0).ToList();
            var fatal = lines.Find(line => line.Contains("FATAL:", StringComparison.Ordinal));
            return fatal?[fatal.IndexOf("FATAL:", StringComparison.Ordinal)..]
                ?? lines.Find(line => line.Contains("error:", StringComparison.Ordinal))
                ?? lines.LastOrDefault() ?? $"exit code {ExitCode}";
        }
    }
}

/// <summary>
/// Runs a program to its end and keeps what it says; none of the caller's streams reaches it.
/// </summary>
internal static class Tool
{
    public static ProcessStartInfo Command(string program, params IEnumerable<string> arguments) =>
        new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    public static Task<ToolResult> Run(ProcessStartInfo command, CancellationToken cancellationToken) =>
        Run(command, "", cancellationToken);

    public static async Task<ToolResult> Run(ProcessStartInfo command, string input,
        CancellationToken cancellationToken)
    {
        using var process = Start(command);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await Write(process, input);
            await process.WaitForExitAsync(cancellationToken);
            return new ToolResult(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(ProcessStartInfo command)
    {
        try
        {
            return Process.Start(command)!;
        }
        catch (Win32Exception problem)
        {
            var hint = command.FileName == "setpriv" ? "; install Debian's package util-linux" : "";
            throw new UserError($"cannot run {command.FileName}: {problem.Message}{hint}");
        }
    }

    private static async Task Write(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code says the rest.
        }
    }
}
