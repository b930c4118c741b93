package dev.slipway.cli.stage;

import dev.slipway.cli.Surroundings;
import dev.slipway.local.stage.StageListener;

/**
 * Passes on what a stage says.
 *
 * @param surroundings who hears it
 */
record Talk(Surroundings surroundings) implements StageListener {

    @Override
    public void progress(String line) {
        surroundings.say(line);
    }

    @Override
    public void warning(String line) {
        surroundings.say("warning: " + line);
    }
}
