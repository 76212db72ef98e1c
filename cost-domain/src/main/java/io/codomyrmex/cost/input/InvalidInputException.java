package io.codomyrmex.cost.input;

import org.jspecify.annotations.Nullable;

/** A value that breaks a rule: the caller's mistake, refused before anything is stored. */
public final class InvalidInputException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 80;

    private final String field;
    private final String value;
    private final String rule;

    /**
     * @param field the field's name as the caller wrote it, for example {@code amount}
     * @param value the offending value; shown shortened to 80 characters, with control characters escaped
     * @param rule what the value must obey, worded to follow the value: {@code must be zero or more}
     */
    public InvalidInputException(String field, @Nullable Object value, String rule) {
        this(field, value, rule, null);
    }

    /**
     * @param field the field's name
     * @param value the offending value
     * @param rule what the value must obey
     * @param cause the failure that showed the breach, or null
     */
    public InvalidInputException(String field, @Nullable Object value, String rule, @Nullable Throwable cause) {
        super(printable(field) + " " + shown(value) + " " + rule, cause);
        this.field = field;
        this.value = String.valueOf(value);
        this.rule = rule;
    }

    /** The field's name. */
    public String field() {
        return field;
    }

    /** The offending value as text, in full; {@code null} as the text "null". */
    public String value() {
        return value;
    }

    /** The rule, worded to follow the value. */
    public String rule() {
        return rule;
    }

    /** The value as an error shows it: quoted, on one line, at most 80 characters, nothing unprintable. */
    private static String shown(@Nullable Object value) {
        return value == null ? "null" : "'" + printable(value.toString()) + "'";
    }

    private static String printable(String text) {
        StringBuilder out = new StringBuilder();
        int end = Math.min(text.length(), SHOWN);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean printable =
                    !Character.isISOControl(c) && !Character.isSurrogate(c) && c != '\u2028' && c != '\u2029';
            boolean pair = Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                out.append(c).append(text.charAt(++i));
            } else if (printable) {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return out.append(text.length() > SHOWN ? "…" : "").toString();
    }
}
