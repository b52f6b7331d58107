using System.Text.Json.Nodes;
using EventTicketing.Api;
using EventTicketing.ApiDocuments;

namespace EventTicketing.Tests.Api;

/// <summary>The OpenAPI document of all endpoints.</summary>
internal static class Document
{
    public static JsonObject Write() => OpenApiDocument.Write(Endpoints.All, new XmlComments().Of);

    public static IEnumerable<JsonObject> Operations(JsonObject document) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(method => method.Value!.AsObject());
}
