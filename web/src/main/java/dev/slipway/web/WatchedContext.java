package dev.slipway.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A connection's wire, which tells a {@link Connection} of each read and each write. */
final class WatchedContext implements ConnectionContext {

    private final ConnectionContext context;
    private final DataReader reader;
    private final DataWriter writer;

    WatchedContext(ConnectionContext context, Connection connection, LongSupplier nanos) {
        this.context = context;
        this.reader = DataReader.create(new Reads(context.dataReader(), connection, nanos));
        this.writer = new Writes(context.dataWriter(), connection, nanos);
    }

    @Override
    public DataReader dataReader() {
        return reader;
    }

    @Override
    public DataWriter dataWriter() {
        return writer;
    }

    private record Reads(DataReader from, Connection connection, LongSupplier nanos)
            implements Supplier<byte @Nullable []> {
        @Override
        public byte @Nullable [] get() {
            connection.reads(nanos.getAsLong());
            try {
                byte[] bytes = from.readBuffer().readBytes();
                connection.read(nanos.getAsLong(), bytes.length);
                return bytes;
            } catch (DataReader.InsufficientDataAvailableException _) {
                // so the library says that the client sends no more
                return null;
            }
        }
    }

    private record Writes(DataWriter to, Connection connection, LongSupplier nanos) implements DataWriter {
        @Override
        public void write(BufferData... buffers) {
            began(buffers);
            to.write(buffers);
            connection.wrote(nanos.getAsLong());
        }

        @Override
        public void write(BufferData buffer) {
            began(buffer);
            to.write(buffer);
            connection.wrote(nanos.getAsLong());
        }

        @Override
        public void writeNow(BufferData... buffers) {
            began(buffers);
            to.writeNow(buffers);
            connection.wrote(nanos.getAsLong());
        }

        @Override
        public void writeNow(BufferData buffer) {
            began(buffer);
            to.writeNow(buffer);
            connection.wrote(nanos.getAsLong());
        }

        @Override
        public void flush() {
            to.flush();
        }

        @Override
        public void close() {
            to.close();
        }

        private void began(BufferData... buffers) {
            long bytes = 0;
            for (BufferData buffer : buffers) {
                bytes += buffer.available();
            }
            connection.writes(nanos.getAsLong(), bytes);
        }
    }

    @Override
    public ListenerContext listenerContext() {
        return context.listenerContext();
    }

    @Override
    public ExecutorService executor() {
        return context.executor();
    }

    @Override
    public Router router() {
        return context.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
        return context.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
        return context.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
        return context.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
        return context.localPeer();
    }

    @Override
    public boolean isSecure() {
        return context.isSecure();
    }

    @Override
    public String socketId() {
        return context.socketId();
    }

    @Override
    public String childSocketId() {
        return context.childSocketId();
    }
}
