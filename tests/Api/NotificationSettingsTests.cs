using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EventTicketing.Tests.Api;

/// <summary>Phones that are verified by a code, and what is sent to them.</summary>
public sealed class NotificationSettingsTests(Cloud cloud)
{
    private static int _phones;

    private static string NewPhone => $"+4915{Interlocked.Increment(ref _phones):D9}";

    [Fact]
    public async Task A_phone_is_verified_by_the_code_that_was_sent_to_it()
    {
        var (person, phone) = (await cloud.NewAttendee(), NewPhone);
        Assert.Equal(200, (await person.Patch("/me", new JsonObject { ["language"] = "de" })).Status);
        Assert.False((bool)(await person.Get("/me"))["phoneVerified"]);

        var started = await person.Post("/me/phone", new JsonObject { ["phone"] = phone });
        Assert.Equal((200, phone), (started.Status, started.Text("phone")));
        Assert.InRange((DateTimeOffset)started["expiresAt"], DateTimeOffset.UtcNow.AddMinutes(9), DateTimeOffset.UtcNow.AddMinutes(11));
        Assert.Null((string?)(await person.Get("/me"))["phone"]);

        var message = Assert.Single(await Messages(phone))!;
        Assert.StartsWith("Dein Code ist ", (string?)message["text"]);
        Assert.Equal("Tickets", (string?)message["from"]);
        var verified = await Enter(person, await Code(phone));
        Assert.Equal((200, phone, true), (verified.Status, verified.Text("phone"), (bool)verified["phoneVerified"]));
        Assert.Equal("code_expired", (await Enter(person, await Code(phone))).Code);

        var other = await person.Patch("/me", new JsonObject { ["phone"] = NewPhone });
        Assert.False((bool)other["phoneVerified"]);
    }

    [Fact]
    public async Task Five_wrong_codes_end_a_code_and_even_the_right_one_comes_too_late()
    {
        var (person, phone) = (await cloud.NewAttendee(), NewPhone);
        Assert.Equal("code_expired", (await Enter(person, "000000")).Code);
        await person.Post("/me/phone", new JsonObject { ["phone"] = phone });
        var code = await Code(phone);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var wrong = await Enter(person, Other(code));
            Assert.Equal((422, "code wrong_code"), (wrong.Status, Assert.Single(wrong.Fields)));
        }

        var late = await Enter(person, code);
        Assert.Equal((409, "too_many_attempts"), (late.Status, late.Code));
        await person.Post("/me/phone", new JsonObject { ["phone"] = phone });
        Assert.Equal(200, (await Enter(person, await Code(phone))).Status);
    }

    [Fact]
    public async Task Three_codes_a_day_are_sent_and_only_the_last_one_counts()
    {
        var (person, phone) = (await cloud.NewAttendee(), NewPhone);
        var started = new JsonObject { ["phone"] = phone };
        Assert.Equal(200, (await person.Post("/me/phone", started.DeepClone())).Status);
        var first = await Code(phone);
        Assert.Equal(200, (await person.Post("/me/phone", started.DeepClone())).Status);
        if (await Code(phone) != first)
            Assert.Equal(422, (await Enter(person, first)).Status);
        Assert.Equal(200, (await person.Post("/me/phone", started.DeepClone())).Status);
        var fourth = await person.Post("/me/phone", started.DeepClone());
        Assert.Equal((409, "too_many_codes"), (fourth.Status, fourth.Code));
        Assert.Equal(3, (await Messages(phone)).Count);
    }

    [Fact]
    public async Task Text_messages_are_chosen_only_for_a_verified_phone_and_not_for_the_next_one()
    {
        var (person, phone) = (await cloud.NewAttendee(), NewPhone);
        var sms = new JsonObject
        {
            ["sms"] = new JsonObject { ["tickets"] = true, ["reminders"] = true },
        };
        Assert.Equal("phone_not_verified", (await person.Patch("/me/notifications", sms.DeepClone())).Code);
        await Verify(person, phone);
        var chosen = await person.Patch("/me/notifications", sms.DeepClone());
        Assert.Equal("""{"tickets":true,"changes":false,"reminders":true}""", chosen["sms"].ToJsonString());
        Assert.True((bool)chosen["phoneVerified"]);

        await person.Patch("/me", new JsonObject { ["phone"] = NewPhone });
        var settings = await person.Get("/me/notifications");
        Assert.Equal("""{"tickets":false,"changes":false,"reminders":false}""", settings["sms"].ToJsonString());
        Assert.False((bool)settings["phoneVerified"]);
    }

    [Fact]
    public async Task Tickets_changes_and_refunds_are_always_mailed_and_the_rest_is_chosen()
    {
        var person = await cloud.NewAttendee();
        var settings = await person.Get("/me/notifications");
        const string Default = """{"tickets":true,"changes":true,"refunds":true,"reminders":true,"news":false}""";
        Assert.Equal((200, Default), (settings.Status, settings["email"].ToJsonString()));
        foreach (var name in new[] { "tickets", "changes", "refunds" })
        {
            var refused = await person.Patch("/me/notifications", new JsonObject { ["email"] = new JsonObject { [name] = false } });
            Assert.Equal((422, $"email.{name} always_sent"), (refused.Status, Assert.Single(refused.Fields)));
        }

        var version = (int)settings["version"];
        var body = new JsonObject
        {
            ["email"] = new JsonObject { ["tickets"] = true, ["news"] = true },
            ["reminders"] = false,
            ["language"] = "es",
        };
        var changed = await person.Patch("/me/notifications", body, version);
        Assert.Equal((200, "es", false, true), Shown(changed));
        Assert.Equal("version_mismatch", (await person.Patch("/me/notifications", new JsonObject { ["news"] = false }, version)).Code);
        Assert.Equal((200, "es", false, true), Shown(await person.Get("/me/notifications")));
        Assert.Equal(version + 1, (int)changed["version"]);

        static (int, string, bool, bool) Shown(Answer answer) =>
            (answer.Status, answer.Text("language"), (bool)answer["email"]["reminders"]!, (bool)answer["email"]["news"]!);
    }

    [Fact]
    public async Task A_file_with_one_s_data_has_the_phone_and_the_choices()
    {
        var (person, phone) = (await cloud.NewAttendee(), NewPhone);
        await Verify(person, phone);
        using var http = new HttpClient();
        var file = JsonNode.Parse(await http.GetStringAsync((await person.Post("/me/export")).Text("url")))!;
        Assert.Equal((phone, true), ((string?)file["profile"]!["phone"], (bool)file["profile"]!["phoneVerified"]!));
        Assert.True((bool)file["notifications"]!["email"]!["reminders"]!);
    }

    private async Task Verify(User person, string phone)
    {
        Assert.Equal(200, (await person.Post("/me/phone", new JsonObject { ["phone"] = phone })).Status);
        Assert.Equal(200, (await Enter(person, await Code(phone))).Status);
    }

    private static Task<Answer> Enter(User person, string code) => person.Post("/me/phone/verify", new JsonObject { ["code"] = code });

    private static string Other(string code) => code == "000000" ? "000001" : "000000";

    private async Task<JsonArray> Messages(string phone)
    {
        using var http = new HttpClient();
        return JsonNode.Parse(await http.GetStringAsync(new Uri(cloud.Local.Mail, $"/sms?to={Uri.EscapeDataString(phone)}")))!.AsArray();
    }

    private async Task<string> Code(string phone) => Regex.Match((string)(await Messages(phone))[0]!["text"]!, @"\b\d{6}\b").Value;
}
