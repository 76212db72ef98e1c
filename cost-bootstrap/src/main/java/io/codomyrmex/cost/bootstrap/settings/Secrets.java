package io.codomyrmex.cost.bootstrap.settings;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes passwords out of text before it is shown. */
public final class Secrets {

    private static final String MASK = "***";
    private static final Pattern IN_AUTHORITY = Pattern.compile("(//[^/@\\s:]*):\\S*@");
    private static final Pattern AS_OPTION = Pattern.compile("(?i)(password\\s*=)[^&;\\s'\"]*");

    private Secrets() {}

    /** The text without passwords as urls have them: {@code //user:password@host} and {@code password=…}. */
    public static String hidden(String text) {
        String shown = IN_AUTHORITY.matcher(text).replaceAll("$1:" + MASK + "@");
        return AS_OPTION.matcher(shown).replaceAll("$1" + MASK);
    }

    /** As {@link #hidden(String)}, and without this password wherever it stands. */
    public static String hidden(String text, @Nullable String password) {
        return hidden(password == null || password.isBlank() ? text : text.replace(password, MASK));
    }
}
