using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using EventTicketing.Local;

const string usage = """
    dotnet run --project local [-- options]
      --port N       web and API; other services take the ports after it (5080)
      --data DIR     where everything is kept (.local)
      --reset        begin anew: deletes the data first
      --no-demo      no demo logins and events
      --no-site      the API without the front end
      --processes    run the published executable, a process per function
    """;

var options = new Dictionary<string, string?>();
for (var i = 0; i < args.Length; i++)
{
    var takesValue = args[i] is "--port" or "--data";
    if (
        !takesValue && args[i] is not ("--reset" or "--no-demo" or "--no-site" or "--processes" or "--help")
        || (takesValue && i + 1 == args.Length)
    )
    {
        Console.Error.WriteLine(usage);
        return 2;
    }

    options[args[i]] = takesValue ? args[++i] : null;
}

if (options.ContainsKey("--help"))
{
    Console.WriteLine(usage);
    return 0;
}

if (
    !int.TryParse(options.GetValueOrDefault("--port") ?? "5080", NumberStyles.None, CultureInfo.InvariantCulture, out var port)
    || port > 65_000
)
{
    Console.Error.WriteLine(usage);
    return 2;
}

var data = Path.GetFullPath(options.GetValueOrDefault("--data") ?? Path.Combine(Repository.Root, ".local"));
var watch = Stopwatch.StartNew();

// Handle signals from the beginning, so that parts that are still starting are stopped too. A second signal exits at once.
var stopped = new TaskCompletionSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    if (options.ContainsKey("--reset"))
        LocalData.Delete(data);
    Directory.CreateDirectory(data);
    await using var log = new StreamWriter(Path.Combine(data, "functions.log"), append: true) { AutoFlush = true };
    await using var cloud = await LocalCloud.Start(
        new LocalOptions(port, data)
        {
            Demo = !options.ContainsKey("--no-demo"),
            Site = !options.ContainsKey("--no-site"),
            HostExecutable = options.ContainsKey("--processes") ? LocalData.PublishedHost() : null,
            Log = TextWriter.Synchronized(log),
            Progress = step => Console.WriteLine($"{watch.Elapsed.TotalSeconds, 5:0.0} s  {step}"),
        }
    );
    Console.WriteLine(
        $"""
        {watch.Elapsed.TotalSeconds, 5:0.0} s  Ready

          Web and API   {cloud.Web}   (API under /api)
          Services      {new Uri(cloud.Web, "/local")}
          Mailbox       {new Uri(cloud.Mail, "/inbox")}
          Sign-in       {cloud.Cognito.Address}
          Stripe        {cloud.Config.StripeEndpoint}
          Files (S3)    {cloud.S3}
          Tables        {cloud.Tables}
          Data, logs    {data}
          Clock         {ClockPage.PutsForward(cloud.Web)}
        """
    );
    if (cloud.Options.Demo)
    {
        Console.WriteLine($"\n  Demo logins, all with the password {Demo.Password}");
        foreach (var login in Demo.Logins)
            Console.WriteLine($"    {login.Email, -26} {string.Join(", ", login.Groups)}");
    }

    Console.WriteLine("\n  Ctrl+C stops it.");
    await stopped.Task;
    return 0;
}
catch (Exception error) when (error is InvalidOperationException or IOException or TimeoutException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

void Stop(PosixSignalContext signal) => signal.Cancel = stopped.TrySetResult();
