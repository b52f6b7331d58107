using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace EventTicketing.Documents;

/// <summary>
/// Workbooks for spreadsheets (ECMA-376, SpreadsheetML) with one sheet: a bold line of titles that stays in view, and lines of cells with
/// types, so that numbers and times can be computed with in every language. A text is never a formula.
/// </summary>
public static partial class Xlsx
{
    public const string ContentType = $"{Spreadsheet}.sheet";

    private const string Spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "http://schemas.openxmlformats.org/package/2006";

    /// <summary>The longest text of a cell.</summary>
    private const int LongestText = 32_767;

    /// <summary>Widths of columns, in characters.</summary>
    private const int Narrowest = 8,
        Widest = 44;

    /// <summary>Lines of which the widths of the columns are taken.</summary>
    private const int Measured = 200;

    /// <summary>Places of the formats in the sheet of styles.</summary>
    private const int Title = 1,
        Time = 2,
        Integer = 3,
        Hundredths = 4,
        Thousandths = 5;

    /// <param name="rows">
    /// The titles, then the lines. Cells are texts, whole numbers, decimal numbers (shown with as many digits as they have), times of the
    /// clock, or null.
    /// </param>
    public static byte[] Write(IReadOnlyList<IReadOnlyList<object?>> rows)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create))
        {
            Part(zip, "[Content_Types].xml", ContentTypes);
            Part(zip, "_rels/.rels", Related("officeDocument", "xl/workbook.xml"));
            Part(zip, "xl/workbook.xml", Workbook);
            Part(zip, "xl/_rels/workbook.xml.rels", Related("worksheet", "worksheets/sheet1.xml", "styles", "styles.xml"));
            Part(zip, "xl/styles.xml", Styles);
            using var part = Opened(zip, "xl/worksheets/sheet1.xml");
            using var xml = XmlWriter.Create(
                part,
                new() { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize }
            );
            Sheet(xml, rows);
        }

        return file.ToArray();
    }

    private static void Sheet(XmlWriter xml, IReadOnlyList<IReadOnlyList<object?>> rows)
    {
        xml.WriteStartElement("worksheet", Main);
        xml.WriteRaw(
            """
            <sheetViews><sheetView workbookViewId="0">
            <pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>
            </sheetView></sheetViews>
            """
        );
        xml.WriteStartElement("cols");
        for (var column = 0; column < rows[0].Count; column++)
        {
            var width = rows.Take(Measured).Max(row => Csv.TextOf(row[column]).Length) + 2;
            xml.WriteRaw(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"""<col min="{column + 1}" max="{column + 1}" width="{Math.Clamp(width, Narrowest, Widest)}" customWidth="1"/>"""
                )
            );
        }

        xml.WriteEndElement();
        xml.WriteStartElement("sheetData");
        for (var row = 0; row < rows.Count; row++)
        {
            xml.WriteStartElement("row");
            xml.WriteAttributeString("r", (row + 1).ToString(CultureInfo.InvariantCulture));
            for (var column = 0; column < rows[row].Count; column++)
                Cell(xml, $"{Column(column)}{row + 1}", rows[row][column], isTitle: row == 0);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Cell(XmlWriter xml, string at, object? value, bool isTitle)
    {
        if (value is null or "")
            return;
        xml.WriteStartElement("c");
        xml.WriteAttributeString("r", at);
        var style = isTitle ? Title : StyleOf(value);
        if (style > 0)
            xml.WriteAttributeString("s", style.ToString(CultureInfo.InvariantCulture));
        if (value is string text)
        {
            xml.WriteAttributeString("t", "inlineStr");
            xml.WriteStartElement("is");
            xml.WriteStartElement("t");
            xml.WriteAttributeString("xml", "space", null, "preserve");
            xml.WriteString(Written(text));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        else
            xml.WriteElementString(
                "v",
                value is DateTime time ? time.ToOADate().ToString("R", CultureInfo.InvariantCulture) : Csv.TextOf(value)
            );

        xml.WriteEndElement();
    }

    private static int StyleOf(object value) =>
        value switch
        {
            DateTime => Time,
            int or decimal { Scale: 0 } => Integer,
            decimal { Scale: <= 2 } => Hundredths,
            decimal => Thousandths,
            _ => 0,
        };

    /// <summary>
    /// A text without what XML cannot contain. <c>_x0041_</c> would be read as the letter A: its first sign is written in that way itself.
    /// </summary>
    private static string Written(string text)
    {
        var sound = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is (>= ' ' or '\t' or '\n' or '\r') and not (0xFFFE or 0xFFFF))
                sound.Append(rune);
        }

        var written = Escape.Replace(sound.ToString(), "_x005F_");
        return written.Length <= LongestText ? written : written[..LongestText];
    }

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.CultureInvariant)]
    private static partial Regex Escape { get; }

    /// <summary>The name of a column: A to Z, then AA and so on.</summary>
    private static string Column(int index) => index < 26 ? $"{(char)('A' + index)}" : Column(index / 26 - 1) + Column(index % 26);

    private static Stream Opened(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name);
        // The same rows are the same bytes, whenever they are written.
        entry.LastWriteTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return entry.Open();
    }

    private static void Part(ZipArchive zip, string name, string xml)
    {
        using var part = Opened(zip, name);
        part.Write(Encoding.UTF8.GetBytes($"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{xml}"""));
    }

    private static string Related(params IReadOnlyList<string> typesAndTargets) =>
        $"""<Relationships xmlns="{Packages}/relationships">{string.Concat(
            typesAndTargets.Chunk(2).Select((to, i) => $"""<Relationship Id="r{i + 1}" Type="{Relationships}/{to[0]}" Target="{to[1]}"/>""")
        )}</Relationships>""";

    private const string ContentTypes = $"""
        <Types xmlns="{Packages}/content-types">
        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
        <Default Extension="xml" ContentType="application/xml"/>
        <Override PartName="/xl/workbook.xml" ContentType="{ContentType}.main+xml"/>
        <Override PartName="/xl/worksheets/sheet1.xml" ContentType="{Spreadsheet}.worksheet+xml"/>
        <Override PartName="/xl/styles.xml" ContentType="{Spreadsheet}.styles+xml"/>
        </Types>
        """;

    private const string Workbook = $"""
        <workbook xmlns="{Main}" xmlns:r="{Relationships}"><sheets><sheet name="Report" sheetId="1" r:id="r1"/></sheets></workbook>
        """;

    private const string Styles = $"""
        <styleSheet xmlns="{Main}">
        <numFmts count="2">
        <numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/>
        <numFmt numFmtId="165" formatCode="0.000"/>
        </numFmts>
        <fonts count="2">
        <font><sz val="11"/><name val="Calibri"/></font>
        <font><b/><sz val="11"/><name val="Calibri"/></font>
        </fonts>
        <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
        <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
        <cellXfs count="6">
        <xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
        <xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>
        <xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        <xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        <xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        <xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        </cellXfs>
        </styleSheet>
        """;
}
