using System.Text.Json.Serialization;
using EventTicketing.Domain;

namespace EventTicketing.Api;

[JsonSourceGenerationOptions(Converters = [typeof(Camel<OrganizationRole>)])]
[JsonSerializable(typeof(UpdateProfileRequest))]
[JsonSerializable(typeof(ProfileView))]
internal sealed partial class PeopleJson : JsonSerializerContext;
