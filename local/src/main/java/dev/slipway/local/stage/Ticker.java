package dev.slipway.local.stage;

import dev.slipway.core.control.Listing;
import dev.slipway.core.model.ModelName;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Gives each endpoint its turn, again and again. One turn of an endpoint at a time; one that takes long, or fails, holds
 * up no other.
 */
final class Ticker implements AutoCloseable {

    private static final String LIST = "the list of releases";

    private final String failing;
    private final Supplier<Listing> listing;
    private final Consumer<ModelName> turn;
    private final Complaints complaints;
    private final long pauseNanos;
    private final Turns turns;

    /**
     * A ticker that stands still.
     *
     * @param listing who gets a turn
     * @param turn what a turn is
     * @param complaints hears of a turn that failed, and of what lies in the way: once, and when it changes
     * @param turns who has a turn
     * @param pause the time between two turns
     */
    Ticker(
            Supplier<Listing> listing,
            Consumer<ModelName> turn,
            Consumer<String> complaints,
            Turns turns,
            Duration pause) {
        this("the controller could not go on with ", listing, turn, complaints, turns, pause);
    }

    /** A ticker of another kind of turns: {@code failing} and an endpoint's name begin its complaints. */
    Ticker(
            String failing,
            Supplier<Listing> listing,
            Consumer<ModelName> turn,
            Consumer<String> complaints,
            Turns turns,
            Duration pause) {
        this.failing = failing;
        this.listing = listing;
        this.turn = turn;
        this.complaints = new Complaints(complaints);
        this.turns = turns;
        this.pauseNanos = pause.toNanos();
    }

    void start() {
        Thread.ofPlatform().daemon().name("slipway-controller").start(this::run);
    }

    private void run() {
        while (!turns.isStopped()) {
            try {
                Listing found = listing.get();
                found.strays().forEach(this::stray);
                found.endpoints().forEach(this::wake);
                complaints.over(LIST);
            } catch (RuntimeException | Error e) {
                // Not even too little memory may end this thread: releases would stand still without a word.
                complaints.about(LIST, "the controller cannot see the releases: " + e);
            }
            LockSupport.parkNanos(pauseNanos);
        }
    }

    private void stray(String place) {
        complaints.about(place, place + " is not the record of an endpoint: it is ignored, and may be deleted");
    }

    /** Gives an endpoint a turn now, unless it has one. */
    void wake(ModelName endpoint) {
        if (turns.begin(endpoint)) {
            Thread.ofVirtual().name("slipway-turn " + endpoint).start(() -> turn(endpoint));
        }
    }

    private void turn(ModelName endpoint) {
        try {
            turn.accept(endpoint);
            complaints.over(endpoint.value());
        } catch (RuntimeException | Error e) {
            String why = e instanceof RuntimeException ? String.valueOf(e.getMessage()) : e.toString();
            String complaint = failing + endpoint + " and tries again: " + why;
            if (!turns.isStopped()) {
                complaints.about(endpoint.value(), complaint);
            }
        } finally {
            turns.end(endpoint);
        }
    }

    /** Begins no further turn. Those under way go on: see {@link Turns#close}. */
    @Override
    public void close() {
        turns.stop();
    }
}
