using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EventTicketing.Local.Standins;

/// <summary>Web servers that listen on 127.0.0.1 only.</summary>
public static class Loopback
{
    /// <summary>Starts a server. <paramref name="port"/> 0 picks a free port; read it with <see cref="AddressOf"/>.</summary>
    public static async Task<WebApplication> Start(int port, Action<WebApplication> map, Action<KestrelServerLimits>? limit = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
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

    /// <summary>Rejects other host names, against DNS rebinding: a foreign page could reach a local server under its own name.</summary>
    private static Task Guard(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Host.Host is "127.0.0.1" or "localhost")
            return next(context);
        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return Task.CompletedTask;
    }

    /// <summary>For example <c>http://127.0.0.1:5080</c>.</summary>
    public static string AddressOf(WebApplication app) => app.Urls.Single();
}
