using System.Globalization;
using System.Text.Encodings.Web;

namespace EventTicketing.Local.Standins;

/// <summary>HTML of the hosted pages: forms without scripts, light and dark, for widths of 320 pixels and more.</summary>
internal static class CognitoHtml
{
    public const string StylesheetPath = "/hosted.css";

    private const string Stylesheet = """
        :root { color-scheme: light dark; --back: #f4f5f7; --card: #fff; --text: #1b1f27; --soft: #565f6e; --line: #7c8696;
          --accent: #1f4fd8; --on-accent: #fff; --bad: #b3261e; --good: #17663a; }
        @media (prefers-color-scheme: dark) { :root { --back: #12151b; --card: #1c2028; --text: #eceff4; --soft: #aab3c2;
          --line: #7f8a9c; --accent: #9db8ff; --on-accent: #0d1530; --bad: #ffb4ab; --good: #8fdcae; } }
        * { box-sizing: border-box; }
        body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--back); color: var(--text);
          font: 1rem/1.5 system-ui, sans-serif; }
        main { width: 100%; max-width: 25rem; padding: 1.5rem; background: var(--card); border-radius: .75rem;
          box-shadow: 0 1px 4px #0003; }
        .brand { margin: 0; color: var(--soft); font-weight: 600; }
        h1 { margin: .25rem 0 1rem; font-size: 1.5rem; line-height: 1.25; }
        .field { margin: 0 0 1rem; }
        label { display: block; font-weight: 600; }
        .hint, .problem, .notice { margin: .125rem 0 .25rem; font-size: .9375rem; overflow-wrap: anywhere; }
        .hint { color: var(--soft); }
        .problem { color: var(--bad); font-weight: 600; }
        .notice { color: var(--good); font-weight: 600; }
        input { width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit; color: inherit; background: transparent;
          border: 1px solid var(--line); border-radius: .5rem; }
        input[aria-invalid] { border: 2px solid var(--bad); }
        button { width: 100%; min-height: 2.75rem; padding: .5rem 1rem; font: inherit; font-weight: 600; cursor: pointer;
          color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: .5rem; }
        button.second { margin-top: .5rem; color: var(--accent); background: transparent; }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        nav { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; margin-top: 1.25rem; }
        a { color: var(--accent); }
        """;

    public static Task WriteStylesheet(HttpContext context)
    {
        context.Response.ContentType = "text/css; charset=utf-8";
        return context.Response.WriteAsync(Stylesheet);
    }

    /// <summary>Writes a page with a message and no form.</summary>
    public static Task WriteNotice(HttpContext context, int status, string title, string text)
    {
        var say = CognitoTexts.In(context.Request.Query["lang"].ToString());
        context.Response.StatusCode = status;
        return Write(context, say, title, Html($"<p>{say[text]}</p>"), "'none'");
    }

    public static Task WriteForm(CognitoPages.Visit visit, string token, CognitoError? problem)
    {
        var (page, say) = (visit.Page, CognitoTexts.In(visit.Query("lang")));
        var general = problem is not null && FieldOf(problem, page) is null;
        var again = page.Again is { } label
            ? Html($"""<button class="second" name="action" value="again" formnovalidate>{say[label]}</button>""")
            : default;
        var body = Html(
            $"""
            {Notice(visit, say)}{Problem(general ? problem : null, say, "form")}
            <form method="post" action="{visit.Context.Request.Path + visit.Context.Request.QueryString}">
            <input type="hidden" name="token" value="{token}">
            {Join(page.Fields.Select((field, index) => Input(visit, say, field, problem, focus: index == Focused(visit, problem))))}
            <button>{say[page.Button]}</button>{again}
            </form>
            <nav>{Join(page.Links.Select(link => Html($"""<a href="{visit.LinkTo(link.Path)}">{say[link.Label]}</a>""")))}</nav>
            """
        );
        return Write(visit.Context, say, page.Title, body, $"'self' {visit.Request.Origin}", problem is not null);
    }

