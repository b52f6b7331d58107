using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using EventTicketing.Api;
using EventTicketing.Data;

namespace EventTicketing.Infra;

/// <summary>The grants of a row as IAM statements. They allow exactly what <c>Guarded</c> allows locally.</summary>
internal static class Permissions
{
    private static readonly (May May, string Name)[] FileActions =
    [
        (May.Get, "s3:GetObject"),
        (May.Put, "s3:PutObject"),
        (May.Delete, "s3:DeleteObject"),
    ];

    private static readonly (Uses Use, string[] Names)[] PeopleActions =
    [
        (
            Uses.ReadPeople,
            ["cognito-idp:ListUsers", "cognito-idp:ListUsersInGroup", "cognito-idp:AdminGetUser", "cognito-idp:AdminListGroupsForUser"]
        ),
        (
            Uses.ManagePeople,
            [
                "cognito-idp:AdminCreateUser",
                "cognito-idp:AdminDisableUser",
                "cognito-idp:AdminEnableUser",
                "cognito-idp:AdminUserGlobalSignOut",
                "cognito-idp:AdminResetUserPassword",
            ]
        ),
        (Uses.DeletePeople, ["cognito-idp:AdminDeleteUser"]),
        (
            Uses.SignInDevices,
            [
                "cognito-idp:AdminCreateUser",
                "cognito-idp:AdminSetUserPassword",
                "cognito-idp:AdminAddUserToGroup",
                "cognito-idp:AdminInitiateAuth",
                "cognito-idp:AdminGetUser",
            ]
        ),
        (Uses.ChangeGroups, ["cognito-idp:AdminAddUserToGroup", "cognito-idp:AdminRemoveUserFromGroup"]),
    ];

    public static IEnumerable<PolicyStatement> Of(Grants grants, StageConfig stage)
    {
        foreach (var table in grants.Reads.Concat(grants.Writes).Distinct())
        {
            yield return Allow(
                [Table(table, stage), .. table.Indexes.Select(index => Index(table, index, stage))],
                "dynamodb:GetItem",
                "dynamodb:BatchGetItem",
                "dynamodb:Query"
            );
            var due = table.Indexes.Where(index => index.OfDueWork).ToList();
            if (grants.Uses.HasFlag(Uses.Sweep) && due.Count > 0)
                yield return Allow([.. due.Select(index => Index(table, index, stage))], "dynamodb:Scan");
        }

        if (grants.Uses.HasFlag(Uses.ScanEvents))
            yield return Allow([Table(Tables.Events, stage)], "dynamodb:Scan");

        foreach (var table in grants.Writes.Distinct())
            yield return Allow(
                [Table(table, stage)],
                "dynamodb:PutItem",
                "dynamodb:UpdateItem",
                "dynamodb:DeleteItem",
                "dynamodb:ConditionCheckItem"
            );

        foreach (var (bucket, may) in grants.Files)
        {
            var arn = $"arn:aws:s3:::{StorageStack.BucketName(stage, bucket.Name)}";
            yield return Allow([$"{arn}/*"], [.. FileActions.Where(action => may.HasFlag(action.May)).Select(action => action.Name)]);
            // Without ListBucket, S3 answers 403 instead of 404 for a missing file.
            if (may.HasFlag(May.Get))
                yield return Allow([arn], "s3:ListBucket");
        }

        foreach (var queue in grants.Sends)
            yield return Allow([Arn("sqs", queue.NameIn(stage.Name), stage)], "sqs:SendMessage");

        if (grants.Uses.HasFlag(Uses.Mail))
            yield return ToMail(stage);

        if (grants.Uses.HasFlag(Uses.Sms) && stage.Sms is not null)
            yield return ToPhones();

        // Secrets Manager appends six characters to the name of a secret in its ARN.
        foreach (var secret in grants.Secrets)
            yield return Allow(
                [Arn("secretsmanager", $"secret:{secret.NameIn(stage.Name)}-??????", stage)],
                "secretsmanager:GetSecretValue"
            );
    }

    /// <summary>Permissions for the user pool: one statement for each grant that concerns people.</summary>
    public static IEnumerable<PolicyStatement> OnPeople(Grants grants, string pool) =>
        PeopleActions.Where(action => grants.Uses.HasFlag(action.Use)).Select(action => Allow([pool], action.Names));

    /// <summary>
    /// Sends mail, but only from our address. All identities are allowed because the SES sandbox also checks those of the recipients. SES
    /// may treat mail with attachments, such as tickets, as raw.
    /// </summary>
    private static PolicyStatement ToMail(StageConfig stage)
    {
        var statement = Allow(
            [Arn("ses", "identity/*", stage), Arn("ses", $"configuration-set/{stage.NameOf("mail")}", stage)],
            "ses:SendEmail",
            "ses:SendRawEmail"
        );
        statement.AddCondition("StringEquals", new Dictionary<string, string> { ["ses:FromAddress"] = stage.MailFrom });
        return statement;
    }

    /// <summary>Sends text messages. Phones have no ARN, so whatever is no topic, device or platform of SNS is allowed.</summary>
    private static PolicyStatement ToPhones() =>
        new(new PolicyStatementProps { Actions = ["sns:Publish"], NotResources = ["arn:aws:sns:*:*:*"] });

    /// <summary>Writes its own log and traces. X-Ray has no resource-level permissions.</summary>
    public static IEnumerable<PolicyStatement> ToRun(string function, StageConfig stage)
    {
        yield return Allow(
            [Arn("logs", $"log-group:/aws/lambda/{function}:log-stream:*", stage)],
            "logs:CreateLogStream",
            "logs:PutLogEvents"
        );
        yield return Allow(["*"], "xray:PutTraceSegments", "xray:PutTelemetryRecords");
    }

    /// <summary>Reads a stream. ListStreams has no resource-level permissions.</summary>
    public static IEnumerable<PolicyStatement> ToFollow(string stream)
    {
        yield return Allow([stream], "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator");
        yield return Allow(["*"], "dynamodb:ListStreams");
    }

    /// <summary>Receives the messages of a queue.</summary>
    public static PolicyStatement ToReceive(string queue) =>
        Allow([queue], "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes");

    public static PolicyStatement Allow(string[] resources, params string[] actions) =>
        new(new PolicyStatementProps { Actions = actions, Resources = resources });

    private static string Table(TableDefinition table, StageConfig stage) => Arn("dynamodb", $"table/{table.NameIn(stage.Name)}", stage);

    private static string Index(TableDefinition table, IndexDefinition index, StageConfig stage) =>
        $"{Table(table, stage)}/index/{index.Name}";

    private static string Arn(string service, string resource, StageConfig stage) =>
        $"arn:aws:{service}:{stage.Region}:{Aws.ACCOUNT_ID}:{resource}";
}
