package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import io.codomyrmex.cost.access.Role;
import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.bootstrap.importing.CostColumn;
import io.codomyrmex.cost.bootstrap.importing.FocusOracle;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.store.AlertOutbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;
import tools.jackson.databind.JsonNode;

/** The dashboard in a real browser, with real charges, against the API's own figures. */
class DashboardTest {

    private static final String SCRIPT = "<img src=x onerror=\"document.title='hacked'\">";
    private static final String FROM = "2024-09-01";
    private static final String TO = "2024-10-01";

    private static Browser browser;
    private TestService service;
    private HttpCaller api;
    private ChromeDriver page;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.startOrSkip();
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void start() {
        service = TestService.on(TestService.postgres());
        api = service.caller();
        page = browser.driver();
        browser.complaints();
    }

    @AfterEach
    void stop() {
        page.get("about:blank");
        service.close();
    }

    private void load() {
        FocusOracle.importAndCompare(new CostTracker(service.store()), CostColumn.BILLED);
        api.post("/v1/entries", """
                [{"amount": "42.125", "resource_id": "gpt-4o", "tags": {"team": "search"}},
                 {"amount": "8", "resource_id": "claude", "tags": {"team": "research"}},
                 {"amount": "-1.5", "category": "other", "description": "credit"}]""");
        api.post("/v1/budgets", "{\"name\":\"all of it\",\"amount\":100,\"period\":\"monthly\"}");
        api.post(
                "/v1/budgets",
                "{\"name\":\"search\",\"amount\":40,\"period\":\"daily\",\"tags\":{\"team\":\"search\"}}");
        api.post(
                "/v1/budgets",
                "{\"name\":\"a quite long name of a budget for research\",\"amount\":500,\"period\":\"weekly\","
                        + "\"enforced\":false,\"category\":\"llm_inference\"}");
        api.post("/v1/reservations", "{\"amount\":\"12.5\",\"tags\":{\"team\":\"research\"}}");
        api.post("/v1/budgets/check");
    }

    private void open() {
        page.get(api.url() + "/");
        awaitUpdate();
    }

    private void awaitUpdate() {
        String before = String.valueOf(page.executeScript("return document.body.dataset.loaded ?? ''"));
        until(() -> !String.valueOf(page.executeScript("return document.body.dataset.loaded ?? ''"))
                .equals(before.isEmpty() ? "" : before));
    }

    private void until(BooleanSupplier condition) {
        new WebDriverWait(page, Duration.ofSeconds(30))
                .ignoring(StaleElementReferenceException.class) // the page was updated as we looked
                .until(driver -> condition.getAsBoolean());
    }

    private void look(String from, String to) {
        new Select(page.findElement(By.id("range"))).selectByValue("custom");
        page.executeScript(
                "document.getElementById('from').value = arguments[0]; document.getElementById('to').value = arguments[1];"
                        + "document.getElementById('to').dispatchEvent(new Event('change', {bubbles: true}));",
                from,
                to);
        awaitUpdate();
        awaitUpdate();
    }

    private String text(String id) {
        return page.findElement(By.id(id)).getText();
    }

    /** An amount as the page shows it: grouped, with two decimals or more. */
    private static String money(String decimal) {
        String[] parts = decimal.replace("-", "").split("\\.");
        String grouped = parts[0].replaceAll("\\B(?=(\\d{3})+$)", ",");
        String cents = (parts.length > 1 ? parts[1] : "");
        return (decimal.startsWith("-") ? "−" : "") + "$" + grouped + "." + cents
                + "0".repeat(Math.max(0, 2 - cents.length()));
    }

