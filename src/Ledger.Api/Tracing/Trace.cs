using System.Runtime.CompilerServices;
using Ledger.Domain;
using Ledger.Domain.Events;
using Ledger.EventStore;
using Ledger.Projections.Reading;
using Ledger.Projections.Tracing;
using NodaTime;

namespace Ledger.Api.Tracing;

/// <summary>A figure and the reading of the events behind it, which is done once, from first to last.</summary>
public sealed class Trace
{
    private const int EventsAtATime = 5_000;

    private readonly TraceQuestion _question;
    private readonly TracedFigure _figure;
    private readonly (LocalDate? From, LocalDate? To) _dates;

    internal Trace(TraceQuestion question, PoolSnapshot snapshot, LocalDate? from, LocalDate? to, TracedFigure figure)
    {
        (_question, _figure, _dates) = (question, figure, (from, to));
        (Pool, Position, Sums) = (snapshot.Pool, snapshot.Position, new(figure.Terms));
    }

    public PoolCode Pool { get; }

    /// <summary>The last event that the figure includes.</summary>
    public long Position { get; }

    /// <summary>What the events that were read come to.</summary>
    public TermSums Sums { get; }

    /// <summary>The figure with what is known once its events were read.</summary>
    /// <param name="isWhole">Whether they were all read.</param>
    /// <param name="events">Those to be listed.</param>
    public TraceAnswer Answer(bool isWhole, IReadOnlyList<TracedEventAnswer> events)
    {
        var sums = TermSumAnswer.Of(Sums, isWhole);
        return new(Pool.Text, Position, _question.Fund?.Text, _question.Institution?.Text, _question.Year, _figure.Name,
            FigureText.Unit(_figure.Unit), _figure.Value, _figure.Reason, _dates.From?.Iso(), _dates.To?.Iso(), _figure.Formula,
            _figure.Policy, [.. _figure.Inputs.Select(FigureInputAnswer.Of)], events, sums,
            SumFindingAnswer.Of(sums, Sums.Terms));
    }

    /// <summary>The events behind the figure from a position on; all others are passed over.</summary>
    public async IAsyncEnumerable<TracedEventAnswer> Events(
        LedgerContext ledger, long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Sums.Terms.Count == 0) yield break;
        await foreach (var span in ledger.Store.ReadSigned(Pool, from, Position, EventsAtATime, cancellationToken))
        {
            foreach (var recorded in span)
            {
                if (Of(recorded) is { } answer) yield return answer;
            }
        }
    }

    /// <summary>Some of the events behind the figure, and where to go on; null where all were read.</summary>
    /// <param name="ledger">The log.</param>
    /// <param name="from">The first position.</param>
    /// <param name="size">How many events are wanted.</param>
    /// <param name="readMax">How many events of the log are gone through for them, rounded up to a span.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<(IReadOnlyList<TracedEventAnswer> Events, long? Next)> Page(
        LedgerContext ledger, long from, int size, long readMax, CancellationToken cancellationToken)
    {
        var page = new List<TracedEventAnswer>();
        if (Sums.Terms.Count == 0) return (page, null);
        await foreach (var span in ledger.Store.ReadSigned(Pool, from, Position, EventsAtATime, cancellationToken))
        {
            foreach (var recorded in span)
            {
                if (Of(recorded) is not { } answer) continue;
                page.Add(answer);
                if (page.Count == size) return (page, Next(recorded.Position));
            }
            if (span.Count > 0 && span[^1].Position - from + 1 >= readMax) return (page, Next(span[^1].Position));
        }
        return (page, null);

        long? Next(long read) => read < Position ? read + 1 : null;
    }

    /// <summary>Takes the next event; null where it is not behind the figure.</summary>
    internal TracedEventAnswer? Of(SignedBody recorded)
    {
        var parts = Sums.Take((FundEvent)recorded.Body);
        return parts.Count == 0 ? null : TracedEventAnswer.Of(recorded, parts.Select(part => KeyValuePair.Create(
            Sums.Terms[part.Term].Name, FigureText.Of(part.Part, Sums.Terms[part.Term].Unit))));
    }
}
