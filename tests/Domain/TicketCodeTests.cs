namespace EventTicketing.Tests.Domain;

public sealed class TicketCodeTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void Codes_are_of_letters_and_digits_that_do_not_look_alike()
    {
        var codes = Enumerable.Range(0, 2_000).Select(i => TicketCode.Of(Key, $"tkt_{i}", 1).ToString()).ToList();
        Assert.All(codes, code => Assert.Matches("^[A-HJ-NP-Z2-9]{8}-[A-HJ-NP-Z2-9]{4}$", code));
        Assert.Equal(32, string.Concat(codes).Replace("-", "").Distinct().Count());
    }

    [Fact]
    public void The_same_ticket_and_issue_give_the_same_code() =>
        Assert.Equal(TicketCode.Of(Key, "tkt_1", 1), TicketCode.Of([.. Key], "tkt_1", 1));

    [Fact]
    public void A_new_issue_has_another_secret_and_the_same_locator()
    {
        var codes = Enumerable.Range(1, 20).Select(issue => TicketCode.Of(Key, "tkt_1", issue)).ToList();
        Assert.Single(codes.Select(code => code.Locator).Distinct());
        Assert.Equal(20, codes.Select(code => code.Secret).Distinct().Count());
    }

    [Fact]
    public void Another_ticket_or_another_key_has_another_code()
    {
        var code = TicketCode.Of(Key, "tkt_1", 1);
        Assert.NotEqual(code.Locator, TicketCode.Of(Key, "tkt_2", 1).Locator);
        Assert.NotEqual(code.Locator, TicketCode.Of(new byte[32], "tkt_1", 1).Locator);
        Assert.NotEqual(code.Secret, TicketCode.Of(new byte[32], "tkt_1", 1).Secret);
    }

    [Fact]
    public void Every_code_reads_back_as_it_was_printed() =>
        Assert.All(
            Enumerable.Range(0, 500).Select(i => TicketCode.Of(Key, $"tkt_{i}", i)),
            code => Assert.Equal(code, TicketCode.Parse(code.ToString()))
        );

    [Theory]
    [InlineData("K7QM4XPR-2ABD")]
    [InlineData("k7qm4xpr-2abd")]
    [InlineData("K7QM4XPR2ABD")]
    [InlineData(" K7QM 4XPR 2ABD ")]
    [InlineData("K7QM.4XPR_2ABD--")]
    [InlineData("K70M4XPR-2ABD")]
    [InlineData("k7om4xpr-2abd")]
    public void What_people_type_is_understood(string typed) => Assert.Equal(new TicketCode("K7QM4XPR", "2ABD"), TicketCode.Parse(typed));

    [Theory]
    [InlineData("LLLLLLLL-LLLL")]
    [InlineData("11111111-1111")]
    [InlineData("IIIIIIII-IIII")]
    [InlineData("il1Iil1I-1LIl")]
    public void One_and_I_are_read_as_L(string typed) => Assert.Equal(new TicketCode("LLLLLLLL", "LLLL"), TicketCode.Parse(typed));

    [Fact]
    public void A_device_knows_a_typed_code_by_its_verifier_and_only_at_its_event()
    {
        var code = TicketCode.Of(Key, "tkt_1", 1);
        Assert.Equal(code.Verifier("evt_1"), TicketCode.Parse($" {code.ToString().ToLowerInvariant()} ")!.Value.Verifier("evt_1"));
        string[] others =
        [
            TicketCode.Of(Key, "tkt_1", 2).Verifier("evt_1"),
            TicketCode.Of(Key, "tkt_2", 1).Verifier("evt_1"),
            code.Verifier("evt_2"),
        ];
        Assert.DoesNotContain(code.Verifier("evt_1"), others);
    }

    /// <summary>Devices compute the verifier themselves, so that it must never change.</summary>
    [Fact]
    public void A_verifier_is_what_is_documented() =>
        Assert.Equal("zbPOsxLnKzodsTqsLANF0g", new TicketCode("K7QM4XPR", "2ABD").Verifier("evt_1"));

    [Theory]
    [InlineData("")]
    [InlineData("---")]
    [InlineData("K7QM4XPR-2AB")]
    [InlineData("K7QM4XPR-2ABDE")]
    [InlineData("K7QM4XPR-2AB!")]
    [InlineData("K7QM4XPR-2ABÄ")]
    [InlineData("K7QM4XPR/2ABD")]
    [InlineData("Ｋ7QM4XPR-2ABD")]
    public void What_is_no_code_is_none(string typed) => Assert.Null(TicketCode.Parse(typed));
}
