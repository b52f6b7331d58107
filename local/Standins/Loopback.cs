using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EventTicketing.Local.Standins;

/// <summary>Web servers on 127.0.0.1, and nowhere else.</summary>
public static class Loopback
{
    /// <summary>Starts a server. <paramref name="port"/> 0 takes a free one; read it back with <see cref="AddressOf"/>.</summary>
    public static async Task<WebApplication> Start(int port, Action<WebApplication> map, Action<KestrelServerLimits>? limit = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
            limit?.Invoke(kestrel.Limits);
        });
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.Use(Guard);
        map(app);
        await app.StartAsync();
        return app;
    }

    /// <summary>Refuses other host names: against DNS rebinding, by which a foreign page reaches a local server under its own name.</summary>
    private static Task Guard(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Host.Host is "127.0.0.1" or "localhost") return next(context);
        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return Task.CompletedTask;
    }

    /// <summary>For example <c>http://127.0.0.1:5080</c>.</summary>
    public static string AddressOf(WebApplication app) => app.Urls.Single();
}
