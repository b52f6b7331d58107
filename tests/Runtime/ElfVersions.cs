using System.Buffers.Binary;
using System.Text;

namespace EventTicketing.Tests.Runtime;

/// <summary>The versions of library symbols that a 64-bit ELF file requires: its section <c>SHT_GNU_verneed</c>.</summary>
public static class ElfVersions
{
    private const uint VersionsNeeded = 0x6ffffffe;
    private const int MostEntries = 10_000;

    /// <summary>For example <c>GLIBC_2.34</c>.</summary>
    public static IReadOnlyList<string> Needed(byte[] file)
    {
        if (!file.AsSpan().StartsWith("\u007fELF\u0002\u0001"u8))
            throw new InvalidOperationException("No little-endian 64-bit ELF file.");
        List<string> names = [];
        var (sections, size, count) = ((int)Long(0x28), Short(0x3a), Short(0x3c));
        for (var index = 0; index < count; index++)
        {
            var section = sections + (index * size);
            if (Int(section + 4) != VersionsNeeded)
                continue;
            var texts = (int)Long(sections + ((int)Int(section + 0x28) * size) + 0x18);
            int need = (int)Long(section + 0x18),
                next;
            do
            {
                int entry = need + (int)Int(need + 8),
                    following;
                do
                {
                    var start = texts + (int)Int(entry + 8);
                    names.Add(Encoding.ASCII.GetString(file, start, Array.IndexOf(file, (byte)0, start) - start));
                    following = (int)Int(entry + 12);
                    entry += following;
                } while (following != 0 && names.Count < MostEntries);

                next = (int)Int(need + 12);
                need += next;
            } while (next != 0 && names.Count < MostEntries);
        }

        return names;

        ushort Short(int at) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at));
        uint Int(int at) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at));
        ulong Long(int at) => BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(at));
    }
}
