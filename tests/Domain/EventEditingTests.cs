namespace EventTicketing.Tests.Domain;

public sealed class EventEditingTests
{
    private static readonly Event Draft = Valid.Draft;
    private static readonly Event Published = Valid.PublishedEvent;

    [Fact]
    public void The_currency_of_what_is_on_sale_is_locked()
    {
        var edited = Published with { TicketTypes = [Valid.Standard with { Price = new(2500, "eur") }, Valid.Student, Valid.Free] };
        Assert.Equal("locked_when_published", Published.Edit(edited, Valid.Now).Problem?.Code);
        Assert.Null(Draft.Edit(edited with { Status = EventStatus.Draft }, Valid.Now).Problem);
    }

    [Fact]
    public void What_is_on_sale_cannot_be_taken_away() =>
        Assert.Equal("locked_when_published", Published.Edit(Published with { TicketTypes = [Valid.Standard] }, Valid.Now).Problem?.Code);

    [Fact]
    public void The_same_instant_in_another_offset_is_no_change() =>
        Assert.Null(Published.Edit(Published with { StartsAt = Published.StartsAt.ToOffset(TimeSpan.FromHours(2)) }, Valid.Now).Problem);

    [Fact]
    public void The_rest_of_a_published_event_may_change()
    {
        var dearer = Valid.Standard with { Price = new(3000, "usd"), Quantity = 500 };
        var edited = Published with { Title = "Other", Capacity = 600, TicketTypes = [dearer, Valid.Student, Valid.Free] };
        Assert.Equal(edited with { ChangedAt = Valid.Now, EditedAt = Valid.Now }, Published.Edit(edited, Valid.Now, notify: false).Value);
    }

    [Fact]
    public void It_is_noted_when_something_changes_that_people_who_come_have_to_know()
    {
        foreach (
            var edited in (Event[])
                [
                    Published with
                    {
                        Title = "Other",
                    },
                    Published with
                    {
                        Venue = Published.Venue with { Name = "Other" },
                    },
                    Published with
                    {
                        GateOpensAt = Valid.Now,
                    },
                ]
        )
            Assert.Equal(Valid.Now, Published.Edit(edited, Valid.Now).Value.ChangedAt);
        Assert.Null(Published.Edit(Published with { Capacity = 600, Description = "More" }, Valid.Now).Value.ChangedAt);
        Assert.Null(Draft.Edit(Draft with { Title = "Other" }, Valid.Now).Value.ChangedAt);
    }

    [Theory]
    [InlineData("US")]
    [InlineData("CA")]
    public void Where_the_tax_depends_on_it_a_venue_has_a_postal_code(string country)
    {
        var there = new Venue("Hall", null, "Springfield", country, "ST");
        Assert.Equal(["venue.postalCode"], (Draft with { Venue = there }).Checked(Valid.Now).Problem?.Errors?.Select(error => error.Field));
        Assert.Null((Draft with { Venue = there with { PostalCode = "10001" } }).Checked(Valid.Now).Problem);
        // An event published without a postal code can be edited, but not moved to another venue without one.
        var old = Published with
        {
            Venue = there,
        };
        Assert.Null(old.Edit(old with { Title = "Other", PriceDisplay = PriceDisplay.TaxExcluded }, Valid.Now).Problem);
        Assert.NotNull(old.Edit(old with { Venue = there with { City = "Shelbyville" } }, Valid.Now).Problem);
    }

    [Fact]
    public void A_place_is_written_on_one_line()
    {
        Assert.Equal("Street 1, Berlin, DE", Draft.Venue.OnOneLine());
        Assert.Equal("Portland, OR 97201, US", new Venue("Hall", null, "Portland", "US", "OR", "97201").OnOneLine());
        Assert.Equal("Toronto, ON, CA", new Venue("Hall", "", "Toronto", "CA", "ON").OnOneLine());
    }

    [Fact]
    public void A_ticket_type_can_be_added_after_publishing()
    {
        var added = Published.Add(Valid.Standard with { TicketTypeId = "tty_vip" }, Valid.Now).Value;
        Assert.Equal(["tty_standard", "tty_student", "tty_free", "tty_vip"], added.TicketTypes.Select(type => type.TicketTypeId));
    }

    [Fact]
    public void Adding_the_same_ticket_type_again_changes_nothing() =>
        Assert.Same(Published, Published.Add(Valid.Standard with { Quantity = 1 }, Valid.Now).Value);

    [Fact]
    public void An_event_has_at_most_ten_images_and_the_same_one_once()
    {
        var full = Enumerable
            .Range(0, 10)
            .Aggregate(Published, (of, i) => of.Add(new UploadedImage($"img_{i}", FileTypes.Png), Valid.Now).Value);
        Assert.Equal("too_many_images", full.Add(new UploadedImage("img_10", FileTypes.Png), Valid.Now).Problem?.Code);
        Assert.Same(full, full.Add(new UploadedImage("img_9", FileTypes.Png), Valid.Now).Value);
        var fewer = full.Remove(full.Image("img_3")!);
        Assert.Null(fewer.Image("img_3"));
        Assert.Equal(10, fewer.Add(new UploadedImage("img_10", FileTypes.Jpeg), Valid.Now).Value.Images.Count);
    }

