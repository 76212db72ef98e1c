package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.input.InvalidInputException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of requests: of the expected type, within bounds, in UTF-8. */
final class Bodies {

    private static final char MARK = '\uFEFF'; // a byte order mark, which RFC 8259 lets a reader ignore
    private static final char REPLACED = '\uFFFD'; // stands for what is not UTF-8, unless it was sent

    private Bodies() {}

    /** The media type without its parameters, in lower case; empty if none is given. */
    static String type(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /**
     * The whole body as text, without a byte order mark before it.
     *
     * @throws InvalidInputException if it is not UTF-8
     */
    static String text(byte[] bytes) {
        String decoded = new String(bytes, StandardCharsets.UTF_8);
        String text = decoded.indexOf(REPLACED) < 0 ? decoded : strict(bytes);
        return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
    }

    private static String strict(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw notUtf8(e);
        }
    }

    /** The body as a stream of text; fails with a {@link CharacterCodingException} where it is not UTF-8. */
    static Reader reader(BoundedStream in) {
        return new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    static InvalidInputException notUtf8(CharacterCodingException cause) {
        return new InvalidInputException("body", "(not shown)", "must be UTF-8", cause);
    }
}
