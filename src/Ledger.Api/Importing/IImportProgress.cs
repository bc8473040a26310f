namespace Ledger.Api.Importing;

/// <summary>How far an import is: a bar on a terminal, plain lines elsewhere, nothing for a program.</summary>
public interface IImportProgress
{
    void Begin(string step, long bytes);

    void At(long bytes);
}

public sealed class NoProgress : IImportProgress
{
    public void Begin(string step, long bytes)
    {
    }

    public void At(long bytes)
    {
    }
}