    [Fact]
    public void An_image_has_its_place_under_its_event_and_the_end_of_its_type() =>
        Assert.Equal(
            ("images/evt_1/img_1.jpg", "images/evt_1/img_1.png"),
            (new UploadedImage("img_1", FileTypes.Jpeg).KeyIn("evt_1"), new UploadedImage("img_1", FileTypes.Png).KeyIn("evt_1"))
        );

    private static UploadedImage Announced(string imageId, string type = FileTypes.Png) => new(imageId, type, Valid.Now.AddMinutes(15));

    [Fact]
    public void An_image_is_announced_and_then_published_once()
    {
        var announced = Published.Add(Announced("img_1"), Valid.Now).Value;
        var published = announced.Publish(announced.Images[0], Valid.Now).Value;
        Assert.True(Assert.Single(published.Images).Published);
        Assert.Same(published, published.Publish(announced.Images[0], Valid.Now).Value);
        Assert.Equal("image_not_found", published.Remove(published.Images[0]).Publish(announced.Images[0], Valid.Now).Problem?.Code);
    }

    [Fact]
    public void Images_whose_file_does_not_come_make_room_an_hour_later()
    {
        var full = Enumerable
            .Range(0, 10)
            .Aggregate(
                Published,
                (of, i) => of.Add(i == 0 ? new UploadedImage("img_0", FileTypes.Png) : Announced($"img_{i}"), Valid.Now).Value
            );
        Assert.Equal("too_many_images", full.Add(Announced("img_10"), Valid.Now.AddMinutes(59)).Problem?.Code);
        Assert.Equal(
            ["img_0", "img_10"],
            full.Add(Announced("img_10"), Valid.Now.AddMinutes(60)).Value.Images.Select(image => image.ImageId)
        );
    }

