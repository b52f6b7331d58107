using System.Text;
using Amazon.Runtime;
using EventTicketing.Ports;

namespace EventTicketing.Tests.Domain;

/// <summary>AWS's own test suite for Signature Version 4: the cases that sign only headers that we sign too.</summary>
public sealed class AwsSignatureTests
{
    private const string AccessKey = "AKIDEXAMPLE";
    private const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    [Theory]
    [InlineData("GET", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("POST", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    public void The_plain_cases_are_signed_as_AWS_signs_them(string method, string signature)
    {
        var request = Signed(method, "https://example.amazonaws.com/", "", new(AccessKey, SecretKey, null));
        Assert.Equal(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                + $"SignedHeaders=host;x-amz-date, Signature={signature}",
            Header(request, "Authorization")
        );
        Assert.Equal("20150830T123600Z", Header(request, "x-amz-date"));
        Assert.False(request.Headers.Contains("x-amz-security-token"));
    }

    [Fact]
    public void The_token_of_a_role_is_signed_and_sent()
    {
        const string token =
            "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8"
            + "YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q"
            + "6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";
        var request = Signed("POST", "https://example.amazonaws.com/", "", new(AccessKey, SecretKey, token));
        Assert.EndsWith(
            "SignedHeaders=host;x-amz-date;x-amz-security-token, "
                + "Signature=85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
            Header(request, "Authorization")
        );
        Assert.Equal(token, Header(request, "x-amz-security-token"));
    }

    [Fact]
    public void Everything_that_is_sent_is_signed()
    {
        var credentials = new ImmutableCredentials(AccessKey, SecretKey, null);
        string[] signatures =
        [
            .. (
                (HttpRequestMessage[])
                    [
                        Signed("POST", "https://example.amazonaws.com/", "", credentials),
                        Signed("POST", "https://example.amazonaws.com/", "a", credentials),
                        Signed("PUT", "https://example.amazonaws.com/", "", credentials),
                        Signed("POST", "https://example.amazonaws.com/path", "", credentials),
                        Signed("POST", "https://example.amazonaws.com:8443/", "", credentials),
                        Signed("POST", "https://example.amazonaws.com/", "", new(AccessKey, "other", null)),
                    ]
            ).Select(request => Header(request, "Authorization")),
        ];
        Assert.Equal(signatures.Length, signatures.Distinct().Count());
    }

    private static HttpRequestMessage Signed(string method, string address, string body, ImmutableCredentials credentials)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), address);
        AwsSignature.Sign(
            request,
            Encoding.UTF8.GetBytes(body),
            "service",
            "us-east-1",
            credentials,
            Valid.At("2015-08-30T14:36:00+02:00")
        );
        return request;
    }

    private static string Header(HttpRequestMessage request, string name) => Assert.Single(request.Headers.NonValidated[name]);
}
