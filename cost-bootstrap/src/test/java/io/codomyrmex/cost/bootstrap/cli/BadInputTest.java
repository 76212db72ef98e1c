package io.codomyrmex.cost.bootstrap.cli;

import static io.codomyrmex.cost.bootstrap.cli.BadInput.file;
import static io.codomyrmex.cost.bootstrap.cli.BadInput.refused;
import static io.codomyrmex.cost.bootstrap.cli.BadInput.row;
import static io.codomyrmex.cost.bootstrap.cli.BadInput.usage;
import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import io.codomyrmex.cost.store.BudgetStore;
import io.codomyrmex.cost.store.CostStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input of every kind: one line that names field, value and rule, an exit code, and nothing stored. */
class BadInputTest {

    private static final CommandLineRun COST = new CommandLineRun("2026-05-15T10:00:00Z");
    private static final String DECIMAL = "must be a decimal number";
    private static final String CATEGORIES = "must be one of llm_inference, llm_embedding, compute";
    private static final String ENTRIES = "amount,timestamp,category,currency,tags,metadata,id,description,tag:team\n";
    private static final String FOCUS = "BilledCost,BillingCurrency,ChargePeriodStart,Tags\n";
    private static CostStore store;
    private static String before;

    @TempDir
    private Path folder;

