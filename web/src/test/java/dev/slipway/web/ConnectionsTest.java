package dev.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    private static final long SECOND = 1_000_000_000L;

    private final Connections connections = new Connections(3, Duration.ofSeconds(75), Duration.ofSeconds(30));
    private final List<String> ended = new ArrayList<>();

    private Connection open(String name, long now) {
        Connection connection = new Connection(now, wait -> ended.add(name + " " + wait));
        connections.opened(connection);
        return connection;
    }

    @Test
    void aRequestThatComesByteForByteIsGivenUpThirtySecondsAfterItsFirst() {
        Connection slow = open("slow", 0);
        slow.reads(0);
        slow.read(10 * SECOND, 1);
        slow.reads(10 * SECOND);
        for (long second = 11; second <= 40; second++) {
            connections.sweep(second * SECOND);
            assertThat(ended).isEmpty();
            slow.read(second * SECOND, 1);
            slow.reads(second * SECOND);
        }
        connections.sweep(41 * SECOND);
        assertThat(ended).containsExactly("slow REST");
    }

    @Test
    void aLargeRequestMayTakeAsLongAsItsSizeAsksFor() {
        Connection large = open("large", 0);
        large.reads(0);
        large.read(0, 64 * 1024 * 60);
        large.reads(0);
        connections.sweep(89 * SECOND);
        assertThat(ended).isEmpty();
        connections.sweep(91 * SECOND);
        assertThat(ended).containsExactly("large REST");
    }

    @Test
    void aClientThatDoesNotTakeItsAnswerIsGivenUp() {
        Connection deaf = open("deaf", 0);
        deaf.reads(0);
        deaf.read(0, 100);
        deaf.writes(40 * SECOND, 1000);
        connections.sweep(69 * SECOND);
        assertThat(ended).isEmpty();
        connections.sweep(71 * SECOND);
        assertThat(ended).containsExactly("deaf CLIENT");
    }

    @Test
    void whatWeTakeOurTimeForIsNotTheClientsFault() {
        Connection held = open("held", 0);
        held.reads(0);
        held.read(0, 100);
        held.reads(100 * SECOND);
        connections.sweep(129 * SECOND);
        assertThat(ended).isEmpty();
        connections.sweep(131 * SECOND);
        assertThat(ended).containsExactly("held REST");
    }

    @Test
    void anAnswerInPartsMayTakeAsLongAsItMayWhole() {
        Connection slow = open("slow", 0);
        slow.reads(0);
        slow.read(0, 100);
        for (long part = 0; part < 10; part++) {
            slow.writes(200 * part * SECOND, 65_536);
            connections.sweep((200 * part + 3) * SECOND);
            slow.wrote((200 * part + 3) * SECOND);
        }
        assertThat(ended).isEmpty();
        slow.writes(3000 * SECOND, 65_536);
        connections.sweep(3010 * SECOND);
        assertThat(ended).isEmpty();
        connections.sweep(3012 * SECOND);
        assertThat(ended).containsExactly("slow CLIENT");
    }

    @Test
    void aConnectionBetweenTwoRequestsMayBeSilentForLonger() {
        Connection idle = open("idle", 0);
        idle.reads(0);
        idle.read(0, 100);
        idle.writes(0, 100);
        idle.wrote(0);
        idle.answered();
        idle.reads(SECOND);
        connections.sweep(75 * SECOND);
        assertThat(ended).isEmpty();
        connections.sweep(77 * SECOND);
        assertThat(ended).containsExactly("idle REQUEST");
    }

    @Test
    void aCallThatIsBeingAnsweredMayTakeAnyTime() {
        Connection busy = open("busy", 0);
        busy.reads(0);
        busy.read(0, 100);
        connections.sweep(1000 * SECOND);
        assertThat(ended).isEmpty();
    }

    @Test
    void whereTooManyAreOpenWhoeverWaitedLongestGoesAndNobodyWhoIsBeingAnswered() {
        Connection busy = open("busy", 0);
        busy.reads(0);
        busy.read(0, 100);
        open("second", SECOND).reads(SECOND);
        open("third", 2 * SECOND).reads(2 * SECOND);
        open("fourth", 3 * SECOND).reads(3 * SECOND);
        assertThat(ended).containsExactly("second REQUEST");
        open("fifth", 4 * SECOND);
        assertThat(ended).containsExactly("second REQUEST", "third REQUEST");
        assertThat(connections.count()).isEqualTo(3);
    }

    @Test
    void whatIsClosedIsClosedOnce() {
        Connection slow = open("slow", 0);
        slow.reads(0);
        connections.sweep(80 * SECOND);
        connections.sweep(90 * SECOND);
        assertThat(ended).hasSize(1);
        connections.closed(slow);
        assertThat(connections.count()).isZero();
    }
}