    @Test
    void figures_are_those_of_the_api() {
        load();
        open();
        look(FROM, TO);

        JsonNode summary = api.get("/v1/summary?from=" + FROM + "&to=" + TO).json();
        assertThat(text("total")).isEqualTo(money(summary.path("total").asString()));
        assertThat(text("entries")).isEqualTo("1,000 entries");
        Map<String, String> shown = new LinkedHashMap<>();
        for (WebElement bar : page.findElements(By.cssSelector("#categories li"))) {
            shown.put(
                    bar.findElement(By.className("name")).getText(),
                    bar.findElement(By.className("amount")).getText());
        }
        assertThat(shown).hasSize(summary.path("by_category").size());
        summary.path("by_category")
                .properties()
                .forEach(category -> assertThat(shown)
                        .containsEntry(
                                category.getKey(), money(category.getValue().asString())));
        for (WebElement bar : page.findElements(By.cssSelector("#top li:not(.quiet)"))) {
            String resource = bar.findElement(By.className("name")).getAttribute("title");
            String amount = summary.path("by_resource")
                    .path(resource.equals("(no resource)") ? "" : resource)
                    .asString();
            assertThat(bar.findElement(By.className("amount")).getText()).isEqualTo(money(amount));
        }
        tableIs(api.get("/v1/timeseries?group_by=category&from=" + FROM + "&to=" + TO)
                .json()
                .path("points"));
        assertThat(browser.complaints()).isEmpty();
    }

    private void tableIs(JsonNode points) {
        page.findElement(By.cssSelector("summary")).click();
        List<String> totals = new ArrayList<>();
        page.findElements(By.cssSelector("#chart-table tbody td:nth-child(2)"))
                .forEach(cell -> totals.add(cell.getText()));
        List<String> expected = new ArrayList<>();
        points.values().forEach(point -> expected.add(money(point.path("total").asString())));
        assertThat(totals).isEqualTo(expected);
    }

    @Test
    void budgets_and_alerts_are_those_of_the_api_and_follow_what_is_recorded() {
        load();
        open();

        api.get("/v1/budgets").json().path("budgets").values().forEach(budget -> {
            WebElement card = page.findElement(
                    By.cssSelector("[data-id='" + budget.path("id").asString() + "']"));
            for (String figure : List.of("spent", "held", "remaining")) {
                assertThat(card.findElement(By.cssSelector("dd." + figure)).getText())
                        .isEqualTo(money(budget.path(figure).asString()));
            }
            assertThat(card.findElements(By.className("mark")).size()).isGreaterThanOrEqualTo(3);
        });
        JsonNode alerts = api.get("/v1/alerts").json().path("alerts");
        assertThat(page.findElements(By.cssSelector("#alerts li"))).hasSize(alerts.size());
        assertThat(text("alerts")).startsWith(alerts.get(0).path("message").asString());

        api.post("/v1/entries", "{\"amount\":\"0.875\",\"tags\":{\"team\":\"search\"}}");

        until(() -> page.findElement(By.cssSelector("[data-id='search'] dd.spent"))
                .getText()
                .equals("$43.00"));
    }

    @Test
    void an_alert_that_a_receiver_refused_says_so_with_the_reason() {
        api.post("/v1/budgets", "{\"name\":\"full\",\"amount\":1,\"period\":\"daily\",\"alert_thresholds\":[1]}");
        api.post("/v1/entries", "{\"amount\":1}");
        AlertOutbox outbox = service.store().alertOutbox();
        Instant now = Instant.now();
        outbox.address(List.of("webhook:example"), now, Duration.ofDays(3));
        outbox.failed(
                outbox.take("webhook:example", 1, now, Duration.ofMinutes(1)).get(0),
                "to example: it answered 400",
                null);

        open();

        assertThat(text("alerts")).contains("webhook:example: failed: to example: it answered 400");
    }

    @Test
    void it_is_grouped_by_resource_and_tag_and_ranged_and_zoned() {
        load();
        open();
        Select group = new Select(page.findElement(By.id("group")));
        group.selectByValue("tag:team");
        awaitUpdate();
        awaitUpdate();
        assertThat(page.findElement(By.id("chart-table")).getAttribute("textContent"))
                .contains("research", "search", "(none)");
        group.selectByValue("resource");
        WebElement zone = page.findElement(By.id("zone"));
        zone.clear();
        zone.sendKeys("Asia/Kolkata", Keys.TAB);
        new Select(page.findElement(By.id("range"))).selectByValue("today");
        until(() -> text("updated").contains("(Asia/Kolkata)"));
        until(() -> page.findElement(By.id("chart-table"))
                .getAttribute("textContent")
                .contains("gpt-4o"));
    }

