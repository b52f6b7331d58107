using System.Diagnostics;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Flows;
using EventTicketing.Ports;

namespace EventTicketing.Runtime;

/// <summary>
/// A function behind the API gateway. This base does what all of them need: authentication, authorization, binding, problem responses,
/// idempotency, logging. A subclass loads, decides, saves and returns a view.
/// </summary>
public abstract class ApiFunction<TRequest, TResponse>(Endpoint<TRequest, TResponse> endpoint, Host host) : IFunction
    where TRequest : class
    where TResponse : class
{
    private static readonly TimeSpan AnswerReserve = TimeSpan.FromSeconds(1);
    private readonly App _app = Guarded.For(host.App, endpoint.Name, endpoint.Grants);

    protected abstract Task<Result<TResponse>> Handle(TRequest request, Call call);

    public async Task<APIGatewayProxyResponse> FunctionHandler(APIGatewayProxyRequest request, ILambdaContext context)
    {
        var watch = Stopwatch.StartNew();
        using var deadline = Deadline(context);
        var requestId = request.RequestContext?.RequestId ?? context.AwsRequestId;
        Call? call = null;
        Answer answer;
        try
        {
            var caller = await Identify(request, deadline.Token);
            call = new Call(endpoint, _app, caller.Problem is null ? caller.Value : null, request, requestId, host.Cursors, deadline.Token);
            answer = caller.Problem is { } unknown ? Answer.Of(unknown) : await Serve(request, call);
        }
        catch (Exception error)
            when (error
                    is StoreBusyException
                        or PaymentsUnavailableException
                        or FilesUnavailableException
                        or PeopleUnavailableException
                        or SmsUnavailableException
                        or KeysUnavailableException
                        or OperationCanceledException
            )
        {
            host.Log.Failed(context, error);
            answer = Answer.Of(Problems.Busy);
        }
        catch (Exception error)
        {
            host.Log.Failed(context, error);
            answer = Answer.Of(Problems.Internal);
        }

        host.Log.Answered(
            context,
            requestId,
            endpoint.Method,
            endpoint.Path,
            answer.Status,
            answer.Code,
            watch.Elapsed,
            call?.Counts ?? []
        );
        return answer.ToResponse(
            requestId,
            host.AllowedOrigins,
            request,
            forEverybody: endpoint is { Access: Access.Public, Method: "GET" },
            endpoint.Shared
        );
    }

    public async Task Invoke(Stream request, ILambdaContext context, Stream response) =>
        LambdaJson.Serializer.Serialize(
            await FunctionHandler(LambdaJson.Serializer.Deserialize<APIGatewayProxyRequest>(request), context),
            response
        );

    /// <summary>The JSON metadata of the call, and of events, which nearly all endpoints read.</summary>
    public void WarmUp()
    {
        LambdaJson.WarmUp<APIGatewayProxyRequest, APIGatewayProxyResponse>();
        _ = Schema.Of(typeof(TRequest));
        _ = ApiJson.Of<TResponse>();
        _ = _app.Db.Events;
    }

    private CancellationTokenSource Deadline(ILambdaContext context) =>
        context.RemainingTime > AnswerReserve ? new(context.RemainingTime - AnswerReserve, host.App.Clock) : new();

    private TokenVerifier Tokens =>
        host.Tokens ?? throw new InvalidOperationException("The environment lacks TOKEN_ISSUER or TOKEN_CLIENT_ID.");

    /// <summary>The caller; null for a visitor. Where the gateway demands no token, one that was sent is verified here.</summary>
    private async Task<Result<Caller?>> Identify(APIGatewayProxyRequest request, CancellationToken stop)
    {
        var caller = Caller.Of(request);
        if (caller is null && endpoint is { NeedsToken: false, HasCallers: true } && TokenVerifier.BearerOf(request) is { } token)
        {
            if (await Tokens.Verify(token, stop) is not { } verified)
                return Problems.Unauthorized;
            caller = verified;
        }

        if (caller is null)
            return endpoint.Access == Access.Public || (endpoint.Access == Access.Order && Call.OrderKeyOf(request) is not null)
                ? (Caller?)null
                : Problems.Unauthorized;
        if (caller.IsDevice && !endpoint.Devices)
            return WrongRole;
        if (endpoint.HasCallers && await host.RevokedTokens.Refuse(_app.Db, caller, stop))
            return Problems.SignedOut;
        if (endpoint.NeedsMemberships)
            caller = caller with { Memberships = await MembershipsOf(caller.UserId, stop) };
        return WhyNotAllowed(caller) is { } problem ? problem : caller;
    }

    private async Task<IReadOnlyList<Membership>> MembershipsOf(string userId, CancellationToken stop) =>
        (await _app.Db.Members.OfUser(userId).Where(member => !member.HasEnded(_app.Now)).Page(stop)).Items;

    private static readonly Problem WrongRole = Problem.Forbidden("Your role does not allow this.");

    private Problem? WhyNotAllowed(Caller caller) =>
        endpoint.Access switch
        {
            Access.Public or Access.Order or Access.User => null,
            Access.Organizer or Access.Staff => caller.OrganizationsFor(endpoint.Permission).Count > 0 || AdminActs(caller)
                ? null
                : WrongRole,
            Access.Admin => caller.IsAdmin ? null : WrongRole,
            Access.Super => caller.IsSuperAdmin ? null : WrongRole,
            _ => WrongRole,
        };

    private bool AdminActs(Caller caller) => endpoint.AdminsActForAll && caller.IsAdmin;

    private async Task<Answer> Serve(APIGatewayProxyRequest request, Call call)
    {
        if (Binding.Bind<TRequest>(endpoint, request, call).Refused(out var problem, out var bound))
            return Answer.Of(problem);
        return call.IdempotencyKey is null || endpoint.Recognizes
            ? await Answered(bound, call)
            : await IdempotentRequests.Once(call, endpoint, () => Answered(bound, call));
    }

    private async Task<Answer> Answered(TRequest request, Call call) =>
        (await Handle(request, call)).Refused(out var problem, out var value) ? Answer.Of(problem) : Answer.Of(endpoint.Status, value);
}
