namespace Ledger.Projections;
