package dev.slipway.local.stage;

import dev.slipway.core.model.ModelName;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Gives each endpoint its turn, again and again. One turn of an endpoint at a time; one that takes long, or fails, holds
 * up no other.
 */
final class Ticker implements AutoCloseable {

    private final Supplier<? extends Collection<ModelName>> endpoints;
    private final Consumer<ModelName> turn;
    private final Consumer<String> complaints;
    private final long pauseNanos;
    private final Turns turns;
    private final Map<ModelName, String> lastComplaints = new ConcurrentHashMap<>();

    /**
     * A ticker that stands still.
     *
     * @param endpoints who gets a turn
     * @param turn what a turn is
     * @param complaints hears of a turn that failed, once for each reason
     * @param turns who has a turn
     * @param pause the time between two turns
     */
    Ticker(
            Supplier<? extends Collection<ModelName>> endpoints,
            Consumer<ModelName> turn,
            Consumer<String> complaints,
            Turns turns,
            Duration pause) {
        this.endpoints = endpoints;
        this.turn = turn;
        this.complaints = complaints;
        this.turns = turns;
        this.pauseNanos = pause.toNanos();
    }

    void start() {
        Thread.ofPlatform().daemon().name("slipway-controller").start(this::run);
    }

    private void run() {
        while (!turns.isStopped()) {
            try {
                endpoints.get().forEach(this::wake);
            } catch (RuntimeException | Error e) {
                // Not even too little memory may end this thread: releases would stand still without a word.
                complaints.accept("the controller cannot see the releases: " + e);
            }
            LockSupport.parkNanos(pauseNanos);
        }
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
            lastComplaints.remove(endpoint);
        } catch (RuntimeException | Error e) {
            String why = e instanceof RuntimeException ? String.valueOf(e.getMessage()) : e.toString();
            String complaint = "the controller could not go on with " + endpoint + " and tries again: " + why;
            if (!turns.isStopped() && !complaint.equals(lastComplaints.put(endpoint, complaint))) {
                complaints.accept(complaint);
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
