package dev.slipway.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The code of a function for tests: it answers what it is asked. With nothing but the JDK, so that a zip of one class will do. */
public final class EchoFunction {

    /** The handler's name, as functions are configured with. */
    static final String HANDLER = "dev.slipway.aws.EchoFunction::answer";

    /** Called by Lambda's runtime client. */
    public void answer(InputStream event, OutputStream answer) throws IOException {
        event.transferTo(answer);
    }
}
