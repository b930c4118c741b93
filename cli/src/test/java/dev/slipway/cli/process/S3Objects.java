package dev.slipway.cli.process;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What lies in S3Mock's bucket, looked at and changed behind the store's back.
 *
 * @param door where it is
 */
record S3Objects(S3Door door) {

    private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

    /** All keys that begin so, sorted. */
    List<String> keys(String prefix) {
        String answer = text(get("?list-type=2&prefix=" + URLEncoder.encode(prefix, StandardCharsets.UTF_8)));
        return KEY.matcher(answer)
                .results()
                .map(found -> found.group(1))
                .sorted()
                .toList();
    }

    /** All objects whose keys begin so: what follows in the key, and their bytes, one a character. */
    Map<String, String> all(String prefix) {
        Map<String, String> all = new TreeMap<>();
        keys(prefix).forEach(key -> all.put(key.substring(prefix.length()), read(key)));
        return all;
    }

    /** An object's bytes, one a character. */
    String read(String key) {
        return text(get("/" + key));
    }

    /** Puts another object in its place, as a tool does that knows nothing of digests. */
    void write(String key, String bytes) {
        HttpResponse<byte[]> answer = door.send(door.to(path("/" + key))
                .PUT(BodyPublishers.ofByteArray(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                .build());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(text(answer));
        }
    }

    /** Changes one bit of it. */
    void flip(String key) {
        char[] bytes = read(key).toCharArray();
        bytes[bytes.length / 2] = (char) (bytes[bytes.length / 2] ^ 1);
        write(key, new String(bytes));
    }

    /** Takes away all whose keys begin so. */
    void clear(String prefix) {
        keys(prefix).forEach(key -> door.send(door.to(path("/" + key)).DELETE().build()));
    }

    /** S3's list of uploads under way. */
    String uploads() {
        return text(get("?uploads"));
    }

    private HttpResponse<byte[]> get(String path) {
        return door.send(door.to(path(path)).build());
    }

    private static String path(String path) {
        return "/" + S3Door.BUCKET + path;
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.ISO_8859_1);
    }
}
