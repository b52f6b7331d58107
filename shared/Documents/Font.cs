using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using HarfBuzzSharp;

namespace EventTicketing.Documents;

/// <summary>A TrueType font. It measures text; a <see cref="FontSubset"/> has the glyphs that one document uses.</summary>
public sealed class Font
{
    private static readonly Lazy<Font> LazyRegular = new(() =>
        new Font("Inter-Regular", stemWidth: 80, Resources.Bytes("Inter-Regular.ttf"))
    );
    private static readonly Lazy<Font> LazyBold = new(() => new Font("Inter-Bold", stemWidth: 140, Resources.Bytes("Inter-Bold.ttf")));

    private readonly byte[] _data;
    private readonly Dictionary<string, Range> _tables = [];
    private readonly Range _cmap;
    private readonly int _advances;
    private readonly bool _longOffsets;
    private readonly Lazy<HarfBuzzSharp.Font> _shaper;

    internal Font(string name, int stemWidth, byte[] data)
    {
        (Name, StemWidth, _data) = (name, stemWidth, data);
        for (var i = 0; i < UInt16(4); i++)
        {
            var entry = _data.AsSpan(12 + 16 * i, 16);
            var offset = BinaryPrimitives.ReadInt32BigEndian(entry[8..]);
            _tables[Encoding.ASCII.GetString(entry[..4])] = offset..(offset + BinaryPrimitives.ReadInt32BigEndian(entry[12..]));
        }
        _cmap = UnicodeMap();
        _advances = UInt16(Start("hhea") + 34);
        _longOffsets = UInt16(Start("head") + 50) == 1;
        (Ascent, Descent, CapHeight) = (Thousandths(Start("hhea") + 4), Thousandths(Start("hhea") + 6), Thousandths(Start("OS/2") + 88));
        Box = string.Join(' ', Enumerable.Range(0, 4).Select(i => Thousandths(Start("head") + 36 + 2 * i)));
        _shaper = new Lazy<HarfBuzzSharp.Font>(OpenShaper);
    }

    public static Font Regular => LazyRegular.Value;

    public static Font Bold => LazyBold.Value;

    internal string Name { get; }

    /// <summary>
    /// An estimate of the stem width, which a PDF needs and the font file lacks. In thousandths of the em, like the metrics below.
    /// </summary>
    internal int StemWidth { get; }

    internal int Ascent { get; }

    internal int Descent { get; }

    internal int CapHeight { get; }

    internal string Box { get; }

    internal int UnitsPerEm => UInt16(Start("head") + 18);

    /// <summary>The advance width of a character at size 1.</summary>
    internal double Width(Rune character) => (double)Advance(Glyph(character)) / UnitsPerEm;

    /// <summary>The HarfBuzz font that shapes text, in font units.</summary>
    internal HarfBuzzSharp.Font Shaper => _shaper.Value;

    /// <summary>The glyph id of a character; 0 when the font lacks it.</summary>
    internal int Glyph(Rune character)
    {
        var groups = _data.AsSpan(_cmap)[16..];
        for (int low = 0, high = groups.Length / 12 - 1; low <= high; )
        {
            var middle = (low + high) / 2;
            var group = groups.Slice(12 * middle, 12);
            var first = BinaryPrimitives.ReadInt32BigEndian(group);
            if (character.Value < first)
                high = middle - 1;
            else if (character.Value > BinaryPrimitives.ReadInt32BigEndian(group[4..]))
                low = middle + 1;
            else
                return BinaryPrimitives.ReadInt32BigEndian(group[8..]) + character.Value - first;
        }
        return 0;
    }

    /// <summary>The advance width in font units.</summary>
    internal int Advance(int glyph) => UInt16(Start("hmtx") + 4 * Math.Min(glyph, _advances - 1));

    internal short LeftSideBearing(int glyph) =>
        (short)UInt16(Start("hmtx") + (glyph < _advances ? 4 * glyph + 2 : 2 * (glyph + _advances)));

    internal ReadOnlySpan<byte> Outline(int glyph) => Table("glyf")[OutlineOffset(glyph)..OutlineOffset(glyph + 1)];

    /// <summary>Empty when the font has no such table.</summary>
    internal ReadOnlySpan<byte> Table(string tag) => _tables.TryGetValue(tag, out var range) ? _data.AsSpan(range) : [];

    internal int Thousandths(double units) => (int)Math.Round(1000 * units / UnitsPerEm);

    /// <summary>HarfBuzz reads the font data in place: <see cref="Resources"/> returns pinned arrays.</summary>
    private HarfBuzzSharp.Font OpenShaper()
    {
        using var blob = new Blob(Marshal.UnsafeAddrOfPinnedArrayElement(_data, 0), _data.Length, MemoryMode.ReadOnly);
        using var face = new Face(blob, 0);
        var shaper = new HarfBuzzSharp.Font(face);
        shaper.SetFunctionsOpenType();
        return shaper;
    }

    private int Thousandths(int position) => Thousandths((double)(short)UInt16(position));

    private int OutlineOffset(int glyph) => _longOffsets ? Int32(Start("loca") + 4 * glyph) : 2 * UInt16(Start("loca") + 2 * glyph);

    /// <summary>The cmap subtable of format 12, which covers all of Unicode.</summary>
    private Range UnicodeMap()
    {
        var table = Start("cmap");
        for (var i = 0; i < UInt16(table + 2); i++)
        {
            var map = table + Int32(table + 4 + 8 * i + 4);
            if (UInt16(map) == 12)
                return map..(map + Int32(map + 4));
        }
        throw new NotSupportedException($"{Name} has no character map of format 12.");
    }

    private int Start(string tag) => _tables[tag].Start.Value;

    private int UInt16(int position) => BinaryPrimitives.ReadUInt16BigEndian(_data.AsSpan(position));

    private int Int32(int position) => BinaryPrimitives.ReadInt32BigEndian(_data.AsSpan(position));
}
