using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Runtime;

/// <summary>
/// Loads a person or an organization, decides, and saves it. The decision may run again after a concurrent write, so it must be idempotent.
/// </summary>
public delegate Task<Result<T>> Changing<T>(Func<T, Task<Result<T>>> decide);

/// <summary>What the endpoints of images have in common: those of events, and the pictures of people and organizations.</summary>
public static class ImageCalls
{
    private static readonly TimeSpan FormLife = TimeSpan.FromMinutes(15);

    /// <summary>A new image, whose upload form is valid for some minutes.</summary>
    public static UploadedImage NewImage(this Call call, string contentType) => new(call.NewId("img"), contentType, call.Now + FormLife);

    public static ImageUploadView Form(this Call call, UploadedImage image, string folder, long maxBytes)
    {
        var until = call.Now + FormLife;
        var form = call.App.Files(Buckets.Uploads).Form(image.UploadKeyIn(folder), image.ContentType, maxBytes, until);
        return new()
        {
            ImageId = image.ImageId,
            Url = $"/{image.KeyIn(folder)}",
            UploadUrl = form.Url.AbsoluteUri,
            Fields = form.Fields,
            MaxBytes = maxBytes,
            ExpiresAt = until,
        };
    }

    /// <summary>
    /// Copies the uploaded file to the public key, if it is what its type says. A later upload through the form, even after the image was
    /// deleted, never becomes public.
    /// </summary>
    /// <param name="publish">Records that the image is public.</param>
    public static async Task<Result<T>> Publish<T>(this Call call, UploadedImage image, string folder, Func<Task<Result<T>>> publish)
    {
        var files = call.App.Files(Buckets.Uploads);
        if (await files.Get(image.UploadKeyIn(folder), call.Stop) is not { } file)
            return Problem.Conflict("image_not_uploaded", "The file of this image has not been uploaded yet.");
        if (!image.Fits(file))
            return Problem.Conflict("not_an_image", $"The file is not {image.ContentType}.");
        await files.Put(image.KeyIn(folder), file, image.ContentType, call.Stop);
        var published = await publish();
        // If the image was deleted or its owner closed during the copy, the copy must not stay public.
        if (published.Refused(out _, out _))
            await files.Delete(image.KeyIn(folder), call.Stop);
        await files.Delete(image.UploadKeyIn(folder), call.Stop);
        return published;
    }

    /// <summary>Deletes the published file of an image and the uploaded one.</summary>
    public static async Task DeleteFiles(this Call call, UploadedImage image, string folder)
    {
        await call.App.Files(Buckets.Uploads).Delete(image.KeyIn(folder), call.Stop);
        await call.App.Files(Buckets.Uploads).Delete(image.UploadKeyIn(folder), call.Stop);
    }

    /// <summary>Announces a picture and returns the form that uploads it.</summary>
    public static async Task<Result<ImageUploadView>> AnnouncePicture<T>(this Call call, string contentType, Changing<T> change)
        where T : IPictured<T>
    {
        var image = call.NewImage(contentType);
        var changed = await change(owner =>
        {
            var current = owner.Picture ?? Picture.None;
            var next = current.Announce(image);
            return Task.FromResult<Result<T>>(ReferenceEquals(next, current) ? owner : owner.WithPicture(next));
        });
        return changed.Then(owner => call.Form(image, owner.PictureFolder, Picture.MaxBytes));
    }

    /// <summary>Shows the picture that was uploaded, and deletes the one before.</summary>
    /// <param name="found">The owner as it is now.</param>
    public static async Task<Result<T>> PublishPicture<T>(this Call call, string imageId, Result<T> found, Changing<T> change)
        where T : IPictured<T>
    {
        if (found.Refused(out var problem, out var owner))
            return problem;
        var picture = owner.Picture ?? Picture.None;
        if (picture.Publish(imageId).Refused(out problem, out var published))
            return problem;
        return ReferenceEquals(published, picture)
            ? owner
            : await call.Publish(picture.Announced!, owner.PictureFolder, () => change(current => Show(current)));

        async Task<Result<T>> Show(T current)
        {
            var before = current.Picture ?? Picture.None;
            if (before.Publish(imageId).Refused(out var gone, out var next))
                return gone;
            if (ReferenceEquals(next, before))
                return current;
            // Before the entry is overwritten, so that a retry still finds the file.
            if (before.Shown is { } former)
                await call.DeleteFiles(former, current.PictureFolder);
            return current.WithPicture(next);
        }
    }

    /// <summary>Deletes the picture and its files; changes nothing when there is none.</summary>
    public static async Task<Result<Nothing>> DeletePicture<T>(this Call call, Changing<T> change)
        where T : IPictured<T>
    {
        var changed = await change(async owner =>
        {
            if (owner.Picture is null)
                return owner;
            // Before the entry, so that a retry still finds them.
            foreach (var image in owner.Picture.Images)
                await call.DeleteFiles(image, owner.PictureFolder);
            return owner.WithPicture(null);
        });
        return changed.Then(_ => Nothing.Instance);
    }

    /// <summary>Loads the caller's profile, decides, and saves it.</summary>
    public static Task<Result<Person>> ChangeProfile(this Call call, Func<Person, Task<Result<Person>>> decide) =>
        call.Db.Decide<Person>(
            async () =>
            {
                var current = await call.Person();
                if (call.WhyNotMatched(current.Version) is { } mismatch)
                    return mismatch;
                return (await decide(current)).Refused(out var problem, out var next) ? problem : call.Db.People.Save(current, next);
            },
            call.Stop
        );

    /// <summary>Loads an organization for which the caller acts, decides on its logo, and saves it with a record of the act.</summary>
    /// <param name="evenClosed">Whether a closed organization may be changed: an unsuitable logo can always be taken down.</param>
    public static Changing<Organization> ChangingLogo(this Call call, string organizationId, bool evenClosed = false) =>
        decide =>
            call.Db.Decide<Organization>(
                async () =>
                {
                    if ((await call.OwnOrganization(organizationId)).Refused(out var problem, out var current))
                        return problem;
                    if (!evenClosed && current.WhyNotChangeable is { } closed)
                        return closed;
                    return (await decide(current)).Refused(out problem, out var next)
                        ? problem
                        : call.Db.Organizations.Save(current, next, call.Record(organizationId, organizationId));
                },
                call.Stop
            );
}
