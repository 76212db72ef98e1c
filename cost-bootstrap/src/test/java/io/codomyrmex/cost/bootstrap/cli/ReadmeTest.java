package io.codomyrmex.cost.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.bootstrap.alerting.AlertSettings;
import io.codomyrmex.cost.bootstrap.http.Service;
import io.codomyrmex.cost.bootstrap.settings.ServerSettings;
import io.codomyrmex.cost.bootstrap.settings.Setting;
import io.codomyrmex.cost.bootstrap.settings.Settings;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what the product does. */
class ReadmeTest {

    private static final String IMPORTS = """
            import io.codomyrmex.cost.application.*;
            import io.codomyrmex.cost.entry.*;
            import io.codomyrmex.cost.budget.*;
            import io.codomyrmex.cost.gate.*;
            import io.codomyrmex.cost.time.*;
            import io.codomyrmex.cost.store.*;
            import io.codomyrmex.cost.jdbc.*;
            import java.math.BigDecimal;
            import java.util.*;
            """;

    @TempDir
    private Path folder;

    private static List<String> blocks(String language) throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        Matcher matcher =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(readme);
        List<String> blocks = new ArrayList<>();
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        assertThat(blocks).isNotEmpty();
        return blocks;
    }

    private Path compile(String name, String body) throws IOException {
        Path source = folder.resolve(name + ".java");
        Files.writeString(
                source,
                IMPORTS + "public class " + name + " { public static void run() throws Exception {\n" + body + "}}");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            StringWriter errors = new StringWriter();
            boolean compiled = compiler.getTask(
                            errors,
                            files,
                            null,
                            List.of(
                                    "-d",
                                    folder.toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "-proc:none"),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
            assertThat(compiled).as(errors.toString()).isTrue();
        }
        return folder;
    }

    @Test
    void the_java_examples_compile_and_those_without_a_server_run() throws Exception {
        List<String> examples = blocks("java");
        for (int i = 0; i < examples.size(); i++) {
            Path classes = compile("Example" + i, examples.get(i));
            if (!examples.get(i).contains("jdbc:postgresql")) {
                try (URLClassLoader loader = new URLClassLoader(
                        new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
                    loader.loadClass("Example" + i).getMethod("run").invoke(null);
                }
            }
        }
    }

    @Test
    void the_commands_do_what_is_said_of_them() throws IOException {
        Path bill = folder.resolve("bill.csv");
        Files.writeString(bill, """
                BilledCost,BillingCurrency,ChargePeriodStart,ProviderName,ServiceCategory,ResourceId
                12.50,USD,2026-11-03T00:00:00Z,AWS,Compute,vm-1
                2.25,USD,2026-11-04T00:00:00Z,Azure,Storage,disk-1
                """);
        CommandLineRun cost = new CommandLineRun("2026-11-15T10:00:00Z");
        int run = 0;
        for (String block : blocks("sh")) {
            for (String line :
                    block.lines().filter(text -> text.startsWith("cost ")).toList()) {
                String[] args = words(line.replaceFirst("#.*", "").strip().substring("cost ".length())).stream()
                        .map(word -> word.equals("bill.csv") ? bill.toString() : word)
                        .toArray(String[]::new);
                CommandLineRun.Result result = cost.run(args[0].equals("serve") ? help(args) : args);
                assertThat(result.code())
                        .as(line + result)
                        .isIn(line.contains("can-spend") ? List.of(0, 3) : List.of(0));
                assertThat(result.err()).as(line).isEmpty();
                run++;
            }
        }
        assertThat(run).isGreaterThan(5);
        assertThat(cost.done("summary", "--period", "monthly")).contains("14.7921");
    }

    /** A service would run until the process is told to end: here only its options are read. */
    private static String[] help(String[] args) {
        return Stream.concat(Stream.of(args), Stream.of("--help")).toArray(String[]::new);
    }

    @Test
    void the_calls_of_the_service_are_answered_with_success() throws Exception {
        ServerSettings server = ServerSettings.of(Map.of(Setting.HTTP_PORT, "0"), Map.of(), "test");
        Settings ledger = Settings.of(Map.of(Setting.DB_URL, "memory:"), Map.of());
        String calls = String.join("\n", blocks("sh")).replace("\\\n", "");
        int run = 0;
        try (Service service = Service.start(ledger, server, AlertSettings.of(Map.of()), Clock.systemUTC())) {
            for (String call :
                    calls.lines().filter(line -> line.startsWith("curl ")).toList()) {
                String here = call.replace("localhost:8080", service.url()) + " --silent --show-error --fail";
                Process process = new ProcessBuilder("sh", "-c", here)
                        .redirectErrorStream(true)
                        .start();
                String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(process.waitFor()).as(here + " gave " + answer).isZero();
                run++;
            }
        }
        assertThat(run).isEqualTo(4);
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return words;
    }

    @Test
    void the_links_of_the_readme_lead_somewhere() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        Matcher matcher = Pattern.compile("]\\((?!http)([^)#]+)\\)").matcher(readme);
        int links = 0;
        while (matcher.find()) {
            assertThat(new File("..", matcher.group(1))).exists();
            links++;
        }
        assertThat(links).isPositive();
    }
}
