using System.Buffers.Text;
using EventTicketing.Runtime;

namespace EventTicketing.Tests.Runtime;

public sealed class CursorsTests
{
    private const string Place = """{"eventId":"evt_1","startsAt":"2026-06-20T18:00:00Z"}""";
    private static readonly Cursors Cursors = new([1, 2, 3]);

    [Theory]
    [InlineData(Place)]
    [InlineData("1")]
    [InlineData("Zürich — 東京")]
    public void A_cursor_leads_back_to_its_place(string place) =>
        Assert.Equal(place, Cursors.Open(Cursors.Sign(place, "ListEvents"), "ListEvents"));

    [Fact]
    public void A_cursor_can_stand_in_an_address() => Assert.Matches("^[A-Za-z0-9_-]+$", Cursors.Sign(Place + "??>>", "ListEvents"));

    [Theory]
    [InlineData("ListMyEvents")]
    [InlineData("listevents")]
    [InlineData("ListEvents\n")]
    [InlineData("")]
    public void A_cursor_is_good_for_one_list(string scope) => Assert.Null(Cursors.Open(Cursors.Sign(Place, "ListEvents"), scope));

    [Fact]
    public void Another_key_signs_other_cursors() =>
        Assert.Null(new Cursors([1, 2, 4]).Open(Cursors.Sign(Place, "ListEvents"), "ListEvents"));

    [Fact]
    public void A_change_of_any_byte_is_refused()
    {
        var cursor = Base64Url.DecodeFromChars(Cursors.Sign(Place, "ListEvents"));
        for (var position = 0; position < cursor.Length; position++)
        {
            byte[] changed = [.. cursor];
            changed[position] ^= 1;
            Assert.Null(Cursors.Open(Base64Url.EncodeToString(changed), "ListEvents"));
        }
    }

    [Fact]
    public void No_part_of_a_scope_can_be_passed_off_as_part_of_a_place()
    {
        var tag = Base64Url.DecodeFromChars(Cursors.Sign("place", "ListEvents\nfilter"))[..12];
        Assert.Null(Cursors.Open(Base64Url.EncodeToString([.. tag, .. "filter\nplace"u8]), "ListEvents"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAA")]
    [InlineData("not a cursor!")]
    [InlineData("%00")]
    public void What_is_no_cursor_is_refused(string cursor) => Assert.Null(Cursors.Open(cursor, "ListEvents"));
}
