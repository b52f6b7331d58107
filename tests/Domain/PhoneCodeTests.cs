namespace EventTicketing.Tests.Domain;

public sealed class PhoneCodeTests
{
    private const string Phone = "+4915112345678";
    private const string Code = "493817";
    private static readonly DateTimeOffset Now = Valid.Now;

    private static readonly Person Waiting = new()
    {
        UserId = "u1",
        CreatedAt = Now,
        PhoneCode = PhoneCode.Of(Phone, Code, Now),
    };

    [Fact]
    public void The_right_code_makes_the_number_the_person_s_and_is_used_up()
    {
        var verified = Waiting.Enter(Code, Now.AddMinutes(9)).Value;
        Assert.Equal((Phone, Now.AddMinutes(9), null), (verified.VerifiedPhone, verified.PhoneVerifiedAt, verified.PhoneCode));
        Assert.Equal("code_expired", verified.Enter(Code, Now.AddMinutes(9)).Problem?.Code);
    }

    [Fact]
    public void A_code_is_good_for_less_than_ten_minutes() =>
        Assert.Equal("code_expired", Waiting.Enter(Code, Now.AddMinutes(10)).Problem?.Code);

    [Fact]
    public void After_five_wrong_codes_the_right_one_is_refused_too()
    {
        var person = Waiting;
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            person = person.Enter("000000", Now).Value;
            Assert.Equal((null, attempt), (person.VerifiedPhone, person.PhoneCode!.Attempts));
        }

        Assert.Equal("too_many_attempts", person.Enter(Code, Now).Problem?.Code);
    }

    [Fact]
    public void The_code_itself_is_not_kept() => Assert.DoesNotContain(Code, $"{Waiting.PhoneCode}");

    [Theory]
    [InlineData("code_01k9pz7d3v8ge2sy6b0c4n7m1t")]
    [InlineData("code_01k9pz7d3v8ge2sy6b0c4n7m1u")]
    public void A_code_has_six_digits(string random) => Assert.Matches("^[0-9]{6}$", PhoneCode.DigitsOf(random));

    [Fact]
    public void Another_number_is_not_verified_and_gets_no_messages()
    {
        var chosen = Waiting.Enter(Code, Now).Value.Choose(new(false, true, new(true, true, true))).Value;
        Assert.Same(chosen, chosen.WithPhone(Phone));
        var other = chosen.WithPhone("+4915112345679");
        Assert.Equal((null, SmsSettings.None), (other.VerifiedPhone, other.NotificationSettings.Sms));
        Assert.True(other.NotificationSettings.News);
        Assert.Null(chosen.WithPhone(null).VerifiedPhone);
    }

    [Fact]
    public void Messages_are_chosen_only_for_a_verified_number()
    {
        var settings = NotificationSettings.Default with { Sms = new(Tickets: true, Changes: false, Reminders: false) };
        Assert.Equal("phone_not_verified", Waiting.Choose(settings).Problem?.Code);
        Assert.Equal(settings, Waiting.Enter(Code, Now).Value.Choose(settings).Value.NotificationSettings);
        Assert.Same(Waiting, Waiting.Choose(NotificationSettings.Default).Value);
    }
}
