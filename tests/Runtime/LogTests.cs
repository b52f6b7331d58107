using System.Text.Json;
using Amazon.Lambda.TestUtilities;
using EventTicketing.Runtime;

namespace EventTicketing.Tests.Runtime;

/// <summary>Every name with every value of a dimension is a metric that costs money.</summary>
public sealed class LogTests
{
    [Fact]
    public void Work_that_failed_is_a_metric_of_the_stage_and_work_that_did_not_is_none()
    {
        Assert.Equal((1, 2, """[["stage"]] Failed"""), Worked(done: 1, failed: 2));
        Assert.Equal((3, 0, ""), Worked(done: 3, failed: 0));
    }

    [Fact]
    public void A_call_counts_what_it_did_for_the_stage_and_its_time_is_a_field()
    {
        var line = Line(log =>
            log.Answered(
                new TestLambdaContext(),
                "r",
                "POST",
                "/registrations",
                201,
                null,
                TimeSpan.FromMilliseconds(5),
                new Dictionary<string, long> { ["RegistrationsHeld"] = 1 }
            )
        );
        Assert.Equal(
            (5, 1, """[["stage"]] RegistrationsHeld"""),
            (line.GetProperty("Duration").GetInt32(), line.GetProperty("RegistrationsHeld").GetInt32(), Metrics(line))
        );
    }

    private static (int Done, int Failed, string Metrics) Worked(int done, int failed)
    {
        var line = Line(log => log.Worked(new TestLambdaContext(), done, failed, TimeSpan.FromMilliseconds(5)));
        return (line.GetProperty("Done").GetInt32(), line.GetProperty("Failed").GetInt32(), Metrics(line));
    }

    private static string Metrics(JsonElement line)
    {
        if (!line.TryGetProperty("_aws", out var aws))
            return "";
        var set = aws.GetProperty("CloudWatchMetrics").EnumerateArray().Single();
        var metrics = set.GetProperty("Metrics").EnumerateArray().Select(metric => metric.GetProperty("Name").GetString());
        return $"{set.GetProperty("Dimensions").GetRawText()} {string.Join(',', metrics)}";
    }

    private static JsonElement Line(Action<Log> write)
    {
        var output = new StringWriter();
        write(new Log("SomeFunction", "prod", output));
        return JsonElement.Parse(output.ToString());
    }
}
