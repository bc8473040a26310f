using System.Runtime.InteropServices;

namespace Ledger.Api.Database;

/// <summary>
/// The few calls of the operating system that .NET does not offer: who owns a folder, giving it away, and a name that a file
/// gets only while nothing else has it.
/// </summary>
internal static class OperatingSystemCalls
{
    private const int StatusSize = 256;
    private const int StatusUserOffset = 20;
    private const int StatusModeOffset = 28;
    private const int CurrentFolder = -100;
    private const int DoNotFollowLinks = 0x100;
    private const uint StatusBasics = 0x7ff;
    private const int FileTypeMask = 0xF000;
    private const int FileTypeFolder = 0x4000;
    private const int FileTypeLink = 0xA000;
    private const int SetDescriptorFlags = 2;
    private const int CloseOnExecute = 1;
    private const int FirstInheritedDescriptor = 3;
    private const int AlreadyExists = 17;

    public static uint UserId { get; } = geteuid();

    public static bool IsRoot => UserId == 0;

    /// <summary>
    /// What lies at a path, a link itself and not what it leads to; null when there is nothing.
    /// </summary>
    public static Entry? Look(string path)
    {
        // struct statx has one layout on every processor, unlike struct stat.
        var status = new byte[StatusSize];
        if (statx(CurrentFolder, path, DoNotFollowLinks, StatusBasics, status) != 0) return null;
        var mode = BitConverter.ToUInt16(status, StatusModeOffset);
        return new Entry(BitConverter.ToUInt32(status, StatusUserOffset), (UnixFileMode)(mode & 0x1FF),
            (mode & FileTypeMask) == FileTypeFolder, (mode & FileTypeMask) == FileTypeLink);
    }

    public static void GiveTo(ServerUser user, string path)
    {
        if (!IsRoot) return;
        if (lchown(path, user.UserId, user.GroupId) != 0)
            throw new IOException(
                $"cannot give {path} to {user.Name}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>
    /// Gives a file a second name, unless something has that name. Of many that try one succeeds, which
    /// <see cref="File.Move(string, string, bool)"/> does not promise: it looks first, and then goes over what came meanwhile.
    /// </summary>
    /// <returns>False where something has the name already.</returns>
    /// <exception cref="IOException">The disk does not allow it.</exception>
    public static bool TryLink(string file, string name)
    {
        if (link(file, name) == 0) return true;
        if (Marshal.GetLastPInvokeError() == AlreadyExists) return false;
        throw new IOException($"cannot make {name}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>Resolves every link in a path; the part that does not exist yet is kept as written.</summary>
    public static string RealPath(string path)
    {
        var resolved = realpath(path, IntPtr.Zero);
        if (resolved != IntPtr.Zero)
        {
            var real = Marshal.PtrToStringUTF8(resolved)!;
            free(resolved);
            return real;
        }
        var parent = Path.GetDirectoryName(path);
        return parent is null ? path : Path.Combine(RealPath(parent), Path.GetFileName(path));
    }

    /// <summary>
    /// Keeps what this process inherited (a caller's lock, a pipe someone reads to its end) from passing on
    /// to the server, which outlives it by months. What .NET opens itself is closed already.
    /// </summary>
    public static void KeepDescriptorsFromChildren()
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
            if (int.TryParse(Path.GetFileName(entry), out var descriptor)
                && descriptor >= FirstInheritedDescriptor)
                _ = fcntl(descriptor, SetDescriptorFlags, CloseOnExecute);
    }

    public readonly record struct Entry(uint UserId, UnixFileMode Mode, bool IsFolder, bool IsLink);

    [DllImport("libc")]
    private static extern uint geteuid();

    [DllImport("libc", SetLastError = true)]
    private static extern int lchown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint user, uint group);

    [DllImport("libc", SetLastError = true)]
    private static extern int link([MarshalAs(UnmanagedType.LPUTF8Str)] string file, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    [DllImport("libc")]
    private static extern int statx(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags,
        uint mask, byte[] status);

    [DllImport("libc")]
    private static extern IntPtr realpath([MarshalAs(UnmanagedType.LPUTF8Str)] string path, IntPtr buffer);

    [DllImport("libc")]
    private static extern void free(IntPtr memory);

    [DllImport("libc")]
    private static extern int fcntl(int descriptor, int command, int argument);
}
