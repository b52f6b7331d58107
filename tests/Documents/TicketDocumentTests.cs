using System.Text;
using EventTicketing.Documents;
using QRCoder.Exceptions;

namespace EventTicketing.Tests.Documents;

public sealed class TicketDocumentTests
{
    private const double Millimeter = 72 / 25.4;

    internal static readonly TicketContent Ticket = new(
        EventTitle: "Midsummer Chamber Music Night",
        VenueName: "Teatro São Luiz",
        VenueAddress: "Rua António Maria Cardoso 38, Lisboa",
        StartsAt: new DateTimeOffset(2026, 6, 12, 17, 30, 0, TimeSpan.Zero),
        EndsAt: new DateTimeOffset(2026, 6, 12, 20, 0, 0, TimeSpan.Zero),
        TimeZone: "Europe/Lisbon",
        HolderName: "Maria João Pires",
        TicketTypeName: "Front rows, reduced",
        Code: "K7QM-4XPR-2AB",
        Qr: string.Concat(Enumerable.Repeat("6BF1%*-JK $+.9/:ZQ", 9)) + "NCFOXN",
        RegistrationId: "reg_01JZ8Y6Q4W3E",
        OrganizerName: "Lakeside Arts Collective"
    );

    private static readonly string Enormous = string.Concat(Enumerable.Repeat("Donaudampfschifffahrt", 40));

    private static readonly string Endless = string.Concat(Enumerable.Repeat("Wanda Maximiliane von Hohenstein ", 60));

    [Fact]
    public async Task A_ticket_is_one_sound_A4_page()
    {
        var report = await PdfReport.Of(TicketDocument.Render(Ticket));

        Assert.True(report.Qpdf.ExitCode == 0, string.Join('\n', report.Qpdf.Said));
        Assert.Contains("No syntax or stream encoding errors found", string.Concat(report.Qpdf.Said));
        Assert.Equal((595.28, 841.89), (Math.Round(report.Page.Width, 2), Math.Round(report.Page.Height, 2)));
    }

    [Fact]
    public async Task Everything_on_a_ticket_can_be_copied_as_text()
    {
        var words = (await PdfReport.Of(TicketDocument.Render(Ticket))).Page.Words;

        Assert.All(
            [
                Ticket.EventTitle,
                Ticket.VenueName,
                Ticket.VenueAddress,
                Ticket.HolderName,
                Ticket.TicketTypeName,
                Ticket.Code,
                Ticket.RegistrationId,
                Ticket.OrganizerName,
                "Friday, 12 June 2026",
                "18:30 – 21:00 WEST (UTC+01:00)",
            ],
            text => Assert.Contains(text, words)
        );
    }

    [Theory]
    [InlineData("Łukasz Żółć")]
    [InlineData("Ελένη Παπαδοπούλου")]
    [InlineData("Дмитрий Щербаков")]
    [InlineData("Ñandú Çelik Őrsi Ăşț")]
    [InlineData("Nguyễn Thị Ngọc Ánh")]
    [InlineData("\u03A9 and \u2126, ß and ẞ")]
    public async Task Names_of_Europe_and_Vietnam_keep_every_letter(string name)
    {
        var page = (await PdfReport.Of(TicketDocument.Render(Ticket with { HolderName = name }))).Page;

        Assert.Contains($"TICKET HOLDER {name} TICKET", page.Words);
    }

    [Fact]
    public async Task Letters_typed_as_base_and_accent_are_composed()
    {
        // The last word is what Vietnamese keyboards send: the tone mark after the finished vowel.
        var name = "Jose\u0301 Zu\u0308lo\u0328 A\u030Angstro\u0308m Vi\u00EA\u0323t";

        var page = (await PdfReport.Of(TicketDocument.Render(Ticket with { HolderName = name }))).Page;

        Assert.Contains("TICKET HOLDER José Zülǫ Ångström Việt TICKET", page.Words);
    }

    [Fact]
    public async Task The_QR_code_on_the_page_scans_as_its_text()
    {
        var page = (await PdfReport.Of(TicketDocument.Render(Ticket))).Page;

        var code = Assert.Single(page.Codes);
        Assert.Equal(Ticket.Qr, code.Text);
        Assert.Equal("M", code.Level);
        Assert.True(code.Width >= 45 * Millimeter, $"{code.Width / Millimeter} mm");
        // 168 characters: version 7 in alphanumeric mode; as bytes they would need version 9.
        Assert.Equal(7, code.Version);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(20)]
    public async Task Long_and_short_QR_texts_scan(int length)
    {
        var qr = string.Concat(Enumerable.Repeat("X4%P ", 40))[..length];

        Assert.Equal(qr, Assert.Single((await PdfReport.Of(TicketDocument.Render(Ticket with { Qr = qr }))).Page.Codes).Text);
    }

