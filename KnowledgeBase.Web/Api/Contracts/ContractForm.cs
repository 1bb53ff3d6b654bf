using KnowledgeBase.Core.Documents;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace KnowledgeBase.Web.Api.Contracts;

/// <summary>
/// A multipart request with contracts that are compared and forgotten: each file streamed to disk under a name of ours,
/// and removed when the request ends.
/// </summary>
internal sealed class ContractForm : IDisposable
{
    private const int LongestBoundary = 200;
    private const int LongestField = 8192;
    private const int MostParts = 50;
    private readonly Dictionary<string, (StagedFile File, string Name)> _files = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<string>> _fields = new(StringComparer.OrdinalIgnoreCase);

    public static bool IsMultipart(HttpRequest request) => BoundaryOf(request) is not null;

    /// <exception cref="ApiException">bad_request, upload_broken.</exception>
    public static async Task<ContractForm> ReadAsync(HttpRequest request, DocumentFiles files, CancellationToken cancellationToken)
    {
        var form = new ContractForm();
        try
        {
            var reader = new MultipartReader(BoundaryOf(request) ?? throw ApiException.BadRequest("no_files", "Send multipart/form-data."), request.Body);
            var parts = 0;
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (++parts > MostParts) throw ApiException.BadRequest("bad_request", $"At most {MostParts} parts.");
                await form.TakeAsync(section, files, cancellationToken);
            }

            return form;
        }
        catch (Exception e)
        {
            form.Dispose();
            if (e is InvalidDataException || (e is IOException and not BadHttpRequestException && !cancellationToken.IsCancellationRequested)) throw ApiException.BadRequest("upload_broken");
            throw;
        }
    }

    /// <exception cref="ApiException">no_files: there is no file of that name.</exception>
    public (StagedFile File, string Name) File(string name) =>
        _files.TryGetValue(name, out var file) ? file : throw ApiException.BadRequest("no_files", $"A file named {name} is missing.");

    public bool HasFile(string name) => _files.ContainsKey(name);

    public string? Field(string name) => _fields.TryGetValue(name, out var values) ? values[^1] : null;

    /// <summary>Values of a field that may be repeated, or have several separated by commas.</summary>
    public IReadOnlyList<string> Fields(string name) =>
        _fields.TryGetValue(name, out var values) ? [.. values.SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))] : [];

    public void Dispose()
    {
        foreach (var (file, _) in _files.Values) file.Dispose();
    }

    private async Task TakeAsync(MultipartSection section, DocumentFiles files, CancellationToken cancellationToken)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) return;
        var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
        var fileName = disposition.FileNameStar is { Length: > 0 } extended ? extended.Value : HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
        if (string.IsNullOrEmpty(fileName))
        {
            if (!_fields.TryGetValue(name, out var values)) _fields[name] = values = [];
            values.Add(await TextAsync(section.Body, cancellationToken));
            return;
        }

        var staged = await files.StageAsync(section.Body, null, cancellationToken);
        if (_files.Remove(name, out var before)) before.File.Dispose();
        _files[name] = (staged, DocumentName.Clean(fileName));
    }

    private static async Task<string> TextAsync(Stream body, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(body);
        var buffer = new char[LongestField + 1];
        var length = await reader.ReadBlockAsync(buffer, cancellationToken);
        return length <= LongestField ? new string(buffer, 0, length) : throw ApiException.BadRequest("bad_request", $"A field has more than {LongestField} characters.");
    }

    private static string? BoundaryOf(HttpRequest request)
    {
        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value : null;
        return boundary is { Length: > 0 and <= LongestBoundary } ? boundary : null;
    }
}
