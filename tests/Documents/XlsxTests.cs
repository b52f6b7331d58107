using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using EventTicketing.Documents;

namespace EventTicketing.Tests.Documents;

/// <summary>Workbooks, as the Open XML SDK reads them.</summary>
public sealed class XlsxTests
{
    private static readonly IReadOnlyList<object?>[] Rows =
    [
        ["Name", "Tickets", "Net", "Dinars", "At", "Note"],
        ["Zoë 🎟 <&>", 3, -178.50m, 1.250m, new DateTime(2026, 11, 29, 23, 30, 15), null],
        ["=SUM(A1)", 0, 700m, 0.000m, new DateTime(1971, 1, 1), "two\r\nlines, _x0041_ and \u0001\ufffe"],
    ];

    [Fact]
    public void A_workbook_is_valid_and_has_the_same_bytes_when_it_is_written_again()
    {
        var bytes = Xlsx.Write(Rows);
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => $"{error.Path?.XPath}: {error.Description}"));
        Assert.Equal(bytes, Xlsx.Write(Rows));
    }

    [Fact]
    public void Texts_are_texts_and_numbers_are_numbers()
    {
        var cells = Read(Xlsx.Write(Rows));
        Assert.Equal(["A1", "B1", "C1", "D1", "E1", "F1"], cells[0].Select(cell => cell.CellReference!.Value));
        Assert.All(cells[0], cell => Assert.Equal("Net" == cell.InnerText, cell.CellReference == "C1"));
        Assert.Equal(["Zoë 🎟 <&>", "3", "-178.50", "1.250"], cells[1].Take(4).Select(cell => cell.InnerText));
        Assert.Equal([CellValues.InlineString, null, null, null, null], cells[1].Select(cell => cell.DataType?.Value));
        Assert.Equal(("=SUM(A1)", CellValues.InlineString), (cells[2][0].InnerText, cells[2][0].DataType!.Value));
        Assert.Null(cells[2][0].CellFormula);
        Assert.Equal("two\r\nlines, _x005F_x0041_ and ", cells[2][^1].InnerText);
    }

    [Fact]
    public void A_time_is_the_number_of_days_that_spreadsheets_count()
    {
        var time = Read(Xlsx.Write(Rows))[1][4];
        Assert.Equal(
            new DateTime(2026, 11, 29, 23, 30, 15),
            DateTime.FromOADate(double.Parse(time.InnerText, CultureInfo.InvariantCulture))
        );
    }

    [Fact]
    public void After_column_Z_comes_AA()
    {
        string[] titles = [.. Enumerable.Range(0, 53).Select(i => $"{i}")];
        Assert.Equal(
            ["Z1", "AA1", "AZ1", "BA1"],
            Read(Xlsx.Write([titles]))[0].Select(cell => cell.CellReference!.Value!).Where((_, i) => i is 25 or 26 or 51 or 52)
        );
    }

    [Fact]
    public void A_text_that_no_cell_can_hold_is_cut()
    {
        var cell = Read(
            Xlsx.Write([
                ["Title"],
                [new string('x', 40_000)],
            ])
        )[1][0];
        Assert.Equal(32_767, cell.InnerText.Length);
    }

    private static Cell[][] Read(byte[] bytes)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        return
        [
            .. document.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Row>().Select(row => row.Elements<Cell>().ToArray()),
        ];
    }
}
