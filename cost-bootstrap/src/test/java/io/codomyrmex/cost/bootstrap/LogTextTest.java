package io.codomyrmex.cost.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What is logged in a locale that knows ASCII alone, as containers have it. */
class LogTextTest {

    private static final String TEXT = "预算-e\u0301-\uD83D\uDCBB";

    /** The process that logs. */
    public static final class Logging {

        private Logging() {}

        public static void main(String[] args) {
            LoggerFactory.getLogger("io.codomyrmex.cost.bootstrap.LogText").warn("budget {}", TEXT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TEXT", "JSON"})
    void a_line_is_utf8_whatever_the_locale(String format) throws Exception {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-Dfile.encoding=US-ASCII",
                        "-Dlogback.configurationFile=logback.xml",
                        "-Dcost.log.format=" + format,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Logging.class.getName())
                .start();
        byte[] line = process.getErrorStream().readAllBytes();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(new String(line, StandardCharsets.UTF_8)).contains("budget " + TEXT);
    }
}
