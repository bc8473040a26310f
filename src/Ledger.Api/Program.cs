using Ledger.Api.CommandLine;

return await LedgerCommand.Run(args, Console.Out, Console.Error, CancellationToken.None);
