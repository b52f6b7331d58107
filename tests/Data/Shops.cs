[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: AssemblyFixture(typeof(EventTicketing.Tests.Data.LongHolds))]

namespace EventTicketing.Tests.Data;

/// <summary>Holds outlast the tests, and no sweeps run unless a test starts one.</summary>
public sealed class LongHolds() : Shop(new LocalOptions { Demo = true, Schedules = false }, buyers: 64);

/// <summary>Holds expire after 1.5 seconds, and no sweeps run unless a test starts one.</summary>
public sealed class ShortHolds()
    : Shop(
        new LocalOptions
        {
            Demo = true,
            Schedules = false,
            HoldTime = TimeSpan.FromSeconds(1.5),
        },
        buyers: 8
    );
