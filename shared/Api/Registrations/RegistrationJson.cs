using System.Text.Json.Serialization;
using EventTicketing.Domain;

namespace EventTicketing.Api;

[JsonSourceGenerationOptions(Converters = [typeof(Camel<RegistrationStatus>), typeof(Camel<PaymentState>), typeof(Camel<CancelledBy>)])]
[JsonSerializable(typeof(CreateRegistrationRequest))]
[JsonSerializable(typeof(RegistrationRequest))]
[JsonSerializable(typeof(CancelRegistrationRequest))]
[JsonSerializable(typeof(UpdateRegistrationRequest))]
[JsonSerializable(typeof(LookupOrdersRequest))]
[JsonSerializable(typeof(ListEventRegistrationsRequest))]
[JsonSerializable(typeof(RegistrationView))]
[JsonSerializable(typeof(ListOf<RegistrationView>))]
internal sealed partial class RegistrationJson : JsonSerializerContext;
