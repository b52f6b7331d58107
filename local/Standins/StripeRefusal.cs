using System.Text.Json.Nodes;

namespace EventTicketing.Local.Standins;

/// <summary>An error in Stripe's shape. Thrown anywhere in a call, and turned into a response in one place.</summary>
/// <param name="executed">
/// True when the call has taken effect: its changes are committed, and the error is stored under the <c>Idempotency-Key</c>. False when
/// nothing happened: the key can be used again.
/// </param>
internal sealed class StripeRefusal(int status, JsonObject error, bool executed = false) : Exception((string?)error["message"])
{
    public int Status => status;
    public bool Executed => executed;
    public JsonObject Body => new() { ["error"] = error };

    public static StripeRefusal Invalid(
        string message,
        string? param = null,
        string? code = null,
        int status = 400,
        bool executed = false
    ) => new(status, Error("invalid_request_error", message, param, code), executed);

    public static StripeRefusal Unauthorized(string message) => Invalid(message, status: StatusCodes.Status401Unauthorized);

    public static StripeRefusal OutOfRange(string param, long least, long most) =>
        Invalid($"This value must be between {least} and {most}.", param, "parameter_invalid_integer");

    public static StripeRefusal Without(string param) => Invalid($"Missing required param: {param}.", param, "parameter_missing");

    public static StripeRefusal Missing(string kind, string id, string param = "id") =>
        Invalid($"No such {kind}: '{id}'", param, "resource_missing", StatusCodes.Status404NotFound);

    public static StripeRefusal UnexpectedState(PaymentIntent intent, string message)
    {
        var error = Error("invalid_request_error", message, null, "payment_intent_unexpected_state");
        error["payment_intent"] = intent.ToWire();
        return new(StatusCodes.Status400BadRequest, error, executed: true);
    }

    /// <summary>A card that was rejected before any charge attempt, for example because of an invalid number.</summary>
    public static StripeRefusal Card(string code, string message, string? param = null, string? declineCode = null)
    {
        var error = Error("card_error", message, param, code);
        if (declineCode is not null)
            error["decline_code"] = declineCode;
        return new(StatusCodes.Status402PaymentRequired, error);
    }

    public static StripeRefusal Declined(PaymentIntent intent, PaymentMethod method)
    {
        var declined = intent.LastPaymentError!;
        var error = Error(declined.Type, declined.Message, null, declined.Code);
        error["decline_code"] = declined.DeclineCode;
        error["charge"] = declined.Charge;
        error["payment_intent"] = intent.ToWire();
        error["payment_method"] = method.ToWire();
        return new(StatusCodes.Status402PaymentRequired, error, executed: true);
    }

    public static StripeRefusal Idempotency(string message) =>
        new(StatusCodes.Status400BadRequest, Error("idempotency_error", message, null, null));

    public static StripeRefusal Fault(int status) =>
        new(status, Error(status >= 500 ? "api_error" : "invalid_request_error", "An error made for a test.", null, null));

    private static JsonObject Error(string type, string message, string? param, string? code)
    {
        var error = new JsonObject { ["type"] = type, ["message"] = message };
        if (code is not null)
            error["code"] = code;
        if (param is not null)
            error["param"] = param;
        return error;
    }
}
