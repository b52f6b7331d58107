using EventTicketing.Functions;

// One executable for all functions: Lambda sets _HANDLER to the name of the function that this process runs.
var runtimeApi = Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API");
var name = Environment.GetEnvironmentVariable("_HANDLER");
if (runtimeApi is null || name is null)
{
    Console.Error.WriteLine("This is a Lambda custom runtime: it needs AWS_LAMBDA_RUNTIME_API and _HANDLER.");
    return 2;
}

IFunction function;
try
{
    function = Functions.All.TryGetValue(name, out var create)
        ? await Composition.FromEnvironment(create, CancellationToken.None)
        : throw new InvalidOperationException($"There is no function {name}.");
}
catch (Exception error)
{
    await LambdaLoop.ReportInitError(runtimeApi, error, CancellationToken.None);
    return 1;
}

using var stop = new CancellationTokenSource();
using var terminated = System.Runtime.InteropServices.PosixSignalRegistration.Create(
    System.Runtime.InteropServices.PosixSignal.SIGTERM,
    signal =>
    {
        signal.Cancel = true;
        stop.Cancel();
    }
);
return await LambdaLoop.Run(runtimeApi, (request, context, response) => function.Invoke(request, context, response), stop.Token);
