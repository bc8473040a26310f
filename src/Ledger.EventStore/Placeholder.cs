namespace Ledger.EventStore;
