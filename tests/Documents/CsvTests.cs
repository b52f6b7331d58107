using System.Text;
using EventTicketing.Documents;

namespace EventTicketing.Tests.Documents;

public sealed class CsvTests
{
    private static string Text(params string[] cells) => Encoding.UTF8.GetString(Csv.Write([cells]));

    [Fact]
    public void A_file_says_that_it_is_UTF_8_and_its_lines_end_as_the_standard_wants()
    {
        var bytes = Csv.Write([
            ["a", "b"],
            ["ä", ""],
        ]);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Equal("a,b\r\nä,\r\n", Encoding.UTF8.GetString(bytes[3..]));
    }

    [Theory]
    [InlineData("Weber, Jonas", "\"Weber, Jonas\"")]
    [InlineData("the \"Duke\"", "\"the \"\"Duke\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("O'Neill", "O'Neill")]
    [InlineData(" blank ", " blank ")]
    public void A_cell_is_quoted_where_it_has_to_be(string cell, string written) => Assert.Equal($"\ufeff{written}\r\n", Text(cell));

    [Theory]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("+4930123456", "'+4930123456")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(1)", "'@SUM(1)")]
    [InlineData(" =1", "' =1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("\t=1", "'\t'=1")]
    [InlineData("\r=1", "\"'\r'=1\"")]
    [InlineData("=1,2", "\"'=1,2\"")]
    public void A_formula_is_text(string cell, string written) => Assert.Equal($"\ufeff{written}\r\n", Text(cell));

    [Theory]
    [InlineData("Eve;=1+1;", "Eve;'=1+1;")]
    [InlineData("x;=cmd|' /C calc'!A0;", "x;'=cmd|' /C calc'!A0;")]
    [InlineData("x; +1", "x;' +1")]
    [InlineData("x;\"-1", "\"x;'\"\"-1\"")]
    [InlineData("x|@y", "x|'@y")]
    [InlineData("x\t＝1", "x\t'＝1")]
    [InlineData("x\n=1", "\"x\n'=1\"")]
    [InlineData("x,=1", "\"x,'=1\"")]
    [InlineData("a;b;-c;d", "a;b;'-c;d")]
    public void However_a_spreadsheet_divides_the_line_no_cell_is_a_formula(string cell, string written)
    {
        var text = Text("first", cell, "last");
        Assert.Equal($"\ufefffirst,{written},last\r\n", text);
        foreach (var separator in ",;\t|")
            Assert.DoesNotContain(
                text.TrimStart('\ufeff').Split([separator, '\r', '\n']),
                part => part.TrimStart(' ', '"') is [var start, ..] && "=+-@＝＋－＠".Contains(start)
            );
    }

    [Theory]
    [InlineData("25.00")]
    [InlineData("2026-06-01 14:00:00")]
    [InlineData("ada@example.com")]
    [InlineData("a=b")]
    [InlineData("a; b-c")]
    public void What_is_no_formula_stays_as_it_is(string cell) => Assert.Equal($"\ufeff{cell}\r\n", Text(cell));
}
