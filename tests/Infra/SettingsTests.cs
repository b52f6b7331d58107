using EventTicketing.Infra;

namespace EventTicketing.Tests.Infra;

public sealed class SettingsTests(Cloud cloud)
{
    [Fact]
    public void A_stage_that_is_not_there_is_refused_with_those_that_are()
    {
        var error = Assert.Throws<InvalidOperationException>(() =>
            StageConfig.Read(SourceTree.At("infra", "stages.json"), "production", null)
        );
        Assert.Contains("-c stage=dev, -c stage=staging, -c stage=prod", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_setting_is_refused_by_name()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(
                file,
                """
                {"dev":{"region":"us-east-1","mailFrom":"a@b.example","keepData":false,"logDays":7,"requestsPerSecond":5,"monthlyBudget":1,
                "logdays":3,"keepdatas":true}}
                """
            );
            Assert.Contains(
                "keepdatas",
                Assert.Throws<InvalidOperationException>(() => StageConfig.Read(file, "dev", null)).Message,
                StringComparison.Ordinal
            );
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Deployed with a placeholder for its site's address, a stage would lose sign-in and uploads.</summary>
    [Fact]
    public void A_stage_whose_site_nobody_knows_is_refused_unless_it_is_the_first_time()
    {
        StageConfig Dev(string? siteUrl) => StageConfig.Read(SourceTree.At("infra", "stages.json"), "dev", siteUrl);
        var error = Assert.Throws<InvalidOperationException>(() => Dev(null).MustKnowTheSite(first: false));
        Assert.Contains(
            "-c siteUrl=https://… (the output SiteUrl of the stack frontend), or -c first=true",
            error.Message,
            StringComparison.Ordinal
        );
        Dev(null).MustKnowTheSite(first: true);
        Dev("https://site.example").MustKnowTheSite(first: false);
        Cloud.Everything.MustKnowTheSite(first: false);
    }

    [Fact]
    public void Only_production_keeps_its_data_among_the_stages_as_they_stand()
    {
        var stages = ((string[])["dev", "staging", "prod"]).Select(stage =>
            StageConfig.Read(SourceTree.At("infra", "stages.json"), stage, null)
        );
        Assert.Equal(["prod"], stages.Where(stage => stage.KeepData).Select(stage => stage.Name));
    }

    [Fact]
    public void Everything_of_a_stage_that_costs_is_tagged_with_it()
    {
        string[] types =
        [
            "AWS::Lambda::Function",
            "AWS::S3::Bucket",
            "AWS::ApiGateway::RestApi",
            "AWS::CloudFront::Distribution",
            "AWS::SecretsManager::Secret",
        ];
        foreach (var resource in cloud.Staging.Resources.Where(resource => types.Contains(resource.Type)))
            Assert.Contains(resource["Tags"]!.AsArray(), tag => ((string?)tag!["Key"], (string?)tag["Value"]) == ("stage", "staging"));
    }

    [Fact]
    public void Every_copy_of_a_table_is_tagged_with_its_stage()
    {
        foreach (var templates in cloud.All)
        {
            var copies = templates.Of("AWS::DynamoDB::GlobalTable").SelectMany(table => table["Replicas"]!.AsArray()).ToList();
            Assert.NotEmpty(copies);
            Assert.All(
                copies,
                copy =>
                    Assert.Contains(
                        copy!["Tags"]?.AsArray() ?? [],
                        tag => ((string?)tag!["Key"], (string?)tag["Value"]) == ("stage", templates.Stage.Name)
                    )
            );
        }
    }

    /// <summary>CloudFormation cannot remove an export that is still imported, and the optional stacks are updated last.</summary>
    [Fact]
    public void No_stack_holds_on_to_the_site_when_alarms_are_given_up()
    {
        foreach (var (name, template) in cloud.All.SelectMany(templates => templates.Stacks))
        {
            Assert.DoesNotMatch("\"Fn::ImportValue\":\"[^\"]*-frontend:", template.ToJsonString());
            if (name.EndsWith("-frontend", StringComparison.Ordinal))
                Assert.DoesNotContain("\"Export\"", template["Outputs"]!.ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_has_not_been_published_is_not_deployed_and_the_command_is_named()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Package.MustBeThere(Path.Combine(Path.GetTempPath(), "nothing-here")));
        Assert.Contains("dotnet run --project cli -- publish", error.Message, StringComparison.Ordinal);
    }
}
