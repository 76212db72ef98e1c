package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.input.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a query as forms write it (url.spec.whatwg.org, application/x-www-form-urlencoded), strictly: a filter that cannot be
 * read must not be left out, since the answer would be another one.
 */
final class QueryString {

    private static final int HEX = 16;

    private QueryString() {}

    /**
     * The values of each name, in order.
     *
     * @param query as it was sent, without the question mark; null for none
     * @throws InvalidInputException if an escape is broken, or is not UTF-8
     */
    static Map<String, List<String>> parse(@Nullable String query) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (query == null) {
            return values;
        }
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
                values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
            }
        }
        return values;
    }

    private static String decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] == '%') {
                int high = i + 2 < raw.length ? Character.digit(raw[i + 1], HEX) : -1;
                int low = i + 2 < raw.length ? Character.digit(raw[i + 2], HEX) : -1;
                if (high < 0 || low < 0) {
                    throw broken(text, null);
                }
                bytes.write(high * HEX + low);
                i += 2;
            } else {
                bytes.write(raw[i] == '+' ? ' ' : raw[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw broken(text, e);
        }
    }

    private static InvalidInputException broken(String text, @Nullable Exception cause) {
        return new InvalidInputException("query", text, "must be UTF-8, each escape of two hexadecimal digits", cause);
    }
}