    private static Task Write(HttpContext context, CognitoTexts say, string title, Markup body, string formTargets, bool failed = false)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        // Browsers apply form-action to the redirect after a form as well, so it must include the application's origin.
        headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'self'; img-src data:; form-action {formTargets}; base-uri 'none'; frame-ancestors 'none'";
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            Html(
                $"""
                <!doctype html>
                <html lang="{say.Language}">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>{(failed ? say["Error"] + ": " : "")}{say[title]} – Event Ticketing</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="{StylesheetPath}">
                </head>
                <body>
                <main>
                <p class="brand">Event Ticketing</p>
                <h1>{say[title]}</h1>
                {body}
                </main>
                </body>
                </html>
                """
            ).Text
        );
    }

    private static Markup Input(CognitoPages.Visit visit, CognitoTexts say, CognitoPages.Field field, CognitoError? problem, bool focus)
    {
        var at = problem is null ? null : FieldOf(problem, visit.Page);
        var own = at == field.Name ? problem : null;
        string[] describedBy =
        [
            .. field.Hint is null ? Array.Empty<string>() : [$"{field.Name}-hint"],
            .. problem is not null && at is null ? ["form-problem"]
            : own is null ? Array.Empty<string>()
            : [$"{field.Name}-problem"],
        ];
        var hint = field.Hint is { } text ? Html($"""<p class="hint" id="{field.Name}-hint">{say[text]}</p>""") : default;
        var described = describedBy.Length == 0 ? default : Html($" aria-describedby=\"{string.Join(' ', describedBy)}\"");
        var invalid = own is not null || (problem is not null && at is null) ? Html($" aria-invalid=\"true\"") : default;
        var numeric = field.Autocomplete == "one-time-code" ? Html($" inputmode=\"numeric\" maxlength=\"6\"") : default;
        return Html(
            $"""
            <div class="field">
            <label for="{field.Name}">{say[field.Label]}</label>
            {hint}{Problem(own, say, field.Name)}
            <input id="{field.Name}" name="{field.Name}" type="{field.Type}" value="{Entered(visit, field)}"
            autocomplete="{field.Autocomplete}" required{(focus ? Html($" autofocus") : default)}{numeric}{invalid}{described}>
            </div>
            """
        );
    }

    private static string Entered(CognitoPages.Visit visit, CognitoPages.Field field) =>
        field switch
        {
            { Type: "password" } => "",
            { Name: "username" } when visit.Form is null => visit.Query("login_hint"),
            _ => visit[field.Name],
        };

    // Index of the field to focus: the one to correct, or the first empty one.
    private static int Focused(CognitoPages.Visit visit, CognitoError? problem) =>
        Math.Max(
            0,
            Array.FindIndex(
                visit.Page.Fields,
                field =>
                    problem is not null && FieldOf(problem, visit.Page) is { } name ? field.Name == name : Entered(visit, field).Length == 0
            )
        );

    private static string? FieldOf(CognitoError problem, CognitoPages.Page page)
    {
        var name = problem.Type switch
        {
            "InvalidPasswordException" => "password",
            "CodeMismatchException" or "ExpiredCodeException" => "code",
            "UsernameExistsException" => "username",
            "InvalidParameterException" when problem.Message == CognitoTexts.NotAnEmail => "username",
            _ => null,
        };
        return page.Fields.Any(field => field.Name == name) ? name : null;
    }

    private static Markup Problem(CognitoError? problem, CognitoTexts say, string place) =>
        problem is null
            ? default
            : Html($"""<p class="problem" id="{place}-problem" role="alert">{say[CognitoTexts.Explain(problem)]}</p>""");

    private static Markup Notice(CognitoPages.Visit visit, CognitoTexts say)
    {
        var text = visit.Form is not null
            ? null
            : visit.Query("notice") switch
            {
                "codeSent" => "We sent a new code.",
                "confirmed" => "Your address is confirmed. You can sign in now.",
                "passwordChanged" => "Your password is changed. You can sign in now.",
                _ => null,
            };
        return text is null ? default : Html($"""<p class="notice" role="status">{say[text]}</p>""");
    }

    private static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts.Select(part => part.Text)));

    /// <summary>Interpolates values into markup. HTML-encodes every value that is not markup already.</summary>
    private static Markup Html(FormattableString template) =>
        new(
            string.Format(
                CultureInfo.InvariantCulture,
                template.Format,
                [.. template.GetArguments().Select(value => value is Markup markup ? markup.Text : HtmlEncoder.Default.Encode($"{value}"))]
            )
        );

    private readonly record struct Markup(string Text);
}
