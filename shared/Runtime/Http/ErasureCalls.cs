using EventTicketing.Api;
using EventTicketing.Domain;
using EventTicketing.Flows;

namespace EventTicketing.Runtime;

public static class ErasureCalls
{
    /// <summary>Begins to erase a person's data: they can sign in no more when this returns.</summary>
    /// <param name="address">The address that the user pool has verified; null when there is none.</param>
    public static async Task<ErasureView> Erase(this Call call, string userId, string? address, string? reason = null)
    {
        var erasure = Erasure.Requested(
            userId,
            guestId: address is null ? null : call.App.OrderKeys.GuestOf(address),
            call.Caller.UserId,
            call.Now
        );
        var act = call.Act(userId, null, reason: reason);
        // Nobody's own name is written down while it is being erased.
        if (userId == call.Caller.UserId)
            act = act with { ActorName = null };
        return ErasureView.Of(await Erasing.Begin(call.App, erasure, address, act, call.Stop));
    }
}
