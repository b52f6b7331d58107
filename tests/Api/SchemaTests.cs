using System.Text.Json;
using System.Text.RegularExpressions;
using EventTicketing.Api;
using EventTicketing.ApiDocuments;

namespace EventTicketing.Tests.Api;

public sealed class SchemaTests
{
    private static readonly string LongText = new('a', 201);

    [Theory]
    [InlineData("""{"eventId": "evt_1", "scanId": "s", "qr": null}""")]
    [InlineData("""{"eventId": "evt_1", "scanId": "s", "gate": "Nord 🎷 \ud83c\udfb7", "scannedAt": "2027-05-14T18:00:00.123+02:00"}""")]
    public void A_request_within_its_limits_passes(string json) => Assert.Empty(Errors(typeof(ValidateTicketRequest), json));

    [Theory]
    [InlineData("active")]
    [InlineData("draft", "status unknown_value")]
    [InlineData("Active", "status unknown_value")]
    [InlineData("1", "status unknown_value")]
    public void An_enum_in_a_request_has_the_names_of_the_answers_and_only_those_allowed(string status, params string[] expected) =>
        Assert.Equal(expected, Errors(typeof(ListEventsRequest), $$"""{"status": "{{status}}"}"""));

    /// <summary>Patterns are matched without a timeout, and only one that repeats a single class of characters cannot take long.</summary>
    [Theory]
    [InlineData("[\"evt_1\", \"evt_2\"]", "")]
    [InlineData("[\"evt_1\", \"\"]", "eventIds[1] too_short")]
    [InlineData("[7]", "eventIds[0] invalid_type")]
    [InlineData("[null]", "eventIds[0] required")]
    [InlineData("[]", "eventIds too_few")]
    public void The_texts_of_a_list_have_a_limit_of_their_own(string eventIds, string expected)
    {
        var body = $$"""{"organizationId": "org_1", "name": "North", "until": "2027-01-01T00:00:00Z", "eventIds": {{eventIds}}}""";
        Assert.Equal(expected, string.Join(", ", Errors(typeof(CreateGateDeviceRequest), body)));
        var tooLong = body.Replace("evt_1", new string('x', 65), StringComparison.Ordinal);
        if (tooLong != body)
            Assert.Contains("eventIds[0] too_long", Errors(typeof(CreateGateDeviceRequest), tooLong));
    }

    [Fact]
    public void Texts_with_a_pattern_are_short_or_the_pattern_is_simple()
    {
        static IEnumerable<Schema> Of(Schema schema) =>
            schema.Properties.Values.Append(schema.Items).Append(schema.Values).OfType<Schema>().SelectMany(Of).Append(schema);
        var matched = Endpoints
            .All.SelectMany(endpoint => Of(Schema.Of(endpoint.Request)))
            .Where(schema => schema.Pattern is not null)
            .ToList();
        Assert.NotEmpty(matched);
        Assert.All(
            matched,
            schema => Assert.True(schema.Size!.Maximum <= 20 || Regex.IsMatch(schema.Pattern!, @"^\^[\w:/]*\[[^\]]+\]\+\$$"))
        );
    }

    [Fact]
    public void Only_a_text_of_several_lines_has_line_breaks()
    {
        Assert.Empty(Errors(typeof(CancelEventRequest), """{"eventId": "evt_1", "reason": "two\nlines\tand a tab"}"""));
        Assert.Equal(
            ["gate invalid_characters"],
            Errors(typeof(ValidateTicketRequest), """{"eventId": "evt_1", "scanId": "s", "gate": "two\nlines"}""")
        );
    }

    [Theory]
    [InlineData("{}", "eventId required", "items required")]
    [InlineData("""{"eventId": null, "items": [{"ticketTypeId": "t", "quantity": 1}]}""", "eventId required")]
    [InlineData("""{"eventId": "e", "items": []}""", "items too_few")]
    [InlineData("""{"eventId": "e", "items": {}}""", "items invalid_type")]
    [InlineData("""{"eventId": "e", "items": [null]}""", "items[0] required")]
    [InlineData("""{"eventId": "e", "items": [{"quantity": 51}]}""", "items[0].quantity out_of_range", "items[0].ticketTypeId required")]
    [InlineData("""{"eventId": 7, "items": [1]}""", "eventId invalid_type", "items[0] invalid_type")]
    [InlineData("[]", " invalid_type")]
    [InlineData("null", " required")]
    public void Errors_name_the_field_by_its_path(string json, params string[] expected) =>
        Assert.Equal(expected, Errors(typeof(CreateRegistrationRequest), json));