    @BeforeAll
    static void seed() {
        COST.done("record", "7", "--id", "seed", "--at", "2026-05-01");
        COST.done("budget", "create", "seed", "100", "monthly");
        store = JdbcCostStore.open(JdbcSettings.of(COST.url, Currency.getInstance("USD")));
        before = stored();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private static String stored() {
        BudgetStore budgets = store.budgets();
        return store.verify() + " " + budgets.statuses(List.of(), COST.now) + " " + budgets.alerts(100);
    }

    @ParameterizedTest
    @MethodSource({
        "amounts",
        "texts",
        "times",
        "settings",
        "budgets",
        "changes",
        "gate",
        "files",
        "csv",
        "ndjson",
        "focus"
    })
    void is_refused_in_one_line_and_nothing_is_stored(BadInput bad) throws IOException {
        Path file = folder.resolve(bad.name().isEmpty() ? "none" : bad.name());
        if (!bad.name().isEmpty()) {
            Files.write(file, bad.content());
        }
        CommandLineRun.Result result = COST.run(bad.args(file));
        assertThat(result.code()).as(result.toString()).isEqualTo(bad.code());
        assertThat(result.errLines()).hasSize(1);
        assertThat(result.err())
                .startsWith("error: ")
                .contains(bad.says())
                .doesNotContain("at io.", "Exception")
                .matches("[^\\p{Cntrl}]*\n");
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void there_are_many_of_them() {
        assertThat(Stream.of(
                                amounts(),
                                texts(),
                                times(),
                                settings(),
                                budgets(),
                                changes(),
                                gate(),
                                files(),
                                csv(),
                                ndjson(),
                                focus())
                        .mapToLong(Stream::count)
                        .sum())
                .isGreaterThanOrEqualTo(100);
    }

    static Stream<BadInput> amounts() {
        String decimals = "0.0000000000000000001";
        String digits = "123456789012345678901";
        return Stream.of(
                usage("amount", "'abc'", DECIMAL, "record", "abc"),
                usage("amount", "''", DECIMAL, "record", ""),
                usage("amount", "' '", DECIMAL, "record", " "),
                usage("amount", "' 5'", DECIMAL, "record", " 5"),
                usage("amount", "'1,5'", DECIMAL, "record", "1,5"),
                usage("amount", "'$5'", DECIMAL, "record", "$5"),
                usage("amount", "'NaN'", DECIMAL, "record", "NaN"),
                usage("amount", "'Infinity'", DECIMAL, "record", "Infinity"),
                usage("amount", "'1e'", DECIMAL, "record", "1e"),
                usage("amount", "'0x10'", DECIMAL, "record", "0x10"),
                usage("option", "'--'", "unknown", "record", "--", "--"),
                usage("amount", "'١٢'", "ASCII digits", "record", "١٢"),
                usage("amount", "'1\\u000a2'", DECIMAL, "record", "1\n2"),
                usage("amount", "'1\\u001b[31m'", DECIMAL, "record", "1\u001b[31m"),
                usage("amount", "'1111111111", "at most 128 characters", "record", "1".repeat(129)),
                usage("amount", "'1E-19'", "must have at most 18 decimals", "record", decimals),
                usage("amount", "'1E+30'", "must have at most 20 integer digits", "record", "1e30"),
                usage("amount", "'1E+999999999'", "must have at most 20 integer digits", "record", "1e999999999"),
                usage("amount", "'" + digits + "'", "must have at most 20 integer digits", "record", digits),
                usage("parameter", "'AMOUNT'", "missing required", "record"),
                usage("argument", "'6'", "unexpected", "record", "5", "6"),
                usage("key", "' '", "must not be blank", "check", "--key", " "),
                usage("key", "'kkkk", "at most 200 characters", "check", "--key", "k".repeat(201)),
                usage("key", "'k\\u0007'", "no control characters", "check", "--key", "k\u0007"));
    }

    static Stream<BadInput> texts() {
        String[] many = IntStream.range(0, 130)
                .mapToObj(i -> i % 2 == 0 ? "--tag" : "k" + i + "=v")
                .toArray(String[]::new);
        return Stream.of(
                usage("category", "'gpu'", CATEGORIES, "record", "5", "--category", "gpu"),
                usage("category", "''", CATEGORIES, "record", "5", "--category", ""),
                usage(
                        "--category",
                        "(CATEGORY)",
                        "only once",
                        "record",
                        "5",
                        "--category",
                        "other",
                        "--category",
                        "other"),
                usage("tag", "'team'", "must be KEY=VALUE", "record", "5", "--tag", "team"),
                usage("tag", "'=search'", "must be KEY=VALUE", "record", "5", "--tag", "=search"),
                usage("tag", "'a=2'", "must not give a key twice", "record", "5", "--tag", "a=1", "--tag", "a=2"),
                usage("tags key", "'kkkk", "at most 256 characters", "record", "5", "--tag", "k".repeat(257) + "=v"),
                usage("tags.k", "'vvvv", "at most 2048 characters", "record", "5", "--tag", "k=" + "v".repeat(2049)),
                usage("tags.k", "'a\\u0000'", "NUL", "record", "5", "--tag", "k=a\0"),
                usage("tags", "'65 tags'", "must have at most 64 tags", "record", "5")
                        .with(many),
                usage(
                        "description",
                        "'dddd",
                        "at most 4000 characters",
                        "record",
                        "5",
                        "--description",
                        "d".repeat(4001)),
                usage("description", "'a\\u0000b'", "NUL", "record", "5", "--description", "a\0b"),
                usage("description", "'\\ud800'", "well-formed Unicode", "record", "5", "--description", "\ud800"),
                usage("resource_id", "'rrrr", "at most 1024 characters", "record", "5", "--resource", "r".repeat(1025)),
                usage("id", "''", "must not be blank", "record", "5", "--id", ""),
                usage("id", "' a'", "no white space around", "record", "5", "--id", " a"),
                usage("id", "'a\\u000ab'", "no control characters", "record", "5", "--id", "a\nb"),
                usage("id", "'iiii", "at most 200 characters", "record", "5", "--id", "i".repeat(201)),
                usage("metadata", "'x'", "must be KEY=VALUE", "record", "5", "--metadata", "x"),
                usage("metadata.n", "'111", "at most 64 digits", "record", "5", "--metadata", "n=" + "1".repeat(65)),
                usage("metadata.n", "'1E+900'", "exponent", "record", "5", "--metadata", "n=1e900"),
                usage("metadata.t", "'a\\u0000'", "NUL", "record", "5", "--metadata", "t=a\0"),
                usage("metadata.t", "'xxx", "65536 characters", "record", "5", "--metadata", "t=" + "x".repeat(65_536)),
                refused("id", "'seed'", "is taken by other content", "record", "8", "--id", "seed"));
    }

    static Stream<BadInput> times() {
        String range = "must lie from 1970-01-01 to before 9999-01-01";
        return Stream.of(
                usage("at", "'yesterday'", "must be a date", "record", "5", "--at", "yesterday"),
                usage("at", "'2026-13-01'", "must be a date", "record", "5", "--at", "2026-13-01"),
                usage("at", "'2026-02-30'", "must be a date", "record", "5", "--at", "2026-02-30"),
                usage("at", "'2026-05-01 10:00'", "must be a date", "record", "5", "--at", "2026-05-01 10:00"),
                usage("at", "'2026-05-01T10:00:00'", "offset", "record", "5", "--at", "2026-05-01T10:00:00"),
                usage("at", "'1777777777'", "must be a date", "record", "5", "--at", "1777777777"),
                usage("at", "'1969-12-31", range, "record", "5", "--at", "1969-12-31T23:59:59Z"),
                usage("at", "'9999-01-01", range, "record", "5", "--at", "9999-01-01"),
                usage("from", "'May'", "must be a date", "summary", "--from", "May"),
                usage(
                        "to",
                        "'2026-05-01T00:00:00Z'",
                        "must be after from",
                        "summary",
                        "--from",
                        "2026-05-01",
                        "--to",
                        "2026-05-01"),
                usage("period", "'yearly'", "must be one of hourly", "summary", "--period", "yearly"),
                usage(
                        "period",
                        "'daily'",
                        "must not go with --from",
                        "summary",
                        "--period",
                        "daily",
                        "--from",
                        "2026-05-01"),
                usage("step", "'minute'", "must be one of hourly", "series", "--step", "minute"),
                usage("step", "'hourly'", "at most 20000 points", "series", "--step", "hourly", "--from", "2000-01-01"),
                usage("by", "'team'", "must be none, category, resource or tag:KEY", "series", "--by", "team"));
    }

    static Stream<BadInput> settings() {
        return Stream.of(
                usage("--zone", "'Mars'", "must be a time zone", "record", "5", "--zone", "Mars"),
                usage("--currency", "'XXZ'", "must be an ISO 4217", "record", "5", "--currency", "XXZ"),
                usage("currency", "'EUR'", "must be the ledger's, which is USD", "record", "5", "--currency", "EUR"),
                usage("--timeout", "'soon'", "must be seconds or", "record", "5", "--timeout", "soon"),
                usage("--db-pool", "'0'", "must be a whole number from 1", "record", "5", "--db-pool", "0"),
                usage("--db-url", "'sqlite:x'", "must be memory: or start with", "record", "5", "--db-url", "sqlite:x"),
                usage("format", "'xml'", "must be one of table, json, csv", "record", "5", "--format", "xml"),
                usage("option", "'--typo'", "unknown", "record", "5", "--typo"),
                usage("option", "'--tag'", "missing required parameter", "record", "5", "--tag"));
    }

    static Stream<BadInput> budgets() {
        String[] many = IntStream.range(0, 42)
                .mapToObj(i -> i % 2 == 0 ? "--threshold" : "0." + i)
                .toArray(String[]::new);
        String share = "must be above 0 and at most 1000";
        return Stream.of(
                usage("amount", "'-1'", "must be zero or more", "budget", "create", "b", "-1", "daily"),
                usage("amount", "'ten'", DECIMAL, "budget", "create", "b", "ten", "daily"),
                usage("amount", "'1E-19'", "at most 18 decimals", "budget", "create", "b", "1e-19", "daily"),
                usage("period", "'yearly'", "must be one of hourly, daily", "budget", "create", "b", "1", "yearly"),
                usage("parameter", "'PERIOD'", "missing required", "budget", "create", "b", "1"),
                usage("name", "''", "must not be blank", "budget", "create", "", "1", "daily"),
                usage("name", "' b'", "no white space around", "budget", "create", " b", "1", "daily"),
                usage("name", "'nnnn", "at most 200 characters", "budget", "create", "n".repeat(201), "1", "daily"),
                usage(
                        "id",
                        "'a\\u0009b'",
                        "no control characters",
                        "budget",
                        "create",
                        "b",
                        "1",
                        "daily",
                        "--id",
                        "a\tb"),
                usage("threshold", "'0'", share, "budget", "create", "b", "1", "daily", "--threshold", "0"),
                usage("threshold", "'-0.5'", share, "budget", "create", "b", "1", "daily", "--threshold", "-0.5"),
                usage("threshold", "'1001'", share, "budget", "create", "b", "1", "daily", "--threshold", "1001"),
                usage("threshold", "'half'", DECIMAL, "budget", "create", "b", "1", "daily", "--threshold", "half"),
                usage("thresholds", "'21 thresholds'", "at most 20", "budget", "create", "b", "1", "daily")
                        .with(many),
                usage("category", "'gpu'", CATEGORIES, "budget", "create", "b", "1", "daily", "--category", "gpu"),
                usage("tag", "'team'", "must be KEY=VALUE", "budget", "create", "b", "1", "daily", "--tag", "team"),
                usage(
                        "--zone",
                        "'Mars'",
                        "must be a time zone",
                        "budget",
                        "create",
                        "b",
                        "1",
                        "daily",
                        "--zone",
                        "Mars"),
                refused("id", "'seed'", "exists already", "budget", "create", "Seed", "1", "daily"));
    }

    static Stream<BadInput> changes() {
        return Stream.of(
                usage("id", "'seed'", "at least one change", "budget", "update", "seed"),
                usage("amount", "'-1'", "must be zero or more", "budget", "update", "seed", "--amount", "-1"),
                usage("name", "''", "must not be blank", "budget", "update", "seed", "--name", ""),
                usage("threshold", "'0'", "must be above 0", "budget", "update", "seed", "--threshold", "0"),
                usage("tag", "'x'", "must be KEY=VALUE", "budget", "update", "seed", "--tag", "x"),
                usage(
                        "tag",
                        "'a=b'",
                        "must not go with --no-tags",
                        "budget",
                        "update",
                        "seed",
                        "--tag",
                        "a=b",
                        "--no-tags"),
                usage(
                        "category",
                        "'other'",
                        "must not go with --no-category",
                        "budget",
                        "update",
                        "seed",
                        "--category",
                        "other",
                        "--no-category"),
                usage(
                        "alert-only",
                        "'true'",
                        "must not go with --enforced",
                        "budget",
                        "update",
                        "seed",
                        "--alert-only",
                        "--enforced"),
                usage("id", "''", "must not be blank", "budget", "update", "", "--amount", "1"),
                refused("id", "'nope'", "does not exist", "budget", "update", "nope", "--amount", "1"),
                refused("id", "'nope'", "does not exist", "budget", "delete", "nope"),
                refused("id", "'nope'", "does not exist", "budget", "show", "nope"));
    }

    static Stream<BadInput> gate() {
        return Stream.of(
                usage("amount", "'-1'", "must be zero or more", "can-spend", "-1"),
                usage("amount", "'-1E-18'", "must be zero or more", "can-spend", "-1e-18"),
                usage("amount", "'x'", DECIMAL, "can-spend", "x"),
                usage("amount", "'1E-19'", "at most 18 decimals", "can-spend", "1e-19"),
                usage("parameter", "'AMOUNT'", "missing required", "can-spend"),
                usage("category", "'gpu'", CATEGORIES, "can-spend", "1", "--category", "gpu"),
                usage("tag", "'x'", "must be KEY=VALUE", "can-spend", "1", "--tag", "x"),
                usage(
                        "budget",
                        "'seed'",
                        "must not go with --category",
                        "can-spend",
                        "1",
                        "--budget",
                        "seed",
                        "--tag",
                        "a=b"),
                usage("budget", "''", "must not be blank", "can-spend", "1", "--budget", ""),
                refused("budget", "'nope'", "does not exist", "can-spend", "1", "--budget", "nope"));
    }

    static Stream<BadInput> files() {
        byte[] latin = (ENTRIES + "1,2026-05-01T00:00:00Z,,,,,,é,\n").getBytes(StandardCharsets.ISO_8859_1);
        return Stream.of(
                usage("file", "'/no/such/file.csv'", "can be read", "import", "/no/such/file.csv"),
                usage("file", "'/'", "must be a file", "import", "/"),
                usage("file", "''", "must be a file", "import", ""),
                usage("parameter", "'FILE'", "missing required", "import"),
                file("x.csv", "", "file", "x.csv'", "must not be empty"),
                file("x.txt", "a", "file", "x.txt'", "must end in .csv, .ndjson or .jsonl"),
                file("x.csv", ENTRIES, "as", "'xml'", "must be one of focus, ndjson, csv")
                        .with("--as", "xml"),
                file("x.csv", FOCUS, "cost", "'paid'", "must be one of billed, effective")
                        .with("--cost", "paid"),
                file("x.csv", "", "read", "x.csv'", "UTF-8").content(latin).code(1),
                file("x.csv.gz", "", "read", "x.csv.gz'", "compressed data")
                        .content(new byte[] {0x1f, (byte) 0x8b, 8, 0})
                        .code(1));
    }

    static Stream<BadInput> csv() {
        String time = "2026-05-01T00:00:00Z";
        return Stream.of(
                file("x.csv", "amount\n1\n", "file", "x.csv'", "must have a column"),
                file("x.csv", "amount,timestamp,price\n", "file", "x.csv'", "must not have a column"),
                file("x.csv", "amount,timestamp,amount\n", "file", "x.csv'", "amount"),
                row("x.csv", ENTRIES + "x," + time + ",,,,,,,\n", "line 2: amount", "'x'", DECIMAL),
                row("x.csv", ENTRIES + "," + time + ",,,,,,,\n", "line 2: amount", "''", "must be given"),
                row("x.csv", ENTRIES + "1e30," + time + ",,,,,,,\n", "line 2: amount", "'1E+30'", "20 integer digits"),
                row("x.csv", ENTRIES + "1,soon,,,,,,,\n", "line 2: timestamp", "'soon'", "must be ISO 8601"),
                row("x.csv", ENTRIES + "1," + time + ",gpu,,,,,,\n", "line 2: category", "'gpu'", CATEGORIES),
                row(
                        "x.csv",
                        ENTRIES + "1," + time + ",,EUR,,,,,\n",
                        "line 2: currency",
                        "'EUR'",
                        "ledger's currency, USD"),
                row("x.csv", ENTRIES + "1," + time + ",,,{a},,,,\n", "line 2: tags", "'{a}'", "JSON"),
                row("x.csv", ENTRIES + "1," + time + ",,,,[1],,,\n", "line 2: metadata", "'[1]'", "object"),
                row("x.csv", ENTRIES + "1," + time + ",,,,,seed,,\n", "line 2: id", "'seed'", "taken by other content"),
                row("x.csv", ENTRIES + "1," + time + "\n", "line 2: row", "'2 fields'", "as many fields as the header"),
                row("x.csv", ENTRIES + "1," + time + ",,,,,,,\"x\"y\n", "line 2: row", "x", "must be CSV"));
    }

    static Stream<BadInput> ndjson() {
        return Stream.of(
                row("x.ndjson", "nonsense\n", "line 1: row", "'nonsense'", "JSON"),
                row("x.ndjson", "[1]\n", "line 1:", "[1]", "must be"),
                row("x.ndjson", "{\"amount\":1,\"amount\":2}\n", "line 1:", "amount", "twice"),
                row("x.ndjson", "{\"amount\":\"1\",\"price\":2}\n", "line 1:", "price", "is not one of"),
                row(
                        "x.ndjson",
                        "{\"timestamp\":\"2026-05-01T00:00:00Z\"}\n",
                        "line 1: amount",
                        "null",
                        "must be given"),
                row("x.ndjson", "{\"amount\":\"1\"}\n", "line 1: timestamp", "null", "must be given"),
                row("x.ndjson", "{\"amount\":true}\n", "line 1: amount", "true", "must be"),
                row(
                        "x.ndjson",
                        "{\"amount\":\"1\",\"currency\":\"EUR\"}\n",
                        "line 1: currency",
                        "'EUR'",
                        "ledger's currency"));
    }

    static Stream<BadInput> focus() {
        return Stream.of(
                file("x.csv", "BilledCost,ChargePeriodStart\n", "file", "x.csv'", "BillingCurrency"),
                row(
                        "x.csv",
                        FOCUS + "1,EUR,2026-05-01T00:00:00Z,\n",
                        "line 2: BillingCurrency",
                        "'EUR'",
                        "ledger's currency"),
                row(
                        "x.csv",
                        FOCUS + "NULL,USD,2026-05-01T00:00:00Z,\n",
                        "line 2: BilledCost",
                        "'NULL'",
                        "must be given"),
                row("x.csv", FOCUS + "$1,USD,2026-05-01T00:00:00Z,\n", "line 2: BilledCost", "'$1'", DECIMAL),
                row("x.csv", FOCUS + "1,USD,soon,\n", "line 2: ChargePeriodStart", "'soon'", "must be"),
                row("x.csv", FOCUS + "1,USD,2026-05-01T00:00:00Z,{\n", "line 2: Tags", "'{'", "JSON"));
    }
}
