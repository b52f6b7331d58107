using System.Xml.Linq;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using EntityTag = Microsoft.Net.Http.Headers.EntityTagHeaderValue;

namespace EventTicketing.Local.Standins;

/// <summary>
/// A local Amazon S3, path style: objects, versions, listings, presigned URLs, browser uploads. Enforces signatures, lengths, hashes and
/// expiry. Multipart uploads, ACLs, tags, encryption and life cycles are not implemented and return 501.
/// </summary>
/// <param name="dataDirectory">All data persists here between starts. Only one stand-in may use it at a time.</param>
public sealed class S3Standin(string dataDirectory, string accessKeyId, string secretAccessKey, string region, TimeProvider? clock = null)
    : IDisposable
{
    /// <summary>The largest object that can be stored, in bytes.</summary>
    public const long LargestObject = 64 * 1024 * 1024;

    private const long Framing = 8 * 1024 * 1024;
    private const int MostKeys = 1000;
    private readonly S3Store _store = new(dataDirectory, clock ?? TimeProvider.System);
    private readonly SigV4 _signatures = new(accessKeyId, secretAccessKey, region, "s3", clock ?? TimeProvider.System);
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>Handles every request of the application.</summary>
    public void Map(WebApplication app) => app.Run(Answer);

    /// <summary>Creates the bucket if it does not exist; enables versioning on it if requested.</summary>
    public void EnsureBucket(string name, bool versioned)
    {
        if (!_store.Buckets.Any(bucket => bucket.Name == name))
            _store.CreateBucket(name);
        if (versioned)
            _store.SetVersioning(name, "Enabled");
    }

    public void Dispose() => _store.Dispose();

    private async Task Answer(HttpContext context)
    {
        var requestId = Convert.ToHexString(Guid.NewGuid().ToByteArray().AsSpan(0, 8));
        context.Response.Headers["x-amz-request-id"] = requestId;
        context.Response.Headers["x-amz-id-2"] = requestId;
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = LargestObject + Framing;
        AllowAnyOrigin(context);
        var call = S3Call.Of(context);
        try
        {
            if (HttpMethods.IsOptions(call.Request.Method))
                return;
            var refusal = await Refusal(() => Dispatch(call));
            if (refusal is not null)
                await Refuse(call, refusal, requestId);
        }
        catch (IOException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has disconnected.
        }
    }

    private static void AllowAnyOrigin(HttpContext context)
    {
        if (context.Request.Headers.Origin.Count == 0)
            return;
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowMethods = "GET, HEAD, PUT, POST, DELETE";
        headers.AccessControlExposeHeaders = "ETag, Content-Disposition, Content-Range, x-amz-request-id, x-amz-version-id";
        headers.AccessControlMaxAge = "600";
        if (context.Request.Headers.AccessControlRequestHeaders is { Count: > 0 } asked)
            headers.AccessControlAllowHeaders = asked;
    }

    private static async Task<S3Refusal?> Refusal(Func<Task> operation)
    {
        try
        {
            await operation();
            return null;
        }
        catch (S3Refusal refusal)
        {
            return refusal;
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode == 413 ? S3Refusal.TooLarge() : new S3Refusal(e.StatusCode, "IncompleteBody", e.Message);
        }
        catch (SigV4Refusal e)
        {
            return e.Fault switch
            {
                SigV4Fault.Unsigned => new S3Refusal(403, "AccessDenied", "Access Denied"),
                SigV4Fault.Expired or SigV4Fault.HeaderNotSigned => new S3Refusal(403, "AccessDenied", e.Message),
                SigV4Fault.UnknownKey => new S3Refusal(403, "InvalidAccessKeyId", e.Message),
                SigV4Fault.ClockSkew => new S3Refusal(403, "RequestTimeTooSkewed", e.Message),
                SigV4Fault.Mismatch => new S3Refusal(403, "SignatureDoesNotMatch", e.Message),
                _ => new S3Refusal(400, "AuthorizationHeaderMalformed", e.Message),
            };
        }
    }

    private static Task Refuse(S3Call call, S3Refusal refusal, string requestId) =>
        call.Answer(
            new XElement(
                "Error",
                new XElement("Code", refusal.Code),
                new XElement("Message", refusal.Message),
                new XElement("Resource", $"/{call.Bucket}/{call.Key}"),
                new XElement("RequestId", requestId),
                new XElement("HostId", requestId)
            ),
            refusal.Status
        );

    private Task Dispatch(S3Call call)
    {
        if (HttpMethods.IsPost(call.Request.Method) && call.Level == "bucket" && call.Request.HasFormContentType)
            return PostObject(call);
        var payload = call.Request.Headers["x-amz-content-sha256"].ToString();
        call = call with { Chain = _signatures.Verify(call.Request, payload == "" ? SigV4.UnsignedPayload : payload) };
        return (call.Request.Method, call.Level, call.Subresource) switch
        {
            ("GET", "service", "") => ListBuckets(call),
            ("PUT", "bucket", "") => CreateBucket(call),
            ("HEAD", "bucket", "") => Task.FromResult(_store.Bucket(call.Bucket)),
            ("GET", "bucket", "location") => Location(call),
            ("GET", "bucket", "versioning") => GetVersioning(call),
            ("PUT", "bucket", "versioning") => PutVersioning(call),
            ("GET", "bucket", "list-type") => ListObjects(call),
            ("GET", "bucket", "versions") => ListVersions(call),
            ("POST", "bucket", "delete") => DeleteObjects(call),
            ("PUT", "object", "") when call.Request.Headers.ContainsKey("x-amz-copy-source") => CopyObject(call),
            ("PUT", "object", "") => PutObject(call),
            ("GET" or "HEAD", "object", "") => GetObject(call),
            ("DELETE", "object", "") => DeleteObject(call),
            _ => throw new S3Refusal(
                501,
                "NotImplemented",
                "A header or query you provided implies functionality that is not implemented."
            ),
        };
    }

    private Task ListBuckets(S3Call call) =>
        call.Answer(
            Xml(
                "ListAllMyBucketsResult",
                Xml("Owner", Xml("ID", "local"), Xml("DisplayName", "local")),
                Xml(
                    "Buckets",
                    _store.Buckets.Select(bucket =>
                        Xml("Bucket", Xml("Name", bucket.Name), Xml("CreationDate", S3Call.Instant(bucket.CreatedAt)))
                    )
                )
            )
        );

    private async Task CreateBucket(S3Call call)
    {
        if (call.Request.ContentLength > 0)
            await call.ReadBody();
        _store.CreateBucket(call.Bucket);
        call.Response.Headers.Location = $"/{call.Bucket}";
    }

    private Task Location(S3Call call)
    {
        _store.Bucket(call.Bucket);
        return call.Answer(Xml("LocationConstraint", region == "us-east-1" ? null : region));
    }

    private Task GetVersioning(S3Call call)
    {
        var status = _store.Bucket(call.Bucket).Versioning;
        return call.Answer(Xml("VersioningConfiguration", status is null ? null : Xml("Status", status)));
    }

    private async Task PutVersioning(S3Call call)
    {
        var status = (await call.ReadXml()).Element(S3Call.Xmlns + "Status")?.Value;
        if (status is not ("Enabled" or "Suspended"))
            throw new S3Refusal(400, "MalformedXML", "The Status must be Enabled or Suspended.");
        _store.SetVersioning(call.Bucket, status);
    }

    private async Task PutObject(S3Call call)
    {
        _store.Bucket(call.Bucket);
        var version = await Store(call, call.KeptHeaders(), file => new S3Body(call.Request, call.Chain).CopyTo(file, LargestObject));
        foreach (var (name, value) in version.Headers.Where(header => S3Call.IsChecksum(header.Key)))
            call.Response.Headers[name] = value;
        call.Response.Headers.ETag = version.ETag;
    }

    private async Task PostObject(S3Call call)
    {
        _store.Bucket(call.Bucket);
        var form = await S3PostForm.Read(call);
        form.Verify(_signatures, _clock.GetUtcNow());
        call = call with { Key = form.Key };
        var version = await Store(call, S3Call.Kept(form.Fields), form.CopyTo);
        var location = $"{call.Request.Scheme}://{call.Request.Host}/{call.Bucket}/{Uri.EscapeDataString(call.Key)}";
        call.Response.Headers.ETag = version.ETag;
        call.Response.Headers.Location = location;
        var status = form.Fields.GetValueOrDefault("success_action_status");
        if (Uri.TryCreate(form.Fields.GetValueOrDefault("success_action_redirect"), UriKind.Absolute, out var next))
        {
            call.Response.StatusCode = 303;
            call.Response.Headers.Location = QueryHelpers.AddQueryString(next.AbsoluteUri, "key", call.Key);
        }
        else if (status == "201")
            await call.Answer(
                new XElement(
                    "PostResponse",
                    new XElement("Location", location),
                    new XElement("Bucket", call.Bucket),
                    new XElement("Key", call.Key),
                    new XElement("ETag", version.ETag)
                ),
                201
            );
        else
            call.Response.StatusCode = status == "200" ? 200 : 204;
    }

    private async Task<S3Version> Store(S3Call call, Dictionary<string, string> headers, Func<Stream, Task<S3Digest>> receive)
    {
        await using var file = _store.Receive();
        try
        {
            var digest = await receive(file);
            file.Close();
            foreach (var (name, value) in digest.Checksums)
                headers["x-amz-checksum-" + name] = value;
            var version = _store.Put(call.Bucket, call.Key, file.Name, digest, headers, current => Precondition(call, current));
            NameVersion(call, version);
            return version;
        }
        finally
        {
            File.Delete(file.Name);
        }
    }

    private static void Precondition(S3Call call, S3Version? current)
    {
        var exists = current is { IsDeleteMarker: false };
        var headers = call.Request.Headers;
        if ((headers.IfNoneMatch == "*" && exists) || (headers.IfMatch.Count > 0 && (!exists || headers.IfMatch != current!.ETag)))
            throw PreconditionFailed();
    }

    private async Task CopyObject(S3Call call)
    {
        var source = call.Request.Headers["x-amz-copy-source"].ToString().Split("?versionId=", 2);
        if (Uri.UnescapeDataString(source[0]).TrimStart('/').Split('/', 2) is not [var bucket, var key])
            throw S3Refusal.Invalid("Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
        var original = Readable(call, _store.Find(bucket, key, source.ElementAtOrDefault(1)), named: source.Length == 2);
        var replace = call.Request.Headers["x-amz-metadata-directive"].ToString() == "REPLACE";
        if (!replace && source.Length == 1 && (bucket, key) == (call.Bucket, call.Key))
            throw new S3Refusal(
                400,
                "InvalidRequest",
                "This copy request is illegal because it is trying to copy an object to itself without changing it."
            );
        var headers = replace ? call.KeptHeaders() : new Dictionary<string, string>(original.Headers);
        var copy = await Store(call, headers, file => CopyContent(original, file));
        await call.Answer(Xml("CopyObjectResult", Xml("LastModified", S3Call.Instant(copy.ModifiedAt)), Xml("ETag", copy.ETag)));
    }

    private async Task<S3Digest> CopyContent(S3Version original, Stream target)
    {
        await using var source = _store.Open(original);
        using var digest = new S3Digest([]);
        var buffer = new byte[81920];
        for (var read = await source.ReadAsync(buffer); read > 0; read = await source.ReadAsync(buffer))
        {
            digest.Append(buffer.AsSpan(0, read));
            await target.WriteAsync(buffer.AsMemory(0, read));
        }
        digest.Finish();
        return digest;
    }

    private async Task GetObject(S3Call call)
    {
        var version = Readable(call, _store.Find(call.Bucket, call.Key, call.VersionId), call.VersionId is not null);
        NameVersion(call, version);
        call.Repeat(version);
        foreach (var name in S3Call.ContentHeaders)
        {
            if (call.Parameter("response-" + name) is { Length: > 0 } value)
                call.Response.Headers[name] = S3Call.CheckHeader(value);
        }
        var type = call.Response.ContentType;
        var result = Results.Stream(
            _store.Open(version),
            type,
            null,
            version.ModifiedAt,
            new EntityTag(version.ETag),
            enableRangeProcessing: true
        );
        await result.ExecuteAsync(call.Context);
        if (call.Response.StatusCode == 412)
            throw PreconditionFailed();
        if (call.Response.StatusCode == 416)
            throw new S3Refusal(416, "InvalidRange", "The requested range is not satisfiable");
    }

    private static S3Version Readable(S3Call call, S3Version version, bool named)
    {
        if (!version.IsDeleteMarker)
            return version;
        call.Response.Headers["x-amz-delete-marker"] = "true";
        throw named
            ? new S3Refusal(405, "MethodNotAllowed", "The specified method is not allowed against this resource.")
            : new S3Refusal(404, "NoSuchKey", "The specified key does not exist.");
    }

    private Task DeleteObject(S3Call call)
    {
        var deleted = _store.Delete(call.Bucket, call.Key, call.VersionId);
        if (deleted is { IsDeleteMarker: true })
            call.Response.Headers["x-amz-delete-marker"] = "true";
        if (deleted is not null)
            NameVersion(call, deleted);
        call.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private async Task DeleteObjects(S3Call call)
    {
        var request = await call.ReadXml();
        var quiet = request.Element(S3Call.Xmlns + "Quiet")?.Value == "true";
        var objects = request.Elements(S3Call.Xmlns + "Object").ToList();
        if (objects.Count is 0 or > MostKeys || objects.Any(one => one.Element(S3Call.Xmlns + "Key") is null))
            throw new S3Refusal(400, "MalformedXML", $"The XML must name 1 to {MostKeys} keys.");
        var (keyName, versionName) = (S3Call.Xmlns + "Key", S3Call.Xmlns + "VersionId");
        var deleted = objects.Select(one => Deleted(call, one.Element(keyName)!.Value, one.Element(versionName)?.Value)).ToList();
        await call.Answer(Xml("DeleteResult", quiet ? null : deleted));
    }

    private XElement Deleted(S3Call call, string key, string? versionId)
    {
        var deleted = _store.Delete(call.Bucket, key, versionId);
        return Xml(
            "Deleted",
            Xml("Key", key),
            versionId is null ? null : Xml("VersionId", versionId),
            deleted is { IsDeleteMarker: true }
                ? new[] { Xml("DeleteMarker", "true"), Xml("DeleteMarkerVersionId", deleted.VersionId) }
                : null
        );
    }

    private Task ListObjects(S3Call call)
    {
        var listing = new S3Listing(call);
        var token = call.Parameter("continuation-token");
        var after = token == "" ? call.Parameter("start-after") : S3Listing.KeyOf(token);
        var page = _store.List(
            call.Bucket,
            listing.Prefix,
            listing.Delimiter,
            listing.Limit,
            version => !version.IsDeleteMarker && _store.IsCurrent(version) && S3Store.IsAfter(version.Key, after)
        );
        return call.Answer(
            listing.Write(
                "ListBucketResult",
                page,
                version => listing.Entry("Contents", version),
                Xml("KeyCount", page.Versions.Count + page.Prefixes.Count),
                token == "" ? null : Xml("ContinuationToken", token),
                call.Parameter("start-after") is { Length: > 0 } start ? Xml("StartAfter", listing.Encoded(start)) : null,
                page.Last is { } last ? Xml("NextContinuationToken", S3Listing.TokenOf(last.Key)) : null
            )
        );
    }

    private Task ListVersions(S3Call call)
    {
        var listing = new S3Listing(call);
        var (key, id) = (call.Parameter("key-marker"), call.Parameter("version-id-marker"));
        var behind = id == "" ? 0 : _store.Find(call.Bucket, key, id).Sequence;
        var page = _store.List(
            call.Bucket,
            listing.Prefix,
            listing.Delimiter,
            listing.Limit,
            version => S3Store.IsAfter(version.Key, key) || (version.Key == key && version.Sequence < behind)
        );
        XElement Entry(S3Version version) =>
            listing.Entry(
                version.IsDeleteMarker ? "DeleteMarker" : "Version",
                version,
                Xml("VersionId", version.VersionId),
                Xml("IsLatest", _store.IsCurrent(version))
            );
        return call.Answer(
            listing.Write(
                "ListVersionsResult",
                page,
                Entry,
                Xml("KeyMarker", listing.Encoded(key)),
                Xml("VersionIdMarker", id),
                page.Last is { } last
                    ? new[] { Xml("NextKeyMarker", listing.Encoded(last.Key)), Xml("NextVersionIdMarker", last.VersionId) }
                    : null
            )
        );
    }

    private void NameVersion(S3Call call, S3Version version)
    {
        if (_store.Bucket(version.Bucket).Versioning is not null)
            call.Response.Headers["x-amz-version-id"] = version.VersionId;
    }

    private static S3Refusal PreconditionFailed() =>
        new(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");

    private static XElement Xml(string name, params object?[] content) => new(S3Call.Xmlns + name, content);
}