    [Fact]
    public void An_error_deep_inside_is_named_from_the_top()
    {
        var json = Examples.Sent(typeof(CreateEventRequest));
        json["ticketTypes"]![0]!["price"]!["amount"] = -1;
        json["ticketTypes"]![1]!["price"]!["currency"] = "EUR";
        json["ticketTypes"]![1]!["price"]!["tip"] = 1;
        json["venue"]!["country"] = "D";
        Assert.Equal(
            [
                "venue.country too_short",
                "ticketTypes[0].price.amount out_of_range",
                "ticketTypes[1].price.currency invalid_format",
                "ticketTypes[1].price.tip unknown_field",
            ],
            Errors(typeof(CreateEventRequest), json.ToJsonString())
        );
    }

    [Theory]
    [InlineData("""{"limit": 0}""", "limit out_of_range")]
    [InlineData("""{"limit": 101}""", "limit out_of_range")]
    [InlineData("""{"limit": 1.5}""", "limit invalid_type")]
    [InlineData("""{"limit": 1e400}""", "limit invalid_type")]
    [InlineData("""{"limit": 9223372036854775808}""", "limit invalid_type")]
    [InlineData("""{"limit": "25"}""", "limit invalid_type")]
    [InlineData("""{"limit": true}""", "limit invalid_type")]
    [InlineData("""{"limit": null}""", "limit required")]
    [InlineData("""{"cursor": ""}""", "cursor too_short")]
    [InlineData("""{"cursor": "  "}""", "cursor too_short")]
    [InlineData("""{"limit": 1, "limit": 2}""", "limit duplicate_field")]
    [InlineData("""{"Limit": 1}""", "Limit unknown_field")]
    [InlineData("""{"__proto__": {}}""", "__proto__ unknown_field")]
    [InlineData("""{"cursor": "a\u0000b"}""", "cursor invalid_characters")]
    [InlineData("""{"cursor": "\u001b[2J"}""", "cursor invalid_characters")]
    [InlineData("""{"cursor": "\ud800"}""", "cursor invalid_characters")]
    [InlineData("""{"cursor": "\udc00\ud800"}""", "cursor invalid_characters")]
    [InlineData("""{"\ud800": 1}""", "\ufffd invalid_characters")]
    public void A_page_request_is_refused_with(string json, string expected) => Assert.Equal([expected], Errors(typeof(PageRequest), json));

