using System.Buffers;
using System.Net.Sockets;
using System.Text;
using Ledger.Api.CommandLine;

namespace Ledger.Api.Database;

/// <summary>
/// The private folder of the server's socket. A socket's path holds 107 bytes at most, and a connection
/// string takes a comma in it for a list of hosts: a cluster with such a path has its socket in a short
/// folder instead.
/// </summary>
internal sealed record SocketPlace(string Folder, bool IsElsewhere)
{
    private const int PathBytesMax = 107;
    private const string ShortParent = "/tmp";
    private static readonly SearchValues<char> Odd = SearchValues.Create(",;='\"\\\n\r\t");

    private const UnixFileMode OwnerOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string File => Path.Combine(Folder, $".s.PGSQL.{Cluster.Port}");

    public static SocketPlace For(string clusterFolder)
    {
        var inside = new SocketPlace(Path.Combine(clusterFolder, "run"), false);
        var fits = Encoding.UTF8.GetByteCount(inside.File) <= PathBytesMax;
        return fits && !inside.Folder.AsSpan().ContainsAny(Odd)
            ? inside
            : new SocketPlace(Path.Combine(ShortParent, $"ledger-{Cluster.ShortHash(clusterFolder)}"), true);
    }

    /// <summary>
    /// Makes the folder, or makes sure that the one found is the server's and closed to others: in a folder
    /// that all may write, someone else could have planted it to catch our connections.
    /// </summary>
    public void Prepare(ServerUser user)
    {
        if (OperatingSystemCalls.Look(Folder) is null)
        {
            Directory.CreateDirectory(Folder, OwnerOnly);
            OperatingSystemCalls.GiveTo(user, Folder);
        }
        if (OperatingSystemCalls.Look(Folder) is not { IsFolder: true, Mode: OwnerOnly } found
            || found.UserId != user.UserId)
            throw new UserError($"{Folder} should be a folder of {user.Name} that only {user.Name} can "
                + "enter, and is not: delete it");
    }

    /// <summary>
    /// Whether something listens. A killed server leaves the socket behind, and nobody there.
    /// </summary>
    public bool Answers()
    {
        if (OperatingSystemCalls.Look(File) is null) return false;
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(File));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>
    /// Removes what a killed server left. PostgreSQL does so too, but not when the number of its process has
    /// been given to another meanwhile. Only called when no process of the cluster is alive.
    /// </summary>
    public void Sweep()
    {
        System.IO.File.Delete(File);
        System.IO.File.Delete(File + ".lock");
    }
}
