using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EventTicketing.Documents;

/// <summary>
/// The glyphs of a font that one document uses. Each character gets its own glyph, even where the font draws two alike (Ω and the ohm
/// sign), so that copied text is exactly the text that was put in.
/// </summary>
internal sealed class FontSubset(Font font)
{
    private const int Composed = -1;

    /// <summary>
    /// Limits to write into the font's <c>maxp</c> table: points, contours, components and nesting depth of the composed glyphs, which
    /// exceed the font's own.
    /// </summary>
    private static readonly (int Position, int Value)[] LargerComposites = [(10, 10_000), (12, 1_000), (28, 200), (30, 8)];

    private readonly Dictionary<Rune, int> _numbers = [];
    private readonly Dictionary<string, int> _letterNumbers = [];
    private readonly List<Letter> _letters = [];

    /// <summary>The PDF name of the subset: a tag of six letters derived from its characters, then the font's name.</summary>
    public string Name
    {
        get
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(_letters.Select(letter => letter.Text))));
            return $"{string.Concat(hash.Take(6).Select(value => (char)('A' + value % 26)))}+{font.Name}";
        }
    }

    public Font Font => font;

    /// <summary>A text as the hexadecimal glyph string of a PDF text operator.</summary>
    public string Encode(string text)
    {
        var hex = new StringBuilder(4 * text.Length);
        foreach (var character in text.EnumerateRunes())
            hex.Append(Number(character).ToString("X4", CultureInfo.InvariantCulture));
        return hex.ToString();
    }

    /// <summary>The glyph widths, from glyph 0 on, in thousandths of the em.</summary>
    public string Widths() =>
        string.Join(
            ' ',
            _letters.Select(letter => letter.Advance).Prepend(font.Advance(0)).Select(advance => font.Thousandths((double)advance))
        );

    /// <summary>The ToUnicode CMap, which maps glyphs back to characters.</summary>
    public string ToUnicode()
    {
        var map = new StringBuilder(
            """
            /CIDInit /ProcSet findresource begin 12 dict begin begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /Adobe-Identity-UCS def /CMapType 2 def
            1 begincodespacerange <0000> <FFFF> endcodespacerange

            """
        );
        // A CMap block has at most 100 entries.
        foreach (var block in _letters.Index().Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{block.Length} beginbfchar\n");
            foreach (var (index, letter) in block)
                map.Append(CultureInfo.InvariantCulture, $"<{index + 1:X4}> <{PdfWriter.Utf16Hex(letter.Text)}>\n");
            map.Append("endbfchar\n");
        }
        return map.Append("endcmap CMapName currentdict /CMap defineresource pop end end\n").ToString();
    }

    /// <summary>A TrueType file with only the glyphs of the subset.</summary>
    public byte[] ToTrueType()
    {
        // A letter composed of several glyphs has a glyph id in the subset but none in the font.
        List<int> glyphs = [0, .. _letters.Select(letter => IsGlyph(letter) ? letter.Parts[0].Glyph : Composed)];
        var outlines = new MemoryStream();
        var offsets = new MemoryStream();
        for (var i = 0; i < glyphs.Count; i++)
        {
            WriteInt32(offsets, (int)outlines.Length);
            outlines.Write(WithParts(glyphs[i] == Composed ? Compose(_letters[i - 1]) : font.Outline(glyphs[i]), glyphs));
            Pad(outlines);
        }
        WriteInt32(offsets, (int)outlines.Length);
        return File(
            new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
            {
                ["cvt "] = font.Table("cvt ").ToArray(),
                ["fpgm"] = font.Table("fpgm").ToArray(),
                ["glyf"] = outlines.ToArray(),
                ["head"] = Patched("head", (8, 0), (10, 0), (50, 1)),
                ["hhea"] = Patched("hhea", (34, glyphs.Count)),
                ["hmtx"] = Metrics(glyphs),
                ["loca"] = offsets.ToArray(),
                ["maxp"] = glyphs.Contains(Composed)
                    ? Patched("maxp", [(4, glyphs.Count), .. LargerComposites])
                    : Patched("maxp", (4, glyphs.Count)),
                ["prep"] = font.Table("prep").ToArray(),
            }
        );
    }

    /// <summary>The letters of a run as a hexadecimal glyph string.</summary>
    public string Encode(TextRun run) =>
        string.Concat(run.Letters.Select(letter => Number(letter).ToString("X4", CultureInfo.InvariantCulture)));

    private int Number(Letter letter)
    {
        var key = string.Join(' ', letter.Parts) + letter.Advance.ToString(CultureInfo.InvariantCulture) + letter.Text;
        if (_letterNumbers.TryGetValue(key, out var number))
            return number;
        return _letterNumbers[key] = Add(letter);
    }

    private int Number(Rune character)
    {
        if (_numbers.TryGetValue(character, out var number))
            return number;
        var glyph = font.Glyph(character);
        return _numbers[character] = Add(new Letter([new Part(glyph, 0, 0)], font.Advance(glyph), character.ToString()));
    }

    private int Add(Letter letter)
    {
        _letters.Add(letter);
        return _letters.Count;
    }

    private static bool IsGlyph(Letter letter) => letter.Parts is [{ Right: 0, Up: 0 }];

    /// <summary>The composite outline of a letter made of several glyphs, which it refers to by their ids in the font.</summary>
    private byte[] Compose(Letter letter)
    {
        const int wordArguments = 0x1,
            argumentsAreOffsets = 0x2,
            more = 0x20;
        var parts = letter.Parts.Where(part => font.Outline(part.Glyph).Length > 0).ToList();
        if (parts.Count == 0)
            return [];
        var outline = new byte[10 + 8 * parts.Count];
        Span<int> box = [int.MaxValue, int.MaxValue, int.MinValue, int.MinValue];
        for (var i = 0; i < parts.Count; i++)
        {
            var (glyph, right, up) = parts[i];
            var edges = font.Outline(glyph)[2..];
            for (var side = 0; side < 4; side++)
            {
                var edge = BinaryPrimitives.ReadInt16BigEndian(edges[(2 * side)..]) + (side % 2 == 0 ? right : up);
                box[side] = side < 2 ? Math.Min(box[side], edge) : Math.Max(box[side], edge);
            }
            var part = outline.AsSpan(10 + 8 * i);
            BinaryPrimitives.WriteUInt16BigEndian(part, (ushort)(wordArguments | argumentsAreOffsets | (i + 1 < parts.Count ? more : 0)));
            BinaryPrimitives.WriteUInt16BigEndian(part[2..], (ushort)glyph);
            BinaryPrimitives.WriteInt16BigEndian(part[4..], (short)right);
            BinaryPrimitives.WriteInt16BigEndian(part[6..], (short)up);
        }
        BinaryPrimitives.WriteInt16BigEndian(outline, -1);
        for (var side = 0; side < 4; side++)
            BinaryPrimitives.WriteInt16BigEndian(outline.AsSpan(2 + 2 * side), (short)box[side]);
        return outline;
    }

    /// <summary>Renumbers the components of a composite outline, such as letter and accent, and adds them to the subset.</summary>
    private static byte[] WithParts(ReadOnlySpan<byte> outline, List<int> glyphs)
    {
        var copy = outline.ToArray();
        if (copy.Length == 0 || BinaryPrimitives.ReadInt16BigEndian(copy) >= 0)
            return copy;
        for (var position = 10; ; )
        {
            var part = copy.AsSpan(position);
            var flags = BinaryPrimitives.ReadUInt16BigEndian(part);
            var glyph = BinaryPrimitives.ReadUInt16BigEndian(part[2..]);
            // The component may be in the subset already. Glyph 0 is never a component.
            var number = glyphs.IndexOf(glyph);
            if (number < 0)
            {
                number = glyphs.Count;
                glyphs.Add(glyph);
            }
            BinaryPrimitives.WriteUInt16BigEndian(part[2..], (ushort)number);
            const int wordArguments = 0x1,
                scale = 0x8,
                more = 0x20,
                twoScales = 0x40,
                matrix = 0x80;
            position += (flags & wordArguments) != 0 ? 8 : 6;
            position +=
                (flags & scale) != 0 ? 2
                : (flags & twoScales) != 0 ? 4
                : (flags & matrix) != 0 ? 8
                : 0;
            if ((flags & more) == 0)
                return copy;
        }
    }

    private byte[] Metrics(List<int> glyphs)
    {
        var metrics = new byte[4 * glyphs.Count];
        for (var i = 0; i < glyphs.Count; i++)
        {
            var letter = i > 0 && i <= _letters.Count ? _letters[i - 1] : null;
            BinaryPrimitives.WriteUInt16BigEndian(metrics.AsSpan(4 * i), (ushort)(letter?.Advance ?? font.Advance(glyphs[i])));
            BinaryPrimitives.WriteInt16BigEndian(
                metrics.AsSpan(4 * i + 2),
                glyphs[i] == Composed ? LeftEdge(Compose(letter!)) : font.LeftSideBearing(glyphs[i])
            );
        }
        return metrics;
    }

    private static short LeftEdge(byte[] outline) =>
        outline.Length == 0 ? (short)0 : BinaryPrimitives.ReadInt16BigEndian(outline.AsSpan(2));

    private byte[] Patched(string tag, params ReadOnlySpan<(int Position, int Value)> values)
    {
        var table = font.Table(tag).ToArray();
        foreach (var (position, value) in values)
            BinaryPrimitives.WriteUInt16BigEndian(table.AsSpan(position), (ushort)value);
        return table;
    }

    private static byte[] File(SortedDictionary<string, byte[]> tables)
    {
        var present = tables.Where(table => table.Value.Length > 0).ToList();
        var powers = (int)Math.Log2(present.Count);
        var file = new MemoryStream();
        WriteInt32(file, 0x00010000);
        WriteInt32(file, present.Count << 16 | 16 << powers);
        WriteInt32(file, powers << 16 | (present.Count * 16 - (16 << powers)));
        var position = 12 + 16 * present.Count;
        foreach (var (tag, table) in present)
        {
            file.Write(Encoding.ASCII.GetBytes(tag));
            WriteInt32(file, (int)CheckSum(table));
            WriteInt32(file, position);
            WriteInt32(file, table.Length);
            position += table.Length + 3 & ~3;
        }
        var head = 0;
        foreach (var (tag, table) in present)
        {
            if (tag == "head")
                head = (int)file.Length;
            file.Write(table);
            Pad(file);
        }
        var bytes = file.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(head + 8), 0xB1B0AFBA - CheckSum(bytes));
        return bytes;
    }

    private static uint CheckSum(ReadOnlySpan<byte> table)
    {
        uint sum = 0;
        Span<byte> padded = stackalloc byte[4];
        for (; table.Length >= 4; table = table[4..])
            sum += BinaryPrimitives.ReadUInt32BigEndian(table);
        table.CopyTo(padded);
        return sum + BinaryPrimitives.ReadUInt32BigEndian(padded);
    }

    /// <summary>Tables and glyphs are aligned to four bytes.</summary>
    private static void Pad(MemoryStream stream) => stream.SetLength(stream.Position = stream.Length + 3 & ~3);

    private static void WriteInt32(MemoryStream stream, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        stream.Write(bytes);
    }
}