    @Test
    void a_group_may_have_a_name_that_every_object_inherits() {
        Instant now = Instant.now();
        for (int daysAgo : new int[] {0, 1}) {
            String group = daysAgo == 0 ? "toString" : "constructor";
            api.post(
                    "/v1/entries",
                    "{\"amount\":3,\"tags\":{\"team\":\"" + group + "\"},\"timestamp\":\""
                            + now.minus(Duration.ofDays(daysAgo)) + "\"}");
        }
        open();
        new Select(page.findElement(By.id("group"))).selectByValue("tag:team");
        until(() -> page.findElement(By.id("chart-table"))
                .getAttribute("textContent")
                .contains("constructor"));
        assertThat(page.findElement(By.cssSelector("#chart-table tbody")).getAttribute("textContent"))
                .contains("$3.00")
                .doesNotContain("function", "native code", "NaN");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void text_from_the_ledger_is_text() {
        api.post(
                "/v1/entries",
                "{\"amount\":1,\"resource_id\":\"" + SCRIPT.replace("\"", "\\\"") + "\",\"tags\":{\"<b>k\":\"<i>v\"}}");
        api.post(
                "/v1/budgets",
                "{\"id\":\"x\",\"name\":\"" + SCRIPT.replace("\"", "\\\"") + "\",\"amount\":1,\"period\":\"daily\"}");
        api.post("/v1/budgets/check");

        open();

        assertThat(text("top")).contains(SCRIPT);
        assertThat(page.getTitle()).isEqualTo("Costs");
        assertThat(page.findElements(By.cssSelector("main img, main b, main i")))
                .isEmpty();
    }

    @Test
    void it_works_under_the_prefix_of_a_proxy_with_and_without_a_slash() throws Exception {
        load();
        try (PrefixProxy proxy = new PrefixProxy("/tools/cost", api.url())) {
            for (String slash : List.of("/", "")) {
                page.get("about:blank");
                page.get(proxy.url() + slash);
                until(() -> page.getCurrentUrl().equals(proxy.url() + "/"));
                awaitUpdate();
                look(FROM, TO);
                assertThat(text("total"))
                        .isEqualTo(money(api.get("/v1/summary?from=" + FROM + "&to=" + TO)
                                .text("total")));
                assertThat(page.executeScript("return getComputedStyle(document.querySelector('main')).display"))
                        .isEqualTo("grid");
                assertThat(page.executeScript("return window.Chart.getChart('chart').data.datasets.length > 0"))
                        .isEqualTo(true);
            }
        }
    }

    @Test
    void a_large_credit_is_the_first_bar_and_has_its_size() throws Exception {
        api.post("/v1/entries", """
                [{"amount": "-150", "resource_id": "credit"}, {"amount": "75", "resource_id": "r0"},
                 {"amount": "1", "resource_id": "r1"}, {"amount": "1", "resource_id": "r2"},
                 {"amount": "1", "resource_id": "r3"}, {"amount": "1", "resource_id": "r4"},
                 {"amount": "1", "resource_id": "r5"}, {"amount": "1", "resource_id": "r6"},
                 {"amount": "0.25", "resource_id": "r7"}, {"amount": "0.5", "resource_id": "r8"}]""");
        open();
        browser.picture("credit");

        List<WebElement> bars = page.findElements(By.cssSelector("#top li"));
        assertThat(bars.get(0).getText()).contains("credit", "−$150.00");
        WebElement fill = bars.get(0).findElement(By.className("fill"));
        assertThat(fill.getAttribute("style")).contains("width: 100%");
        assertThat(fill.getAttribute("class")).contains("credit");
        assertThat(bars.get(1).findElement(By.className("fill")).getAttribute("style"))
                .contains("width: 50%");
        assertThat(bars.get(8).getText()).isEqualTo("and 2 more: $0.75");
    }

    @Test
    void a_hundred_thousand_values_of_a_tag_are_shown_as_the_largest_and_the_rest() throws Exception {
        CostTracker tracker = new CostTracker(service.store());
        for (int from = 0; from < 100_000; from += 10_000) {
            List<CostDraft> drafts = IntStream.range(from, from + 10_000)
                    .mapToObj(i ->
                            CostDraft.of(i < 8 ? "100" : "0.01").id("e" + i).tag("user", "u" + i))
                    .toList();
            tracker.offerAll(drafts);
        }
        try (PrefixProxy proxy = new PrefixProxy("", api.url())) {
            page.get(proxy.url() + "/");
            awaitUpdate();
            new Select(page.findElement(By.id("range"))).selectByValue("7d");
            new Select(page.findElement(By.id("group"))).selectByValue("tag:user");
            until(() -> page.findElement(By.id("chart-table"))
                    .getAttribute("textContent")
                    .contains("all others (99,992)"));

            assertThat(labels()).startsWith("u0", "u1").hasSize(9).endsWith("all others (99,992)");
            assertThat(page.findElement(By.cssSelector("#chart-table tbody")).getAttribute("textContent"))
                    .contains("$1,799.92", "$100.00", "$999.92");
            assertThat(page.executeScript("return window.Chart.getChart('chart').data.datasets[8].data.at(-1)"))
                    .isEqualTo(999.92);
            awaitUpdate();
            proxy.takeBytes();
            awaitUpdate();
            assertThat(proxy.takeBytes()).isBetween(500L, 50_000L);
            browser.picture("many-values");
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private List<String> labels() {
        return (List<String>)
                page.executeScript("return window.Chart.getChart('chart').data.datasets.map(set => set.label)");
    }

    @Test
    void nothing_is_asked_of_another_origin() {
        load();
        open();
        @SuppressWarnings("unchecked")
        List<String> asked = (List<String>)
                page.executeScript("return performance.getEntriesByType('resource').map(entry => entry.name)");
        assertThat(asked).hasSizeGreaterThan(10).allMatch(name -> name.startsWith(api.url() + "/"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void an_empty_ledger_says_what_to_do() {
        open();
        assertThat(page.findElement(By.id("empty")).isDisplayed()).isTrue();
        assertThat(text("budgets")).contains("There is no budget yet");
        assertThat(text("alerts")).isEqualTo("No alert has fired.");
    }

    @Test
    void with_tokens_it_asks_for_one() {
        String admin = TestService.token(service.store(), Role.ADMIN);
        String reader = TestService.token(service.store(), Role.READ);
        until(() -> service.caller().get("/v1/info").status() == 401); // known within seconds
        page.get(api.url() + "/");
        WebElement login = page.findElement(By.id("login"));
        until(login::isDisplayed);
        page.findElement(By.id("token")).sendKeys(admin.substring(0, admin.length() - 1), Keys.ENTER);
        until(login::isDisplayed);

        page.findElement(By.id("token")).sendKeys(reader, Keys.ENTER);

        until(() -> page.findElement(By.id("empty")).isDisplayed());
        assertThat(login.isDisplayed()).isFalse();
    }

    @Test
    void it_works_without_a_mouse() {
        load();
        open();
        Set<String> reached = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            page.switchTo().activeElement().sendKeys(Keys.TAB);
            WebElement active = page.switchTo().activeElement();
            reached.add(active.getTagName() + "#" + active.getAttribute("id"));
        }
        assertThat(reached).contains("select#range", "input#zone", "select#group", "button#theme", "summary#");
        page.findElement(By.id("theme")).sendKeys(Keys.SPACE);
        assertThat(page.executeScript("return document.documentElement.dataset.theme"))
                .isEqualTo("dark");
        page.findElement(By.id("theme")).sendKeys(Keys.SPACE);
    }

    @Test
    void it_is_readable_for_everyone_in_both_themes_wide_and_narrow() throws Exception {
        load();
        for (String theme : List.of("light", "dark")) {
            for (int width : new int[] {1400, 400}) {
                browser.look(width, theme);
                page.get(api.url() + "/");
                page.executeScript("localStorage.clear()");
                open();
                browser.picture(theme + "-" + width + "-today");
                look(FROM, TO);
                browser.picture(theme + "-" + width);

                Results results = new AxeBuilder().analyze(page);
                assertThat(results.getViolations())
                        .filteredOn(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .extracting(Rule::getHelp)
                        .isEmpty();
                Object overflow = page.executeScript(
                        "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
                assertThat(((Number) overflow).intValue())
                        .as("no sideways scrolling at " + width)
                        .isZero();
            }
        }
        browser.look(1400, "light");
    }
}
