[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: AssemblyFixture(typeof(EventTicketing.Tests.Data.LongHolds))]

namespace EventTicketing.Tests.Data;

/// <summary>Holds outlast the tests, and no sweeps run unless a test starts one.</summary>
public sealed class LongHolds() : Shop(new LocalOptions { Demo = true, Schedules = false }, buyers: 64);

/// <summary>Tests put the clock forward to where holds have expired. No sweeps run unless a test starts one.</summary>
public sealed class EndingHolds()
    : Shop(
        new LocalOptions
        {
            Demo = true,
            Schedules = false,
            // Shorter than usual, so that the buyers' tokens outlast many holds.
            HoldTime = TimeSpan.FromMinutes(1),
        },
        buyers: 8
    );
