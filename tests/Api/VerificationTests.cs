using System.Text.Json.Nodes;
using static EventTicketing.Tests.Api.Scenarios;

namespace EventTicketing.Tests.Api;

/// <summary>Verification of organizers, from the first paper to the first paid event.</summary>
public sealed class VerificationTests(Cloud cloud)
{
    [Fact]
    public async Task Whoever_is_approved_sells_at_once_without_signing_in_again()
    {
        var newcomer = await cloud.NewPerson();
        await newcomer.Founded();
        var paid = await newcomer.DraftEvent();
        Assert.Equal("none", (await newcomer.Get("/kyc")).Text("status"));
        Assert.Equal("none", (await newcomer.Get("/me")).Text("kycStatus"));
        var kycId = (await newcomer.SubmittedKyc()).Text("kycId");
        Assert.Equal("pending", (await newcomer.Get("/kyc")).Text("status"));
        Assert.Equal("kyc_under_review", (await newcomer.Post("/kyc", KycClaim("doc"))).Code);
        Assert.Equal("kyc_under_review", (await newcomer.Post("/kyc/documents", new JsonObject { ["contentType"] = "image/png" })).Code);

        var queue = await cloud.Admin.Get("/admin/kyc-requests?limit=100");
        Assert.Contains(queue["items"].AsArray(), request => (string?)request!["kycId"] == kycId && request["documentNumber"] is null);
        var opened = await cloud.Admin.Get($"/admin/kyc-requests/{kycId}");
        Assert.Equal("C01X00T47", opened.Text("documentNumber"));
        using var http = new HttpClient();
        var link = (string)opened["documents"][0]!["url"]!;
        Assert.Equal(0x89, (await http.GetByteArrayAsync(link))[0]);

        var moreInfo = await Review(kycId, new JsonObject { ["decision"] = "requestInfo", ["note"] = "The back is missing." });
        Assert.Equal((200, "moreInfo"), (moreInfo.Status, moreInfo.Text("status")));
        Assert.Equal("kyc_not_pending", (await Review(kycId, new JsonObject { ["decision"] = "approve" })).Code);
        var asked = await newcomer.Get("/kyc");
        Assert.Equal(("moreInfo", "The back is missing."), (asked.Text("status"), (string?)asked["request"]["note"]));
        Assert.Equal("moreInfo", (await newcomer.Get("/me")).Text("kycStatus"));
        Assert.Contains(
            "The back is missing.",
            $"{(await cloud.Mail(newcomer.Email, mail => $"{mail["subject"]}".Contains("need more")))["text"]}"
        );

        var back = await newcomer.UploadedPaper("image/jpeg", [0xFF, 0xD8, 0xFF, 0xE0]);
        var front = (string)asked["documents"][0]!["documentId"]!;
        // Only what was sent has a link.
        var links = (await newcomer.Get("/kyc"))["documents"].AsArray().Select(paper => paper!["url"] is not null);
        Assert.Equal([true, false], links);
        Assert.Equal(201, (await newcomer.Post("/kyc", KycClaim(front, back))).Status);
        var approved = await Review(kycId, new JsonObject { ["decision"] = "approve" });
        Assert.Equal((200, "approved"), (approved.Status, approved.Text("status")));
        Assert.Equal(
            (200, "approved"),
            (await Review(kycId, new JsonObject { ["decision"] = "approve" })) is var again ? (again.Status, again.Text("status")) : default
        );
        Assert.Equal("kyc_not_pending", (await Review(kycId, new JsonObject { ["decision"] = "reject", ["note"] = "No." })).Code);
        Assert.Equal("already_verified", (await newcomer.Post("/kyc/documents", new JsonObject { ["contentType"] = "image/png" })).Code);

        Assert.Equal(200, (await newcomer.Post($"/events/{paid.Id}/publish")).Status);
        Assert.Contains(
            "Organizers",
            (await cloud.Admin.Get($"/admin/users/{await newcomer.Id()}"))["groups"].AsArray().Select(group => (string)group!)
        );
        Assert.NotEmpty((await cloud.Admin.Get($"/admin/kyc-requests/{kycId}"))["openedBy"].AsArray());
    }

    [Fact]
    public async Task Whoever_was_rejected_may_try_again_with_a_new_request()
    {
        var newcomer = await cloud.NewPerson();
        var first = (await newcomer.SubmittedKyc()).Text("kycId");
        Assert.Equal(["note required"], (await Review(first, new JsonObject { ["decision"] = "reject" })).Fields);
        Assert.Equal(
            "rejected",
            (await Review(first, new JsonObject { ["decision"] = "reject", ["note"] = "It is blurred." })).Text("status")
        );
        var second = (await newcomer.SubmittedKyc()).Text("kycId");
        Assert.NotEqual(first, second);
        var earlier = (await cloud.Admin.Get($"/admin/kyc-requests/{second}"))["earlier"].AsArray();
        Assert.Equal((first, "It is blurred."), ((string?)earlier[0]!["kycId"], (string?)earlier[0]!["note"]));
    }

