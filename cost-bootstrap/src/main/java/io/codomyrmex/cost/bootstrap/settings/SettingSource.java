package io.codomyrmex.cost.bootstrap.settings;

import io.codomyrmex.cost.input.InvalidInputException;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks settings up: the flag wins over the environment; an empty variable counts as not set. */
final class SettingSource {

    private final Map<Setting, String> flags;
    private final Map<String, String> environment;

    SettingSource(Map<Setting, String> flags, Map<String, String> environment) {
        this.flags = flags;
        this.environment = environment;
    }

    /** What was given; null if nothing was. */
    @Nullable
    String text(Setting setting) {
        String flag = flags.get(setting);
        if (flag != null) {
            return flag;
        }
        String variable = environment.get(setting.variable());
        return variable == null || variable.isEmpty() ? null : variable;
    }

    /**
     * What was given, read; the default if nothing was.
     *
     * @param rule what the text must obey, for the error
     * @param reader reads the text; throws an {@link IllegalArgumentException} or another unchecked exception if it cannot
     */
    <T> T value(Setting setting, T otherwise, String rule, Function<String, T> reader) {
        String text = text(setting);
        if (text == null) {
            return otherwise;
        }
        try {
            return reader.apply(text);
        } catch (RuntimeException e) {
            throw new InvalidInputException(name(setting), Secrets.hidden(text), rule, e);
        }
    }

    /** The name under which the setting was given. */
    private String name(Setting setting) {
        return flags.containsKey(setting) ? setting.flag() : setting.variable();
    }
}
