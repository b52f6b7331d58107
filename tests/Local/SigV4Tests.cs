using System.Security.Cryptography;
using System.Text;
using EventTicketing.Local.Standins;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EventTicketing.Local.Tests;

/// <summary>
/// Verifies the examples of the S3 documentation and of the public test suite for Signature Version 4, whose signatures come from no code
/// of ours.
/// </summary>
public sealed class SigV4Tests
{
    private const string S3Key = "AKIAIOSFODNN7EXAMPLE";
    private const string S3Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private const string S3Day = "20130524T000000Z";
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string ExampleHost = "examplebucket.s3.amazonaws.com";

    [Theory]
    [InlineData("/test.txt", "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41", "range", "bytes=0-9")]
    [InlineData("/?lifecycle", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")]
    [InlineData("/?max-keys=2&prefix=J", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")]
    public void Documented_S3_requests_verify(string target, string signature, params string[] header) =>
        S3().Verify(S3Request("GET", target, EmptyHash, signature, header), EmptyHash);

    [Fact]
    public void The_documented_S3_upload_verifies()
    {
        const string hash = "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072";
        string[] headers = ["date", "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class", "REDUCED_REDUNDANCY"];
        S3()
            .Verify(
                S3Request("PUT", "/test%24file.text", hash, "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd", headers),
                hash
            );
    }

    [Fact]
    public void Any_change_to_a_signed_request_is_noticed()
    {
        const string signature = "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41";
        HttpRequest Good() => S3Request("GET", "/test.txt", EmptyHash, signature, ["range", "bytes=0-9"]);
        Assert.Equal(SigV4Fault.Mismatch, Fault(S3(), Changed(Good(), request => request.Method = "PUT")));
        Assert.Equal(SigV4Fault.Mismatch, Fault(S3(), Changed(Good(), request => request.Headers.Range = "bytes=0-8")));
        Assert.Equal(SigV4Fault.Mismatch, Fault(S3(), Changed(Good(), request => request.Headers.Host = "other.s3.amazonaws.com")));
        Assert.Equal(
            SigV4Fault.Mismatch,
            Fault(S3(), S3Request("GET", "/test.txt?versionId=1", EmptyHash, signature, ["range", "bytes=0-9"]))
        );
        Assert.Equal(SigV4Fault.Mismatch, Fault(S3(), S3Request("GET", "/tesT.txt", EmptyHash, signature, ["range", "bytes=0-9"])));
        Assert.Equal(SigV4Fault.HeaderNotSigned, Fault(S3(), Changed(Good(), request => request.Headers["x-amz-acl"] = "public-read")));
        Assert.Equal(SigV4Fault.Mismatch, Fault(S3(secret: S3Secret + "x"), Good()));
        Assert.Equal(SigV4Fault.UnknownKey, Fault(S3(key: "AKIAOTHER"), Good()));
        Assert.Equal(SigV4Fault.WrongRegion, Fault(S3(region: "eu-west-1"), Good()));
        Assert.Equal(SigV4Fault.ClockSkew, Fault(S3(after: TimeSpan.FromMinutes(16)), Good()));
        Assert.Equal(SigV4Fault.ClockSkew, Fault(S3(after: TimeSpan.FromMinutes(-16)), Good()));
    }

    [Theory]
    [InlineData("Bearer abc")]
    [InlineData("AWS AKIAIOSFODNN7EXAMPLE:c2ln")]
    [InlineData("AWS4-HMAC-SHA256 Credential=" + S3Key)]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host;x-amz-date, Signature=x")]
    [InlineData("AWS4-HMAC-SHA256 Credential=" + S3Key + "/20130524/us-east-1/ses/aws4_request, SignedHeaders=host;x-amz-date, Signature=")]
    [InlineData("AWS4-HMAC-SHA256 Credential=" + S3Key + "/20130523/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=x")]
    [InlineData("AWS4-HMAC-SHA256 Credential=" + S3Key + "/20130524/us-east-1/s3/aws4_request, SignedHeaders=x-amz-date, Signature=x")]
    public void A_malformed_authorization_is_called_so(string authorization)
    {
        var request = Request("GET", "/", ExampleHost, "x-amz-date", S3Day, "authorization", authorization);
        Assert.Equal(SigV4Fault.Malformed, Fault(S3(), request));
    }

    [Fact]
    public void The_documented_presigned_URL_verifies_until_it_expires()
    {
        const string url =
            "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
            + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
            + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
            + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
        HttpRequest Presigned() => Request("GET", url, ExampleHost);
        S3(after: TimeSpan.FromHours(24)).Verify(Presigned(), SigV4.UnsignedPayload);
        Assert.Equal(SigV4Fault.Expired, Fault(S3(after: TimeSpan.FromSeconds(86401)), Presigned()));
        Assert.Equal(SigV4Fault.Expired, Fault(S3(after: TimeSpan.FromHours(-1)), Presigned()));
        Assert.Equal(SigV4Fault.Mismatch, Fault(S3(), Request("GET", url.Replace("86400", "86401"), ExampleHost)));
        Assert.Equal(SigV4Fault.Malformed, Fault(S3(), Request("GET", url.Replace("86400", "604801"), ExampleHost)));
        Assert.Equal(SigV4Fault.Unsigned, Fault(S3(), Request("GET", "/test.txt", ExampleHost)));
    }

    [Fact]
    public void The_documented_chunked_upload_verifies_in_its_order_only()
    {
        const string payload = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
        var request = ChunkedRequest(payload, "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9", signsLength: true);
        var chain = S3().Verify(request, payload);
        Assert.Throws<SigV4Refusal>(() =>
            S3().Verify(request, payload).VerifyChunk("0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497", HashOfA(1024))
        );
        chain.VerifyChunk("ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648", HashOfA(65536));
        chain.VerifyChunk("0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497", HashOfA(1024));
        chain.VerifyChunk("b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9", HashOfA(0));
    }

    [Fact]
    public void The_documented_chunked_upload_with_a_trailer_verifies()
    {
        const string payload = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
        var request = ChunkedRequest(
            payload,
            "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
            signsLength: false,
            "x-amz-trailer",
            "x-amz-checksum-crc32c"
        );
        var chain = S3().Verify(request, payload);
        chain.VerifyChunk("b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2", HashOfA(65536));
        chain.VerifyChunk("1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7", HashOfA(1024));
        chain.VerifyChunk("2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992", HashOfA(0));
        chain.VerifyTrailer("d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435", Hash("x-amz-checksum-crc32c:sOO8/Q==\n"));
    }

    [Theory]
    [InlineData("GET", "/", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("POST", "/", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    [InlineData("GET", "/?Param2=value2&Param1=value1", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    [InlineData("GET", "/\u1234", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85")]
    [InlineData("GET", "/example space/", "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741")]
    public void The_test_suite_for_other_services_verifies(string method, string target, string signature)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2015, 8, 30, 12, 36, 0, TimeSpan.Zero));
        var verifier = new SigV4("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", "service", clock);
        var authorization =
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
            + $"SignedHeaders=host;x-amz-date, Signature={signature}";
        verifier.Verify(
            Request(method, target, "example.amazonaws.com", "x-amz-date", "20150830T123600Z", "authorization", authorization),
            EmptyHash
        );
    }

    private static SigV4 S3(TimeSpan after = default, string key = S3Key, string secret = S3Secret, string region = "us-east-1") =>
        new(key, secret, region, "s3", new FakeTimeProvider(new DateTimeOffset(2013, 5, 24, 0, 0, 0, TimeSpan.Zero) + after));

    private static HttpRequest S3Request(string method, string target, string payloadHash, string signature, string[] headers) =>
        Signed(method, target, ExampleHost, signature, [.. headers, "x-amz-content-sha256", payloadHash, "x-amz-date", S3Day]);

    private static HttpRequest ChunkedRequest(string payload, string signature, bool signsLength, params string[] headers) =>
        Signed(
            "PUT",
            "/examplebucket/chunkObject.txt",
            "s3.amazonaws.com",
            signature,
            [
                "content-encoding",
                "aws-chunked",
                .. signsLength ? new[] { "content-length", "66824" } : [],
                "x-amz-content-sha256",
                payload,
                "x-amz-date",
                S3Day,
                "x-amz-decoded-content-length",
                "66560",
                "x-amz-storage-class",
                "REDUCED_REDUNDANCY",
                .. headers,
            ]
        );

    private static HttpRequest Signed(string method, string target, string host, string signature, string[] headers)
    {
        var names = string.Join(';', headers.Where((_, index) => index % 2 == 0).Append("host").Order(StringComparer.Ordinal));
        var authorization =
            $"AWS4-HMAC-SHA256 Credential={S3Key}/20130524/us-east-1/s3/aws4_request,SignedHeaders={names},Signature={signature}";
        return Request(method, target, host, [.. headers, "authorization", authorization]);
    }

    private static HttpRequest Request(string method, string target, string host, params string[] headers)
    {
        var context = new DefaultHttpContext();
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = target;
        context.Request.Method = method;
        context.Request.Headers.Host = host;
        foreach (var pair in headers.Chunk(2))
            context.Request.Headers[pair[0]] = pair[1];
        return context.Request;
    }

    private static HttpRequest Changed(HttpRequest request, Action<HttpRequest> change)
    {
        change(request);
        return request;
    }

    private static SigV4Fault Fault(SigV4 verifier, HttpRequest request) =>
        Assert.Throws<SigV4Refusal>(() => verifier.Verify(request, request.Query.Count > 0 ? SigV4.UnsignedPayload : EmptyHash)).Fault;

    private static string HashOfA(int count) => Hash(new string('a', count));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
