namespace EventTicketing.Documents;

/// <summary>The content of a ticket.</summary>
/// <param name="TimeZone">The event's IANA time zone, for example <c>Europe/Berlin</c>.</param>
/// <param name="Code">Admission code to read aloud or type when the QR code cannot be scanned, for example <c>K7QM-4XPR-2AB</c>.</param>
/// <param name="Qr">The text of the QR code: Base45, up to about 200 characters, so that a phone reads it from paper.</param>
public sealed record TicketContent(
    string EventTitle,
    string VenueName,
    string VenueAddress,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    string TimeZone,
    string HolderName,
    string TicketTypeName,
    string Code,
    string Qr,
    string RegistrationId,
    string OrganizerName
);

/// <summary>A ticket as one A4 page, to print or to show on a phone: a card and, if room is left, how to use it.</summary>
public static class TicketDocument
{
    private const double Margin = 15,
        Padding = 11,
        QrWidth = 66,
        Radius = 4;

    private static readonly Color Ink = new(0x16182B),
        Band = new(0x22245A),
        Accent = new(0xF5B942),
        Pale = new(0xC9CCF2),
        Gray = new(0x6B7085),
        Hairline = new(0xD5D8E3),
        White = new(0xFFFFFF);

    private static readonly TextStyle Title = new(Font.Bold, 27, White, Leading: 1.16, Tracking: -0.012),
        Presenter = new(Font.Regular, 10.5, Pale),
        Label = new(Font.Bold, 7.5, Gray, Tracking: 0.09),
        Strong = new(Font.Bold, 13.5, Ink, Leading: 1.25),
        Plain = new(Font.Regular, 10.5, Ink),
        Code = new(Font.Bold, 28, Ink, Tracking: 0.04),
        Hint = new(Font.Regular, 9.5, Gray, Leading: 1.45),
        Small = new(Font.Regular, 8, Gray);

    /// <summary>The PDF file. The same content gives the same bytes.</summary>
    /// <exception cref="QRCoder.Exceptions.DataTooLongException">No QR code can hold the text (over 3,391 characters).</exception>
    public static byte[] Render(TicketContent content)
    {
        var pdf = new Pdf($"{content.EventTitle} – ticket {content.Code}", content.OrganizerName) { Japanese = IsJapanese(content) };
        var page = pdf.AddPage();
        var body = DrawBand(page, content);
        var tear = Math.Max(DrawFields(page, content, body + 12), DrawQr(page, content, body + 7)) + 6;
        var bottom = DrawStub(page, content, tear);
        page.RoundedOutline(Margin, Margin, page.Width - 2 * Margin, bottom - Margin, Radius, Hairline, 0.35);
        DrawTear(page, tear);
        if (bottom < 225)
            DrawHints(page, bottom + 14);
        DrawSmallPrint(page, content);
        return pdf.Save();
    }

    /// <summary>
    /// China and Japan write some Han characters differently under the same code point. Use the Japanese forms for kana or an event in
    /// Japan.
    /// </summary>
    private static bool IsJapanese(TicketContent content) =>
        content.TimeZone == "Asia/Tokyo"
        || string.Concat([
                content.EventTitle,
                content.VenueName,
                content.VenueAddress,
                content.HolderName,
                content.TicketTypeName,
                content.OrganizerName,
            ])
            .AsSpan()
            .ContainsAnyInRange('\u3041', '\u30FF');

    /// <summary>Returns the lower edge, as the other Draw methods do.</summary>
    private static double DrawBand(PdfPage page, TicketContent content)
    {
        var (left, width) = (Margin + Padding, page.Width - 2 * (Margin + Padding));
        var title = Title.Fit(content.EventTitle, width, smallest: 19, lines: 2);
        const double top = Margin + 10,
            gap = 7;
        var lines = title.Wrap(content.EventTitle, width, 3).Count;
        var presenter = content.OrganizerName.Length > 0 ? Presenter.CapHeight + gap : 0;
        var bottom = top + presenter + title.CapHeight + (lines - 1) * title.LineHeight + 11;
        page.RoundedRectangle(Margin, Margin, page.Width - 2 * Margin, bottom - Margin, Radius, Band);
        page.Rectangle(Margin, bottom - Radius, page.Width - 2 * Margin, Radius, Band);
        page.Rectangle(Margin, bottom, page.Width - 2 * Margin, 1.2, Accent);
        page.Paragraph(content.OrganizerName, left, top, width, Presenter, 1);
        page.Paragraph(content.EventTitle, left, top + presenter, width, title, 3);
        return bottom + 1.2;
    }

