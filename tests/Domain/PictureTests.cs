namespace EventTicketing.Tests.Domain;

public sealed class PictureTests
{
    private static UploadedImage Image(string imageId) => new(imageId, FileTypes.Png, Valid.Now.AddMinutes(15));

    private static Picture Shown(string imageId) => Picture.None.Announce(Image(imageId)).Publish(imageId).Value;

    [Fact]
    public void A_picture_is_shown_once_it_is_published()
    {
        var announced = Picture.None.Announce(Image("img_1"));
        Assert.Null(announced.PathIn("people/usr"));
        var shown = announced.Publish("img_1").Value;
        Assert.Equal("/images/people/usr/img_1.png", shown.PathIn("people/usr"));
        Assert.Null(shown.Announced);
        Assert.True(shown.Shown!.Published);
    }

    [Fact]
    public void The_shown_picture_stays_until_another_is_published()
    {
        var both = Shown("img_1").Announce(Image("img_2"));
        Assert.Equal(["img_1", "img_2"], both.Images.Select(image => image.ImageId));
        Assert.Equal("/images/x/img_1.png", both.PathIn("x"));
        Assert.Equal(Shown("img_2"), both.Publish("img_2").Value);
    }

    [Fact]
    public void Announcing_and_publishing_again_changes_nothing()
    {
        var shown = Shown("img_1");
        Assert.Same(shown, shown.Announce(Image("img_1")));
        Assert.Same(shown, shown.Publish("img_1").Value);
    }

    [Fact]
    public void What_is_not_announced_or_was_replaced_cannot_be_published()
    {
        Assert.Equal("image_not_found", Picture.None.Publish("img_1").Problem?.Code);
        var replaced = Picture.None.Announce(Image("img_1")).Announce(Image("img_2"));
        Assert.Equal("image_not_found", replaced.Publish("img_1").Problem?.Code);
        Assert.Equal("image_not_found", Shown("img_1").Announce(Image("img_2")).Publish("img_3").Problem?.Code);
    }
}
