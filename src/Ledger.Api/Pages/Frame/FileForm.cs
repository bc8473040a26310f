using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Ledger.Api.Pages.Frame;

/// <summary>
/// A form with files, read as it comes: its fields first, then each file as a stream. The framework's own reader would take
/// all of the body, files and all, to memory or to a temporary folder before anything of it is known, the antiforgery token
/// included. So the token is a field that stands before the first file: it is checked when no byte of a file has been read,
/// and no script is needed. What comes after the first file is files, or is left unread.
/// </summary>
internal sealed class FileForm
{
    private const int FieldsMax = 20;
    private const int FieldBytesMax = 16 * 1024;
    private const int BoundaryMax = 70;
    private const int NameMax = 80;

    private readonly MultipartReader _reader;
    private MultipartSection? _section;

    private FileForm(MultipartReader reader) => _reader = reader;

    /// <summary>Reads the fields of a request, and leaves its files where they are.</summary>
    /// <returns>Null where it is no such form.</returns>
    internal static async Task<FileForm?> Begin(HttpContext http)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= BoundaryMax } boundary) return null;
        var form = new FileForm(new(boundary, http.Request.Body));
        try
        {
            if (await form.Fields(http.RequestAborted) is not { } fields) return null;
            // From here on whoever asks for the form of the request gets the fields, and nobody reads the body for them.
            http.Features.Set<IFormFeature>(new FormFeature(new FormCollection(fields)));
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            return null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
        http.Features.Set(form);
        return form;
    }

    /// <summary>The files in order; those that the browser left out, since none was chosen, are not among them.</summary>
    /// <exception cref="BadHttpRequestException">The form is broken off, or is larger than it may be.</exception>
    internal async IAsyncEnumerable<FormFilePart> Files(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (_section is { } section)
        {
            if (section.GetContentDispositionHeader() is { } header && header.IsFileDisposition()
                && new FileMultipartSection(section, header) is { FileName.Length: > 0, FileStream: { } content } file)
                yield return new(file.Name, NameOf(file.FileName), content);
            _section = await Next(cancellationToken);
        }
    }

    private async Task<Dictionary<string, StringValues>?> Fields(CancellationToken cancellationToken)
    {
        var fields = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        for (_section = await _reader.ReadNextSectionAsync(cancellationToken); _section is not null;
             _section = await _reader.ReadNextSectionAsync(cancellationToken))
        {
            if (IsFile(_section)) return fields;
            var name = HeaderUtilities.RemoveQuotes(_section.GetContentDispositionHeader()?.Name ?? default).Value;
            if (name is null || fields.Count == FieldsMax || await Text(_section.Body, cancellationToken) is not { } text) return null;
            fields[name] = text;
        }
        return fields;
    }

    private async Task<MultipartSection?> Next(CancellationToken cancellationToken)
    {
        try
        {
            return await _reader.ReadNextSectionAsync(cancellationToken);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new BadHttpRequestException("the form is broken off", broken);
        }
    }

    // Null where it is too long for a field.
    private static async Task<string?> Text(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[FieldBytesMax + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return length > FieldBytesMax ? null : Encoding.UTF8.GetString(buffer, 0, length);
    }

    // A part is a file where it has a file name, which is empty where none was chosen.
    private static bool IsFile(MultipartSection section) =>
        section.GetContentDispositionHeader() is { } header && (header.FileName.HasValue || header.FileNameStar.HasValue);

    // A name is what people see; it is no path, here or there.
    private static string NameOf(string sent)
    {
        var name = new string([.. sent[(sent.LastIndexOfAny(['/', '\\']) + 1)..].Where(one => !char.IsControl(one))]).Trim();
        return name.Trim('.').Length == 0 ? "file" : name.Length > NameMax ? name[^NameMax..] : name;
    }
}

/// <summary>A file of a form, to be read once.</summary>
/// <param name="Field">Which it is of the form's.</param>
/// <param name="Name">What it is called where it comes from, without folders.</param>
internal sealed record FormFilePart(string Field, string Name, Stream Content);