    [Fact]
    public void A_QR_text_beyond_any_code_is_refused() =>
        Assert.Throws<DataTooLongException>(() => TicketDocument.Render(Ticket with { Qr = new string('A', 5_000) }));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Names_of_any_length_stay_on_their_page_and_off_the_QR_code(bool oneWord)
    {
        var text = oneWord ? Enormous : Endless;
        var content = Ticket with
        {
            EventTitle = text,
            VenueName = text,
            VenueAddress = text,
            HolderName = text,
            TicketTypeName = text,
            OrganizerName = text,
            Code = text,
            RegistrationId = text,
            EndsAt = Ticket.EndsAt.AddDays(40),
        };

        var pdf = TicketDocument.Render(content);
        var page = (await PdfReport.Of(pdf)).Page;

        Assert.Equal(content.Qr, Assert.Single(page.Codes).Text);
        Assert.InRange(page.Ink.Left, 14 * Millimeter, 16 * Millimeter);
        Assert.InRange(page.Ink.Right, 194 * Millimeter, 196 * Millimeter);
        Assert.InRange(page.Ink.Bottom, 270 * Millimeter, 290 * Millimeter);
        Assert.Equal(9, page.Text.Count(letter => letter == '…'));
        Assert.InRange(pdf.Length, 1, 25_000);
    }

    [Theory]
    [InlineData("😀 👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "😀")]
    [InlineData("\uD800 lone \uDC00", "lone")]
    [InlineData("bell\a null\0 line\r\nbreak\ttab \u2028 \u0085", "bell null line break tab")]
    [InlineData("\u202Eevil\u202C \u2066mirror\u2069 \uFEFF", "evil mirror")]
    [InlineData("山田太郎 สวัสดี", "山田太郎")]
    [InlineData(") Tj ET endstream endobj <</JS (x)>> \\", ") Tj ET endstream endobj <</JS (x)>> \\")]
    public async Task Text_of_any_kind_leaves_the_file_sound(string hostile, string readable)
    {
        var content = Ticket with
        {
            EventTitle = hostile,
            VenueName = hostile,
            VenueAddress = hostile,
            HolderName = hostile,
            TicketTypeName = hostile,
            OrganizerName = hostile,
            Code = hostile,
            RegistrationId = hostile,
        };

        var report = await PdfReport.Of(TicketDocument.Render(content));

        Assert.True(report.Qpdf.ExitCode == 0, string.Join('\n', report.Qpdf.Said));
        Assert.Contains(readable, report.Page.Words);
        Assert.Equal(content.Qr, Assert.Single(report.Page.Codes).Text);
    }

    [Fact]
    public async Task Blank_fields_leave_no_labels_behind()
    {
        var content = Ticket with { VenueName = "", VenueAddress = "", OrganizerName = "", EventTitle = "" };

        var report = await PdfReport.Of(TicketDocument.Render(content));

        Assert.DoesNotContain("PLACE", report.Page.Text);
        Assert.DoesNotContain("Organized by", report.Page.Text);
        Assert.Equal(0, report.Qpdf.ExitCode);
    }

    [Fact]
    public void A_ticket_is_small() => Assert.InRange(TicketDocument.Render(Ticket).Length, 1, 25_000);

    [Fact]
    public void The_same_content_gives_the_same_bytes_on_any_thread()
    {
        var first = TicketDocument.Render(Ticket);
        var others = Enumerable.Range(0, 32).AsParallel().Select(_ => TicketDocument.Render(Ticket with { }));

        Assert.All(others, pdf => Assert.Equal(first, pdf));
        Assert.NotEqual(first, TicketDocument.Render(Ticket with { HolderName = "Someone Else" }));
    }

    [Fact]
    public void The_title_outside_the_page_is_the_events_in_UTF_16()
    {
        var pdf = Encoding.Latin1.GetString(TicketDocument.Render(Ticket with { EventTitle = "Żółć 😀", Code = "AB" }));

        Assert.Contains($"/Title <FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes("Żółć 😀 – ticket AB"))}>", pdf);
    }

    [Fact]
    public void The_fonts_license_travels_with_them()
    {
        var resources = typeof(TicketDocument).Assembly;
        using var license = new StreamReader(resources.GetManifestResourceStream("OFL.txt")!);

        Assert.Contains("SIL OPEN FONT LICENSE Version 1.1", license.ReadToEnd());
        Assert.Contains("Inter-Regular.ttf", resources.GetManifestResourceNames());
        Assert.Contains("Inter-Bold.ttf", resources.GetManifestResourceNames());
    }
}
