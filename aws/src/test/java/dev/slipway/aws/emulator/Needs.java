package dev.slipway.aws.emulator;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test against an emulator, and what that must be able to do. Constructors and methods of the class may take the
 * {@link Emulator}. Where there is none, or it cannot, the test is left out and the report says why.
 *
 * <p>A test that a kit brings is named: {@code @Needs(value = ALIAS_WEIGHTS, tests = "aShareIsReadBackExactly")}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Repeatable(Needs.All.class)
@ExtendWith(EmulatorExtension.class)
public @interface Needs {

    /** What the emulator must be able to do. */
    Capability[] value();

    /** The tests of the class that need it, by their methods' names; where none is named, all of them. */
    String[] tests() default {};

    /** Several of them. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @ExtendWith(EmulatorExtension.class)
    @interface All {

        /** Each. */
        Needs[] value();
    }
}
