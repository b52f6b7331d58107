using EventTicketing.Domain;

namespace EventTicketing.Api;

public sealed record ProfileImageUploadRequest
{
    [OneOf(FileTypes.Jpeg, FileTypes.Png)]
    public required string ContentType { get; init; }
}

public sealed record ProfileImageRequest
{
    [Size(1, 64)]
    public required string ImageId { get; init; }
}

public sealed record DeleteMyAccountRequest
{
    /// <summary>Whether the tickets of events to come are to stay valid; without it, such tickets are a reason to refuse.</summary>
    public bool? KeepTickets { get; init; }
}

public sealed record UpdateProfileRequest : PatchRequest
{
    [Size(1, 200), Clearable]
    public string? Name { get; init; }

    /// <summary>Phone number in international format (E.164), such as +4930123456.</summary>
    [Pattern(@"^\+[1-9]\d{5,14}$"), Size(7, 16), Clearable]
    public string? Phone { get; init; }

    /// <summary>BCP 47 language tag, such as <c>de</c>.</summary>
    [Pattern("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$"), Size(2, 12), Clearable]
    public string? Language { get; init; }

    public Person Applied(Person to) =>
        to with
        {
            Name = Or("name", Name, to.Name),
            Phone = Or("phone", Phone, to.Phone),
            Language = Or("language", Language, to.Language),
        };
}