    private static double DrawFields(PdfPage page, TicketContent content, double top)
    {
        var (day, time) = EventTimes.Describe(content.StartsAt, content.EndsAt, content.TimeZone);
        top = Field("DATE AND TIME", day, time, top);
        top = Field("PLACE", content.VenueName, content.VenueAddress, top);
        top = Field("TICKET HOLDER", content.HolderName, "", top);
        return Field("TICKET", content.TicketTypeName, "", top);

        double Field(string label, string strong, string plain, double y)
        {
            if (strong.Length + plain.Length == 0)
                return y;
            const double left = Margin + Padding,
                width = 210 - 2 * Margin - QrWidth - Padding - 12;
            y = page.Paragraph(label, left, y, width, Label, 1) + 3;
            if (strong.Length > 0)
                y = page.Paragraph(strong, left, y, width, Strong, 3) + 3;
            if (plain.Length > 0)
                y = page.Paragraph(plain, left, y, width, Plain, 3) + 3;
            return y + 5;
        }
    }

    private static double DrawQr(PdfPage page, TicketContent content, double top)
    {
        page.QrCode(content.Qr, page.Width - Margin - Padding + 5 - QrWidth, top, QrWidth);
        return top + QrWidth;
    }

    /// <summary>The code in large letters, under the tear line.</summary>
    private static double DrawStub(PdfPage page, TicketContent content, double top)
    {
        var width = page.Width - 2 * (Margin + Padding);
        var code = Code.Fit(content.Code, width, smallest: 12);
        var baseline = page.Paragraph("ADMISSION CODE", Margin + Padding, top + 9, width, Label, 1);
        return page.Paragraph(content.Code, Margin + Padding, baseline + 4.5, width, code, 2) + 11;
    }

    private static void DrawTear(PdfPage page, double y)
    {
        const double notch = 3;
        page.Line(Margin + notch + 2, y, page.Width - Margin - notch - 2, y, Hairline, 0.35, dash: 1.4);
        foreach (var edge in (ReadOnlySpan<double>)[Margin, page.Width - Margin])
        {
            page.RoundedRectangle(edge - notch, y - notch, 2 * notch, 2 * notch, notch, White);
            page.RoundedOutline(edge - notch, y - notch, 2 * notch, 2 * notch, notch, Hairline, 0.35);
        }
        // Hide the halves of the notch circles that lie outside the card.
        page.Rectangle(Margin - notch - 1, y - notch - 1, notch + 0.825, 2 * notch + 2, White);
        page.Rectangle(page.Width - Margin + 0.175, y - notch - 1, notch + 1, 2 * notch + 2, White);
    }

    private static void DrawHints(PdfPage page, double top)
    {
        const double gap = 10;
        var width = (page.Width - 2 * Margin - 2 * gap) / 3;
        ReadOnlySpan<(string Title, string Text)> hints =
        [
            ("Paper or phone", "Print this page or open it on your phone with the screen turned bright. Both are scanned at the entrance."),
            ("One code, one entry", "The first scan admits. Keep the code to yourself: do not post photos of it or pass on copies."),
            ("No scan? Read it out", "If the code cannot be scanned, the staff at the entrance can type in the admission code."),
        ];
        for (var i = 0; i < hints.Length; i++)
        {
            var left = Margin + i * (width + gap);
            page.Rectangle(left, top, 8, 0.8, Accent);
            var baseline = page.Paragraph(hints[i].Title, left, top + 5, width, Strong with { Size = 10.5 }, 1);
            page.Paragraph(hints[i].Text, left, baseline + 3.5, width, Hint, 6);
        }
    }

    private static void DrawSmallPrint(PdfPage page, TicketContent content)
    {
        var (y, half) = (page.Height - Margin, (page.Width - 2 * Margin) / 2 - 3);
        page.Line(Margin, y - 7, page.Width - Margin, y - 7, Hairline, 0.25);
        page.Paragraph($"Registration {content.RegistrationId}", Margin, y - 3.5, half, Small, 2);
        if (content.OrganizerName.Length == 0)
            return;
        page.Paragraph($"Organized by {content.OrganizerName}", page.Width - Margin, y - 3.5, half, Small, 2, Align.Right);
    }
}
