namespace EventTicketing.Domain;

/// <summary>An image that a browser uploads by a form; it is public once its file was checked and copied.</summary>
/// <param name="ContentType"><see cref="FileTypes.Jpeg"/> or <see cref="FileTypes.Png"/>.</param>
/// <param name="UploadUntil">When the upload form expires; null once the image is published.</param>
public sealed record UploadedImage(string ImageId, string ContentType, DateTimeOffset? UploadUntil = null)
{
    public bool Published => UploadUntil is null;

    /// <summary>Storage key of the published file, and its path on the site. No upload form can write to it.</summary>
    /// <param name="folder">The id of the event, or <see cref="IPictured{T}.PictureFolder"/>.</param>
    public string KeyIn(string folder) => $"images/{folder}/{ImageId}.{FileTypes.ExtensionOf(ContentType)}";

    /// <summary>Storage key that the upload form writes to. It is never served, and the file is deleted after a day.</summary>
    public string UploadKeyIn(string folder) => $"incoming/{folder}/{ImageId}";

    /// <summary>Whether the file starts with the signature of its content type.</summary>
    public bool Fits(ReadOnlySpan<byte> file) => FileTypes.Fits(ContentType, file);
}

/// <summary>The picture of a person or an organization.</summary>
/// <param name="Shown">Null when there is none.</param>
/// <param name="Announced">What is to replace it once its file is uploaded; null when nothing is.</param>
public sealed record Picture(UploadedImage? Shown, UploadedImage? Announced)
{
    public const long MaxBytes = 2 * 1024 * 1024;

    public static readonly Picture None = new(null, null);

    public IEnumerable<UploadedImage> Images => new[] { Shown, Announced }.OfType<UploadedImage>();

    /// <summary>Path of the shown picture on the site; null when there is none.</summary>
    public string? PathIn(string folder) => Shown is null ? null : $"/{Shown.KeyIn(folder)}";

    /// <summary>Idempotent: a picture that is shown already stays so. What was announced before is forgotten.</summary>
    public Picture Announce(UploadedImage image) => Shown?.ImageId == image.ImageId ? this : this with { Announced = image };

    /// <summary>Shows the announced picture. Idempotent.</summary>
    public Result<Picture> Publish(string imageId) =>
        Shown?.ImageId == imageId ? this
        : Announced?.ImageId == imageId ? new Picture(Announced with { UploadUntil = null }, null)
        : Problem.NotFound("image");
}

/// <summary>A person or an organization: they have one picture, which everybody may see.</summary>
public interface IPictured<T> : IVersioned<T>
{
    /// <summary>Null when there is none and none is announced.</summary>
    Picture? Picture { get; }

    /// <summary>Where the files of its pictures are.</summary>
    string PictureFolder { get; }

    T WithPicture(Picture? picture);
}
