using System.Text.Json.Serialization;

namespace Amazon.Lambda.DynamoDBEvents;

/// <summary>A batch of changes from a table's stream.</summary>
public class DynamoDBEvent
{
    public IList<DynamodbStreamRecord> Records { get; set; }

    /// <summary>One change.</summary>
    public class DynamodbStreamRecord
    {
        public string EventSourceArn { get; set; }
        public string AwsRegion { get; set; }
        public StreamRecord Dynamodb { get; set; }
        public string EventID { get; set; }

        /// <summary><c>INSERT</c>, <c>MODIFY</c> or <c>REMOVE</c>.</summary>
        public string EventName { get; set; }

        public string EventSource { get; set; }
        public string EventVersion { get; set; }

        /// <summary>Set when DynamoDB deleted the item because its time to live had passed.</summary>
        public Identity UserIdentity { get; set; }
    }

    /// <summary>The item before and after the change, depending on the view type of the stream.</summary>
    public class StreamRecord
    {
        public DateTime ApproximateCreationDateTime { get; set; }
        public Dictionary<string, AttributeValue> Keys { get; set; }
        public Dictionary<string, AttributeValue> NewImage { get; set; }
        public Dictionary<string, AttributeValue> OldImage { get; set; }
        public string SequenceNumber { get; set; }
        public long SizeBytes { get; set; }
        public string StreamViewType { get; set; }
    }

    /// <summary>The identity that made the change.</summary>
    public class Identity
    {
        public string PrincipalId { get; set; }
        public string Type { get; set; }
    }

    /// <summary>A typed value: exactly one member is not null.</summary>
    public class AttributeValue
    {
        public MemoryStream B { get; set; }
        public bool? BOOL { get; set; }
        public List<MemoryStream> BS { get; set; }
        public List<AttributeValue> L { get; set; }
        public Dictionary<string, AttributeValue> M { get; set; }
        public string N { get; set; }
        public List<string> NS { get; set; }
        public bool? NULL { get; set; }
        public string S { get; set; }
        public List<string> SS { get; set; }
    }
}

/// <summary>The records to retry; empty when all succeeded.</summary>
public class StreamsEventResponse
{
    [JsonPropertyName("batchItemFailures")]
    public IList<BatchItemFailure> BatchItemFailures { get; set; }

    /// <summary>The sequence number of a record.</summary>
    public class BatchItemFailure
    {
        [JsonPropertyName("itemIdentifier")]
        public string ItemIdentifier { get; set; }
    }
}
