package dev.slipway.aws.emulator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs a test against an emulator that can do this; skips it, saying why, where there is none or it cannot. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(EmulatorExtension.class)
@interface Needs {
    /** What the emulator must be able to do. */
    Capability[] value();
}
