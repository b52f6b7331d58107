using System.Net;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace EventTicketing.Tests.Simulation.Dynamo;

/// <summary>DynamoDB's errors, in the shapes of its client library.</summary>
internal static class Refused
{
    public const string ConditionFailed = "ConditionalCheckFailed",
        Conflict = "TransactionConflict",
        Throttled = "ThrottlingError",
        ValidationFailed = "ValidationError";

    public static AmazonDynamoDBException Invalid(string message) =>
        new(message, ErrorType.Sender, "ValidationException", null, HttpStatusCode.BadRequest);

    public static ResourceNotFoundException NoTable(string name) =>
        new($"Requested resource not found: {name}", ErrorType.Sender, "ResourceNotFoundException", null, HttpStatusCode.BadRequest);

    public static ProvisionedThroughputExceededException OverLimit() =>
        new(
            "The throughput of the partition is exceeded.",
            ErrorType.Sender,
            "ProvisionedThroughputExceededException",
            null,
            HttpStatusCode.BadRequest
        );

    public static TransactionConflictException InTransaction() =>
        new("Transaction is ongoing for the item", ErrorType.Sender, "TransactionConflictException", null, HttpStatusCode.BadRequest);

    public static TransactionInProgressException InProgress() =>
        new(
            "Transaction is in progress for this token",
            ErrorType.Sender,
            "TransactionInProgressException",
            null,
            HttpStatusCode.BadRequest
        );

    public static IdempotentParameterMismatchException OtherRequest() =>
        new(
            "Another request was made with this token",
            ErrorType.Sender,
            "IdempotentParameterMismatchException",
            null,
            HttpStatusCode.BadRequest
        );

    public static ConditionalCheckFailedException Condition(Dictionary<string, AttributeValue>? there) =>
        new("The conditional request failed", ErrorType.Sender, "ConditionalCheckFailedException", null, HttpStatusCode.BadRequest)
        {
            Item = there,
        };

    public static InternalServerErrorException Broken() =>
        new("Internal server error", ErrorType.Receiver, "InternalServerError", null, HttpStatusCode.InternalServerError);

    /// <param name="reasons">One per item; null for an item that is not a reason for the cancellation.</param>
    public static TransactionCanceledException Canceled(IReadOnlyList<string?> reasons) =>
        new(
            "Transaction cancelled, please refer cancellation reasons for specific reasons "
                + $"[{string.Join(", ", reasons.Select(reason => reason ?? "None"))}]",
            ErrorType.Sender,
            "TransactionCanceledException",
            null,
            HttpStatusCode.BadRequest
        )
        {
            CancellationReasons = [.. reasons.Select(reason => new CancellationReason { Code = reason ?? "None" })],
        };

    /// <returns>The reason of each item to cancel the transaction; null when no item has one.</returns>
    public static string?[]? Reasons<T>(IReadOnlyList<T> items, Func<T, string?> reasonOf)
    {
        string?[]? reasons = null;
        for (var i = 0; i < items.Count; i++)
        {
            if (reasonOf(items[i]) is { } reason)
                (reasons ??= new string?[items.Count])[i] = reason;
        }

        return reasons;
    }

    public static void CancelIf<T>(IReadOnlyList<T> items, Func<T, string?> reasonOf)
    {
        if (Reasons(items, reasonOf) is { } reasons)
            throw Canceled(reasons);
    }
}
