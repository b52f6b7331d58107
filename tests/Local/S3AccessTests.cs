using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Amazon.S3;
using Amazon.S3.Model;

namespace EventTicketing.Local.Tests;

/// <summary>Access control: signatures, presigned URLs, browser forms and their origins.</summary>
public sealed class S3AccessTests(RunningS3 s3) : IClassFixture<RunningS3>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_secret_or_key_or_region_opens_nothing()
    {
        using var wrongSecret = s3.ClientWith(RunningS3.AccessKeyId, "wrong");
        await RunningS3.Refused("SignatureDoesNotMatch", 403, () => wrongSecret.ListBucketsAsync(Cancel));
        await RunningS3.Refused(
            "SignatureDoesNotMatch",
            403,
            () =>
                wrongSecret.PutObjectAsync(
                    new PutObjectRequest
                    {
                        BucketName = "files",
                        Key = "intruder",
                        ContentBody = "x",
                    },
                    Cancel
                )
        );
        using var wrongKey = s3.ClientWith("AKIAOTHER", RunningS3.SecretAccessKey);
        await RunningS3.Refused("InvalidAccessKeyId", 403, () => wrongKey.ListBucketsAsync(Cancel));
        using var wrongRegion = s3.ClientWith(
            RunningS3.AccessKeyId,
            RunningS3.SecretAccessKey,
            config => config.AuthenticationRegion = "us-west-2"
        );
        await RunningS3.Refused("AuthorizationHeaderMalformed", 400, () => wrongRegion.ListBucketsAsync(Cancel));
        await RunningS3.Refused("NoSuchKey", 404, () => s3.Client.GetObjectAsync("files", "intruder", Cancel));
    }

    [Fact]
    public async Task Unsigned_requests_are_denied_in_S3s_own_words()
    {
        using var answer = await s3.Http.GetAsync($"{s3.Address}/files/key", Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("application/xml", answer.Content.Headers.ContentType!.MediaType);
        var error = XElement.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(("AccessDenied", "/files/key"), (error.Element("Code")!.Value, error.Element("Resource")!.Value));
        Assert.Equal(answer.Headers.GetValues("x-amz-request-id").Single(), error.Element("RequestId")!.Value);
    }

    [Fact]
    public async Task A_presigned_URL_reads_one_object_until_it_expires()
    {
        await Put("ticket \u00e4+1.pdf", "%PDF");
        var url = s3.Client.GetPreSignedURL(
            new GetPreSignedUrlRequest
            {
                BucketName = "files",
                Key = "ticket \u00e4+1.pdf",
                Expires = DateTime.UtcNow.AddMinutes(15),
                Protocol = Protocol.HTTP,
                ResponseHeaderOverrides = new()
                {
                    ContentDisposition = "attachment; filename=\"Your ticket.pdf\"",
                    ContentType = "application/pdf",
                },
            }
        );
        using (var answer = await s3.Http.GetAsync(url, Cancel))
        {
            Assert.Equal("%PDF", await answer.Content.ReadAsStringAsync(Cancel));
            Assert.Equal("application/pdf", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal("Your ticket.pdf", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        }
        await Answers(403, "SignatureDoesNotMatch", url.Replace("ticket", "other"));
        await Answers(403, "SignatureDoesNotMatch", url.Replace("application%2Fpdf", "text%2Fhtml"));
        await Answers(403, "SignatureDoesNotMatch", url.Replace("X-Amz-Expires=", "X-Amz-Expires=1"));
        await Answers(403, "SignatureDoesNotMatch", new HttpRequestMessage(HttpMethod.Put, url) { Content = new StringContent("x") });
        s3.Clock.Advance(TimeSpan.FromMinutes(16));
        await Answers(403, "AccessDenied", url);
        s3.Clock.AdjustTime(DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task A_presigned_URL_writes_one_object_with_its_content_type()
    {
        var url = s3.Client.GetPreSignedURL(
            new GetPreSignedUrlRequest
            {
                BucketName = "files",
                Key = "uploaded",
                Verb = HttpVerb.PUT,
                ContentType = "image/png",
                Expires = DateTime.UtcNow.AddMinutes(5),
                Protocol = Protocol.HTTP,
            }
        );
        using var wrong = await s3.Http.PutAsync(url, Content("png", "image/jpeg"), Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
        using var right = await s3.Http.PutAsync(url, Content("png", "image/png"), Cancel);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Equal("image/png", (await s3.Client.GetObjectMetadataAsync("files", "uploaded", Cancel)).Headers.ContentType);
    }

    [Fact]
    public async Task A_body_other_than_the_signed_one_is_refused()
    {
        using var put = TestSigner.Sign(
            new HttpRequestMessage(HttpMethod.Put, $"{s3.Address}/files/swapped") { Content = new StringContent("swapped") },
            "s3",
            "signed"u8
        );
        await Answers(400, "XAmzContentSHA256Mismatch", put);
        await RunningS3.Refused("NoSuchKey", 404, () => s3.Client.GetObjectAsync("files", "swapped", Cancel));
    }

    [Theory]
    [InlineData(true, "right", 200, "")]
    [InlineData(false, "right", 200, "")]
    [InlineData(true, "wrong chunk", 403, "SignatureDoesNotMatch")]
    [InlineData(false, "wrong chunk", 400, "BadDigest")]
    [InlineData(true, "wrong trailer", 400, "BadDigest")]
    [InlineData(false, "wrong trailer", 400, "BadDigest")]
    [InlineData(true, "cut short", 400, "IncompleteBody")]
    [InlineData(false, "no framing", 400, "IncompleteBody")]
    public async Task Chunks_are_taken_apart_and_verified(bool signed, string body, int status, string code)
    {
        // The official client sends neither a wrong chunk nor, without TLS, an unsigned one: this builds its framing by hand.
        using var put = TestSigner.SignChunks(
            new HttpRequestMessage(HttpMethod.Put, $"{s3.Address}/files/chunked"),
            ["123", "456789"],
            signed,
            checksum: body == "wrong trailer" ? "AAAAAA==" : "y/Q5Jg==",
            change: text =>
                body switch
                {
                    "wrong chunk" => text.Replace("456789", "456780"),
                    "cut short" => text[..(text.Length / 2)],
                    "no framing" => new string('x', text.Length),
                    _ => text,
                }
        );
        await Answers(status, code, put);
        if (status == 200)
        {
            using var got = await s3.Client.GetObjectAsync("files", "chunked", Cancel);
            Assert.Equal("123456789", await new StreamReader(got.ResponseStream).ReadToEndAsync(Cancel));
        }
    }

    [Fact]
    public async Task A_browser_uploads_by_a_signed_form()
    {
        using var form = Form(key: "banners/evt_1/${filename}", fileName: "C:\\pictures\\b\u00e4nner.png");
        using var answer = await s3.Http.PostAsync($"{s3.Address}/files", form, Cancel);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var result = XElement.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("banners/evt_1/b\u00e4nner.png", result.Element("Key")!.Value);
        var head = await s3.Client.GetObjectMetadataAsync("files", "banners/evt_1/b\u00e4nner.png", Cancel);
        Assert.Equal(("image/png", "evt_1", 10L), (head.Headers.ContentType, head.Metadata["event"], head.ContentLength));
    }

    [Fact]
    public async Task A_form_must_keep_to_its_policy()
    {
        await Posted(403, "AccessDenied", Form(key: "elsewhere/x.png"));
        await Posted(403, "AccessDenied", Form(contentType: "text/html"));
        await Posted(403, "AccessDenied", Form(more: ("x-amz-meta-extra", "1")));
        await Posted(400, "EntityTooLarge", Form(content: new string('x', 21)));
        await Posted(400, "EntityTooSmall", Form(content: "x"));
        await Posted(403, "AccessDenied", Form(validMinutes: -1));
        await Posted(403, "SignatureDoesNotMatch", Form(secret: "wrong"));
        await Posted(
            403,
            "AccessDenied",
            new MultipartFormDataContent { { new StringContent("key"), "\"key\"" }, { new StringContent("x"), "\"file\"", "\"f\"" } }
        );
        await Posted(400, "InvalidArgument", new MultipartFormDataContent { { new StringContent("key"), "\"key\"" } });
        var listed = await s3.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "files", Prefix = "elsewhere/" }, Cancel);
        Assert.Equal(0, listed.KeyCount);
    }

    [Fact]
    public async Task Browsers_of_any_origin_may_ask()
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, $"{s3.Address}/files/key");
        preflight.Headers.Add("Origin", "http://127.0.0.1:5173");
        preflight.Headers.Add("Access-Control-Request-Method", "PUT");
        preflight.Headers.Add("Access-Control-Request-Headers", "content-type,x-amz-meta-a");
        using var answer = await s3.Http.SendAsync(preflight, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("PUT", answer.Headers.GetValues("Access-Control-Allow-Methods").Single());
        Assert.Equal("content-type,x-amz-meta-a", answer.Headers.GetValues("Access-Control-Allow-Headers").Single());
        using var denied = new HttpRequestMessage(HttpMethod.Get, $"{s3.Address}/files/key");
        denied.Headers.Add("Origin", "http://127.0.0.1:5173");
        using var refusal = await s3.Http.SendAsync(denied, Cancel);
        Assert.Equal("*", refusal.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    private async Task Answers(int status, string code, string url) =>
        await Answers(status, code, new HttpRequestMessage(HttpMethod.Get, url));

    private async Task Answers(int status, string code, HttpRequestMessage request)
    {
        using var answer = await s3.Http.SendAsync(request, Cancel);
        await Check(status, code, answer);
    }

    private async Task Posted(int status, string code, MultipartFormDataContent form)
    {
        using var answer = await s3.Http.PostAsync($"{s3.Address}/files", form, Cancel);
        await Check(status, code, answer);
    }

    private static async Task Check(int status, string code, HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Equal((status, code), ((int)answer.StatusCode, text == "" ? "" : XElement.Parse(text).Element("Code")!.Value));
    }

    private static MultipartFormDataContent Form(
        string key = "banners/evt_1/x.png",
        string fileName = "x.png",
        string contentType = "image/png",
        string content = "0123456789",
        int validMinutes = 5,
        string secret = RunningS3.SecretAccessKey,
        (string Name, string Value)? more = null
    )
    {
        var time = DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'");
        var scope = $"{time[..8]}/{RunningS3.Region}/s3/aws4_request";
        var policy = Convert.ToBase64String(
            JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    expiration = DateTime.UtcNow.AddMinutes(validMinutes).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"),
                    conditions = new object[]
                    {
                        new { bucket = "files" },
                        new { success_action_status = "201" },
                        new object[] { "content-length-range", 2, 20 },
                        new[] { "starts-with", "$key", "banners/evt_1/" },
                        new[] { "starts-with", "$Content-Type", "image/" },
                        new[] { "eq", "$x-amz-meta-event", "evt_1" },
                        new Dictionary<string, string> { ["x-amz-algorithm"] = "AWS4-HMAC-SHA256" },
                        new Dictionary<string, string> { ["x-amz-credential"] = $"{RunningS3.AccessKeyId}/{scope}" },
                        new Dictionary<string, string> { ["x-amz-date"] = time },
                    },
                }
            )
        );
        List<(string Name, string Value)> fields =
        [
            ("key", key),
            ("Content-Type", contentType),
            ("x-amz-meta-event", "evt_1"),
            ("success_action_status", "201"),
            ("x-ignore-this", "1"),
            ("x-amz-algorithm", "AWS4-HMAC-SHA256"),
            ("x-amz-credential", $"{RunningS3.AccessKeyId}/{scope}"),
            ("x-amz-date", time),
            ("policy", policy),
            ("x-amz-signature", TestSigner.Signature(scope, secret, policy)),
        ];
        if (more is { } field)
            fields.Add(field);
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), $"\"{name}\"");
        form.Add(new StringContent(content), "\"file\"", fileName);
        return form;
    }

    private static StringContent Content(string text, string type) => new(text, Encoding.UTF8) { Headers = { ContentType = new(type) } };

    private Task Put(string key, string content) =>
        s3.Client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = "files",
                Key = key,
                ContentBody = content,
            },
            Cancel
        );
}
