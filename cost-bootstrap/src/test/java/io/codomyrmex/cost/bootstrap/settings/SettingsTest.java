package io.codomyrmex.cost.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.input.InvalidInputException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    void without_anything_given_there_are_defaults() {
        Settings settings = Settings.of(Map.of(), Map.of("COST_DB_URL", ""));
        assertThat(settings.dbUrl())
                .isEqualTo("jdbc:h2:file:" + Path.of(System.getProperty("user.home"), ".cost", "ledger"));
        assertThat(settings.dbUser()).isNull();
        assertThat(settings.dbPassword()).isNull();
        assertThat(settings.dbPool()).isEqualTo(10);
        assertThat(settings.dbTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.zone()).isEqualTo(ZoneOffset.UTC);
        assertThat(settings.currency()).isEqualTo(Currency.getInstance("USD"));
    }

    @Test
    void the_environment_counts_and_a_flag_wins_over_it() {
        Map<String, String> environment = Map.of(
                "COST_DB_URL",
                "jdbc:postgresql://db/cost",
                "COST_DB_USER",
                "u",
                "COST_DB_PASSWORD",
                "p",
                "COST_DB_POOL",
                "3",
                "COST_DB_TIMEOUT",
                "PT0.5S",
                "COST_ZONE",
                "Europe/Berlin",
                "COST_CURRENCY",
                "eur");
        assertThat(Settings.of(Map.of(), environment))
                .isEqualTo(new Settings(
                        "jdbc:postgresql://db/cost",
                        "u",
                        "p",
                        3,
                        Duration.ofMillis(500),
                        ZoneId.of("Europe/Berlin"),
                        Currency.getInstance("EUR")));
        assertThat(Settings.of(
                        Map.of(Setting.DB_URL, "memory:", Setting.DB_TIMEOUT, "7", Setting.ZONE, "UTC"), environment))
                .extracting(Settings::dbUrl, Settings::dbTimeout, Settings::zone)
                .containsExactly("memory:", Duration.ofSeconds(7), ZoneOffset.UTC);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DB_URL     | mysql://h/db  | must be memory: or start with jdbc:postgresql: or jdbc:h2:
            DB_URL     | memory        | must be memory:
            DB_POOL    | 0             | must be a whole number from 1 to 1000
            DB_POOL    | 1001          | must be a whole number from 1 to 1000
            DB_POOL    | ten           | must be a whole number from 1 to 1000
            DB_TIMEOUT | 0             | must be seconds or an ISO 8601 duration
            DB_TIMEOUT | PT0.2S        | from 250 ms to 1 hour
            DB_TIMEOUT | 3601          | from 250 ms to 1 hour
            DB_TIMEOUT | 10s           | must be seconds or an ISO 8601 duration
            ZONE       | Mars/Olympus  | must be a time zone like UTC or Europe/Berlin
            CURRENCY   | XXZ           | must be an ISO 4217 currency code like USD
            CURRENCY   | Dollar        | must be an ISO 4217 currency code like USD
            """)
    void an_error_names_the_flag_or_the_variable_and_the_rule(Setting setting, String value, String rule) {
        assertThatThrownBy(() -> Settings.of(Map.of(setting, value), Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(setting.flag() + " '" + value + "' must be ")
                .hasMessageContaining(rule);
        assertThatThrownBy(() -> Settings.of(Map.of(), Map.of(setting.variable(), value)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith(setting.variable() + " '" + value + "' must be ")
                .hasMessageContaining(rule);
    }

    @Test
    void utc_has_one_name() {
        for (String name : new String[] {"UTC", "Z", "GMT", "Etc/UTC", "+00:00"}) {
            assertThat(Settings.of(Map.of(Setting.ZONE, name), Map.of()).zone()).isSameAs(ZoneOffset.UTC);
        }
    }

    @Test
    void passwords_are_never_shown() {
        Settings settings = Settings.of(
                Map.of(
                        Setting.DB_URL,
                        "jdbc:postgresql://me:s3cret@db/cost?ssl=true&password=hidden7",
                        Setting.DB_PASSWORD,
                        "pw9"),
                Map.of());
        assertThat(settings + settings.shownUrl())
                .doesNotContain("s3cret", "hidden7", "pw9")
                .contains("//me:***@db/cost");
        assertThatThrownBy(() -> Settings.of(Map.of(Setting.DB_URL, "mysql://me:s3cret@db?password=x1"), Map.of()))
                .hasMessageContaining("me:***@db")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret", "x1"));
        assertThat(Secrets.hidden("login of pw9 failed", "pw9")).isEqualTo("login of *** failed");
        assertThat(Secrets.hidden("nothing to hide", null)).isEqualTo("nothing to hide");
    }
}