    [Fact]
    public async Task A_paper_is_believed_only_after_its_first_bytes_were_looked_at()
    {
        var newcomer = await cloud.NewPerson();
        Assert.Equal("document_missing", (await newcomer.Post("/kyc", KycClaim("doc_1"))).Code);
        var disguised = await newcomer.UploadedPaper("application/pdf", "<script>"u8.ToArray());
        Assert.Equal(["documents wrong_content"], (await newcomer.Post("/kyc", KycClaim(disguised))).Fields);
        Assert.Equal(["documents unknown_document"], (await newcomer.Post("/kyc", KycClaim(disguised, "doc_1"))).Fields);
        Assert.Equal(204, (await newcomer.Delete($"/kyc/documents/{disguised}")).Status);
        var announced = await newcomer.Post("/kyc/documents", new JsonObject { ["contentType"] = "application/pdf" });
        Assert.Equal("document_missing", (await newcomer.Post("/kyc", KycClaim(announced.Text("documentId")))).Code);
        Assert.Equal(422, (await newcomer.Post("/kyc/documents", new JsonObject { ["contentType"] = "image/svg+xml" })).Status);
        var paper = await newcomer.UploadedPaper();
        var expired = KycClaim(paper);
        expired["expiresOn"] = "2020-01-01";
        Assert.Equal(["expiresOn document_expired"], (await newcomer.Post("/kyc", expired)).Fields);
        expired["expiresOn"] = "2031-02-30";
        Assert.Equal(["expiresOn invalid_date"], (await newcomer.Post("/kyc", expired)).Fields);
        for (var more = 0; more < 4; more++)
            await newcomer.UploadedPaper();
        Assert.Equal("too_many_documents", (await newcomer.Post("/kyc/documents", new JsonObject { ["contentType"] = "image/png" })).Code);
    }

    [Fact]
    public async Task Nobody_reviews_their_own_papers_and_a_decision_is_made_on_the_request_that_was_seen()
    {
        var admin = await cloud.NewPerson("Admins");
        var kycId = (await admin.SubmittedKyc()).Text("kycId");
        var own = await admin.Post($"/admin/kyc-requests/{kycId}/review", new JsonObject { ["decision"] = "approve" });
        Assert.Equal("not_yourself", own.Code);
        var stale = await cloud.Admin.Send(
            HttpMethod.Post,
            $"/admin/kyc-requests/{kycId}/review",
            new JsonObject { ["decision"] = "approve" },
            ("If-Match", "\"1\"")
        );
        Assert.Equal((409, "version_mismatch"), (stale.Status, stale.Code));
    }

    [Fact]
    public async Task An_organization_is_verified_as_long_as_an_owner_of_it_is()
    {
        var (verified, partner) = (await cloud.NewPerson(), await cloud.NewPerson());
        await verified.Founded("First");
        var kycId = (await verified.SubmittedKyc()).Text("kycId");
        Assert.Equal(200, (await Review(kycId, new JsonObject { ["decision"] = "approve" })).Status);
        var organizationId = await verified.Founded("Second");
        await partner.Join(verified, organizationId, "owner");
        Assert.True(await IsVerified(partner, organizationId));

        // Who was verified leaves: the other owner is not.
        Assert.Equal(204, (await verified.Delete($"/organizations/{organizationId}/members/{await verified.Id()}")).Status);
        Assert.False(await IsVerified(partner, organizationId));
        var body = EventBody();
        body["organizationId"] = organizationId;
        var paid = await partner.DraftEvent(body);
        Assert.Equal("verification_required", (await partner.Post($"/events/{paid.Id}/publish")).Code);

        // They come back as manager, and become an owner again.
        await verified.Join(partner, organizationId, "manager");
        Assert.False(await IsVerified(partner, organizationId));
        Assert.Equal(200, (await partner.Role(organizationId, await verified.Id(), "owner")).Status);
        Assert.True(await IsVerified(partner, organizationId));
        Assert.Equal(200, (await partner.Post($"/events/{paid.Id}/publish")).Status);
    }

    private static async Task<bool> IsVerified(User member, string organizationId) =>
        (bool)(await member.Get($"/organizations/{organizationId}"))["verified"];

    private Task<Answer> Review(string kycId, JsonObject decision) => cloud.Admin.Post($"/admin/kyc-requests/{kycId}/review", decision);
}
