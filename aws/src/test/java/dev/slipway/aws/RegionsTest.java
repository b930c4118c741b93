package dev.slipway.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.spec.Regions;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;

class RegionsTest {

    @Test
    void stagesMayStandWhereTheSdkKnowsARegionOfThePartition() {
        assertThat(Region.regions().stream()
                        .filter(region -> !region.isGlobalRegion()
                                && region.metadata().partition().id().equals("aws"))
                        .map(Region::id)
                        .sorted())
                .containsExactlyElementsOf(Regions.NAMES);
    }
}
