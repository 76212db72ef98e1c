package io.codomyrmex.cost.input;

import org.jspecify.annotations.Nullable;

/**
 * Texts: well-formed Unicode without NUL, of a bounded length in UTF-16 units. PostgreSQL's {@code text} can hold
 * neither NUL nor an unpaired surrogate, so neither is accepted anywhere.
 */
public final class TextRule {

    private TextRule() {}

    /**
     * The text itself; empty is allowed.
     *
     * @param max the most UTF-16 units it may have
     * @throws InvalidInputException if it is null, too long, or holds NUL or an unpaired surrogate
     */
    public static String bounded(String field, @Nullable String text, int max) {
        if (text == null) {
            throw new InvalidInputException(field, null, "must be given");
        }
        if (text.length() > max) {
            throw new InvalidInputException(
                    field, text, "must have at most " + max + " characters, has " + text.length());
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw new InvalidInputException(field, text, "must not contain the NUL character");
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw new InvalidInputException(field, text, "must be well-formed Unicode (unpaired surrogate)");
                }
                i++;
            }
        }
        return text;
    }

    /**
     * The text itself, which must hold more than white space.
     *
     * @throws InvalidInputException if it is null, blank, too long, or holds NUL or an unpaired surrogate
     */
    public static String filled(String field, @Nullable String text, int max) {
        String checked = bounded(field, text, max);
        if (checked.isBlank()) {
            throw new InvalidInputException(field, text, "must not be blank");
        }
        return checked;
    }

    /**
     * An identifier: printable, without white space at either end and without control characters.
     *
     * @throws InvalidInputException if it is null, blank, too long, or not printable throughout
     */
    public static String id(String field, @Nullable String text, int max) {
        String checked = filled(field, text, max);
        if (Character.isWhitespace(checked.codePointAt(0))
                || Character.isWhitespace(checked.codePointBefore(checked.length()))
                || hasControl(checked)) {
            throw new InvalidInputException(
                    field, text, "must have no white space around it and no control characters");
        }
        return checked;
    }

    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