    [Theory]
    [InlineData(FileTypes.Png, new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0 }, true)]
    [InlineData(FileTypes.Png, new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 }, false)]
    [InlineData(FileTypes.Png, new byte[] { 0x89, 0x50, 0x4E, 0x47 }, false)]
    [InlineData(FileTypes.Jpeg, new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 }, true)]
    [InlineData(FileTypes.Jpeg, new byte[] { 0x3C, 0x68, 0x74, 0x6D, 0x6C, 0x3E }, false)]
    [InlineData(FileTypes.Jpeg, new byte[0], false)]
    public void A_file_is_an_image_by_its_first_bytes(string type, byte[] file, bool fits) =>
        Assert.Equal(fits, new UploadedImage("img_1", type).Fits(file));

    [Fact]
    public void An_event_that_is_over_or_cancelled_takes_no_image_and_loses_any()
    {
        var announced = Published.Add(Announced("img_1"), Valid.Now).Value;
        var cancelled = announced.Cancel(null, Valid.Now).Value;
        foreach (
            var (closed, now) in new[]
            {
                (announced, announced.EndsAt),
                (cancelled, Valid.Now),
                (cancelled.Archive(Valid.Now).Value, Valid.Now),
            }
        )
        {
            Assert.Equal("event_closed", closed.Add(Announced("img_2"), now).Problem?.Code);
            Assert.Equal("event_closed", closed.Publish(closed.Images[0], now).Problem?.Code);
            Assert.Empty(closed.Remove(closed.Images[0]).Images);
        }
    }

    [Fact]
    public void An_event_has_at_most_twenty_ticket_types()
    {
        var full = Draft with { TicketTypes = [.. Enumerable.Range(0, 20).Select(i => Valid.Standard with { TicketTypeId = $"tty_{i}" })] };
        Assert.Equal("too_many_ticket_types", full.Add(Valid.Standard with { TicketTypeId = "tty_20" }, Valid.Now).Problem?.Code);
        Assert.Null(
            (full with { TicketTypes = [.. full.TicketTypes.Skip(1)] })
                .Add(Valid.Standard with { TicketTypeId = "tty_20" }, Valid.Now)
                .Problem
        );
    }

    [Fact]
    public void A_change_of_one_ticket_type_leaves_the_others()
    {
        var changed = Published.Change("tty_student", type => type with { Quantity = 7 }, Valid.Now).Value;
        Assert.Equal([400, 7, 50], changed.TicketTypes.Select(type => type.Quantity));
    }

    [Fact]
    public void A_price_that_was_sold_before_its_currency_had_a_minimum_is_in_the_way_of_no_other_change()
    {
        var old = Published with { TicketTypes = [Valid.Standard with { Price = new(49, "usd") }] };
        Assert.Equal("Later", old.Edit(old with { Title = "Later" }, Valid.Now).Value.Title);
        Assert.Equal(
            "not_payable",
            Assert.Single(old.Change("tty_standard", type => type with { Price = new(48, "usd") }, Valid.Now).Problem!.Errors).Code
        );
    }

    [Fact]
    public void A_ticket_type_that_is_not_there_cannot_be_changed() =>
        Assert.Equal("ticket_type_not_found", Published.Change("tty_other", type => type, Valid.Now).Problem?.Code);

    [Fact]
    public void A_valid_event_is_accepted() => Assert.Same(Draft, Draft.Checked(Valid.Now).Value);

    [Fact]
    public void Wrong_details_are_named_by_field_and_code() =>
        Assert.All(
            (IEnumerable<(Event, string, string)>)
                [
                    (Draft with { TimeZone = "Mars/Olympus" }, "timeZone", "unknown_time_zone"),
                    (Draft with { TimeZone = "W. Europe Standard Time" }, "timeZone", "unknown_time_zone"),
                    (Draft with { StartsAt = Valid.Now }, "startsAt", "in_the_past"),
                    (Draft with { EndsAt = Draft.StartsAt }, "endsAt", "ends_before_start"),
                    (Draft with { EndsAt = Draft.StartsAt.AddDays(366) + Valid.Tick }, "endsAt", "too_long"),
                    (
                        Draft with
                        {
                            StartsAt = Valid.At("2105-12-31T23:00Z"),
                            EndsAt = Valid.At("2106-01-01T00:00:00.0000001Z"),
                        },
                        "endsAt",
                        "too_far_ahead"
                    ),
                    (Draft with { GateOpensAt = Draft.EndsAt }, "gateOpensAt", "opens_after_end"),
                    (With(Valid.Standard with { Price = new(1, "xxx") }), "ticketTypes[0].price.currency", "unknown_currency"),
                    (With(Valid.Standard with { Price = new(1234, "kwd") }), "ticketTypes[0].price.amount", "not_payable"),
                    (With(Valid.Standard with { Price = new(49, "eur") }), "ticketTypes[0].price.amount", "not_payable"),
                    (With(Valid.Standard with { Price = new(100_000_000, "eur") }), "ticketTypes[0].price.amount", "not_payable"),
                    (
                        With(Valid.Standard with { SalesStartAt = Valid.Now, SalesEndAt = Valid.Now }),
                        "ticketTypes[0].salesEndAt",
                        "ends_before_start"
                    ),
                    (With(Valid.Standard with { SalesStartAt = Draft.StartsAt }), "ticketTypes[0].salesStartAt", "after_event_start"),
                    (With(Valid.Standard with { SalesEndAt = Draft.EndsAt + Valid.Tick }), "ticketTypes[0].salesEndAt", "after_event"),
                ],
            wrong =>
            {
                var (draft, field, code) = wrong;
                var error = Assert.Single(draft.Checked(Valid.Now).Problem!.Errors);
                Assert.Equal((field, code), (error.Field, error.Code));
            }
        );

    [Fact]
    public void Details_are_good_up_to_their_limit() =>
        Assert.All(
            (Event[])
                [
                    Draft with
                    {
                        StartsAt = Valid.Now + Valid.Tick,
                    },
                    Draft with
                    {
                        EndsAt = Draft.StartsAt + Valid.Tick,
                    },
                    Draft with
                    {
                        EndsAt = Draft.StartsAt.AddDays(366),
                    },
                    Draft with
                    {
                        StartsAt = Valid.At("2105-12-31T23:00Z"),
                        EndsAt = Valid.At("2106-01-01T00:00Z"),
                    },
                    Draft with
                    {
                        GateOpensAt = Draft.EndsAt - Valid.Tick,
                    },
                    With(Valid.Standard with { SalesStartAt = Valid.Now, SalesEndAt = Valid.Now + Valid.Tick }),
                    With(Valid.Standard with { Price = new(0, "eur") }),
                    With(Valid.Standard with { Price = new(50, "eur") }),
                    With(Valid.Standard with { Price = new(150_000_000, "idr") }),
                    With(Valid.Standard with { SalesEndAt = Draft.EndsAt }),
                    With(Valid.Standard with { SalesStartAt = Draft.StartsAt - Valid.Tick }),
                    With(Valid.Standard with { SalesStartAt = Draft.StartsAt, SalesEndAt = Draft.EndsAt }),
                ],
            draft => Assert.Null(draft.Checked(Valid.Now).Problem)
        );

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        var problem = (Draft with { TimeZone = "here", GateOpensAt = Draft.EndsAt }).Checked(Valid.Now).Problem!;
        Assert.Equal("invalid", problem.Code);
        Assert.Equal(["timeZone", "gateOpensAt"], problem.Errors.Select(error => error.Field));
    }

    [Fact]
    public void A_draft_whose_start_has_passed_can_still_be_edited_but_not_moved_in_the_past()
    {
        var late = Draft.StartsAt.AddMinutes(1);
        Assert.Null(Draft.Edit(Draft with { Title = "Other" }, late).Problem);
        Assert.Equal("in_the_past", Draft.Edit(Draft with { StartsAt = late }, late).Problem?.Code);
    }

    private static Event With(TicketType type) => Draft with { TicketTypes = [type] };
}