    [Theory]
    [InlineData("2027-05-14T18:00:00Z")]
    [InlineData("2027-05-14T18:00:00.5+05:30")]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("2100-01-01T00:00:00Z")]
    public void An_instant_has_a_date_a_time_and_an_offset(string instant) =>
        Assert.Empty(Errors(typeof(ListEventsRequest), $$"""{"from": "{{instant}}"}"""));

    [Theory]
    [InlineData("", "invalid_instant")]
    [InlineData("Z", "invalid_instant")]
    [InlineData("2027-05-14T18:00:00z", "invalid_instant")]
    [InlineData("2027-05-14", "invalid_instant")]
    [InlineData("2027-05-14T18:00:00", "invalid_instant")]
    [InlineData("2027-05-14 18:00:00Z", "invalid_instant")]
    [InlineData("2027-02-30T18:00:00Z", "invalid_instant")]
    [InlineData("2027-05-14T25:00:00Z", "invalid_instant")]
    [InlineData("2027-05-14T18:00:00+99:00", "invalid_instant")]
    [InlineData("tomorrow at eight o'clock in Berlin Z", "invalid_instant")]
    [InlineData("1969-12-31T23:59:59Z", "out_of_range")]
    [InlineData("2100-01-01T00:00:01Z", "out_of_range")]
    public void What_is_no_instant_is_refused(string instant, string code) =>
        Assert.Equal([$"from {code}"], Errors(typeof(ListEventsRequest), $$"""{"from": "{{instant}}"}"""));

    [Theory]
    [InlineData("ada@example.com", true)]
    [InlineData("ada+tickets@mail.example.co.uk", true)]
    [InlineData("ada@b\u00fccher.example", true)]
    [InlineData("zo\u00eb@example.com", false)]
    [InlineData("ada@example", false)]
    [InlineData("@example.com", false)]
    [InlineData("ada@.com", false)]
    [InlineData("ada@example.com.", false)]
    [InlineData("ada lorenz@example.com", false)]
    [InlineData("<ada@example.com>", false)]
    [InlineData("ada@example.com,eve@example.com", false)]
    public void An_address_looks_like_one(string email, bool passes)
    {
        var json = Examples.Sent(typeof(CreateRegistrationRequest));
        json["attendees"]![0]!["email"] = email;
        Assert.Equal(passes ? [] : ["attendees[0].email invalid_email"], Errors(typeof(CreateRegistrationRequest), json.ToJsonString()));
    }

    [Theory]
    [InlineData("""{"status": "over"}""", "status unknown_value")]
    [InlineData("""{"status": "Published"}""", "status unknown_value")]
    [InlineData("""{"date": "2026-1-031"}""", "date invalid_format")]
    [InlineData("""{"date": "٢٠٢٦-١٢-٣١"}""", "date invalid_format")]
    public void A_choice_or_a_pattern_is_kept_to(string json, string expected) =>
        Assert.Equal([expected], Errors(typeof(ListEventsRequest), json));

    [Theory]
    [InlineData("+4930123456", true)]
    [InlineData("+4930123456 ", false)]
    [InlineData("4930123456", false)]
    public void A_pattern_holds_for_the_whole_text(string phone, bool passes) =>
        Assert.Equal(passes ? [] : ["phone invalid_format"], Errors(typeof(UpdateProfileRequest), $$"""{"phone": "{{phone}}"}"""));

    [Fact]
    public void Lengths_are_counted_in_characters_not_in_halves_of_them()
    {
        var notes = string.Concat(Enumerable.Repeat("🎷", 200));
        Assert.Empty(Errors(typeof(UpdateProfileRequest), $$"""{"name": "{{notes}}"}"""));
        Assert.Equal(["name too_long"], Errors(typeof(UpdateProfileRequest), $$"""{"name": "{{notes}}!"}"""));
        Assert.Equal(["name too_long"], Errors(typeof(UpdateProfileRequest), $$"""{"name": "{{LongText}}"}"""));
    }

    [Fact]
    public void A_list_that_is_too_long_is_one_error()
    {
        var items = string.Join(',', Enumerable.Repeat("1", 21));
        Assert.Equal(["items too_many"], Errors(typeof(CreateRegistrationRequest), $$"""{"eventId": "e", "items": [{{items}}]}"""));
    }

    [Fact]
    public void The_errors_of_one_request_are_limited()
    {
        var fields = string.Join(',', Enumerable.Range(0, 1000).Select(number => $"\"field{number}\": 1"));
        Assert.Equal(20, Errors(typeof(PageRequest), $"{{{fields}}}").Count);
    }

    [Fact]
    public void A_long_unknown_name_is_not_repeated_in_full()
    {
        using var json = JsonDocument.Parse($$"""{"{{new string('x', 5000)}}": 1}""");
        Assert.InRange(Assert.Single(Schema.Of(typeof(PageRequest)).Check(json.RootElement)).Field.Length, 1, 101);
    }

    [Fact]
    public void What_the_binding_notes_for_itself_is_no_field_of_a_request() =>
        Assert.Equal(["given unknown_field"], Errors(typeof(UpdateProfileRequest), """{"given": ["name"]}"""));

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var page = JsonSerializer.Deserialize("""{"eventId": "e"}""", ApiJson.Of<EventPageRequest>())!;
        var type = JsonSerializer.Deserialize(
            """{"eventId": "e", "name": "n", "price": null, "quantity": 1}""",
            ApiJson.Of<AddTicketTypeRequest>()
        )!;
        Assert.Equal((25, 10), (page.Limit, type.MaxPerOrder));
    }

    private static List<string> Errors(Type request, string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. Schema.Of(request).Check(document.RootElement).Select(error => $"{error.Field} {error.Code}")];
    }
}
