namespace EventTicketing.Tests.Simulation;

public sealed class SuspensionTests
{
    private static readonly Person Super = new("super", Groups.SuperAdmins);

    [Fact]
    public void Numbers_can_be_lowered_while_sales_are_suspended()
    {
        var schedule = new Schedule(new SimulatedWorld(1));
        var ending = schedule.Complete(async () =>
        {
            var show = await schedule.Open(5, Schedule.Type("Free", 0, 5));
            var own = Schedule.Ok(await schedule.Call(OrganizationEndpoints.ListOrganizations, Schedule.Organizer));
            await Act(AdminEndpoints.SuspendOrganization);
            Schedule.Ok(
                await schedule.Call(EventEndpoints.UpdateEvent, Schedule.Organizer, new() { ["capacity"] = 3 }, path: [show.EventId])
            );
            await Act(AdminEndpoints.ResumeOrganization);

            async Task Act(Endpoint act) =>
                Schedule.Ok(
                    await schedule.Call(
                        act,
                        Super,
                        new() { ["reason"] = "complaints" },
                        path: [(string)own.Body!["items"]![0]!["organizationId"]!]
                    )
                );
        });
        Assert.Null(ending.Failure);
    }
}
