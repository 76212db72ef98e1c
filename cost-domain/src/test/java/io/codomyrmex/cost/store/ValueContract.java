package io.codomyrmex.cost.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.entry.CostEntry;
import io.codomyrmex.cost.entry.CostFilter;
import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.input.InstantRule;
import io.codomyrmex.cost.summary.CostSummary;
import io.codomyrmex.cost.time.TimeRange;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes in comes out: amounts to the last digit, texts to the last sign, times to the microsecond. */
abstract class ValueContract extends StoreContract {

    private static final String LARGEST = "99999999999999999999.999999999999999999";

    /** Odd texts that a store must neither change nor choke on. */
    private static final List<String> TEXTS = List.of(
            "it's",
            "say \"hi\"",
            "back\\slash \\u0000 \\n",
            "two\nlines\r\n\tand a tab",
            "emoji 🧾👩‍👩‍👧 and 𝔘",
            "e\u0301 is not \u00e9",
            "עברית العربية 中文 ไทย",
            "'; drop table cost_entry; --",
            "{\"json\": [null]}",
            "%_*?[a-z]",
            "${x} :name ?1 #{y} <b>",
            "\u0001\u001f\u007f\u2028\uffff");

    @Test
    void amounts_are_kept_to_the_last_digit() {
        List<String> amounts = List.of(
                LARGEST,
                "-" + LARGEST,
                "0.000000000000000001",
                "-0.000000000000000001",
                "0",
                "100",
                "12345678901234567890");
        for (String amount : amounts) {
            offer(CostDraft.of(amount).id(amount));
            assertThat(store.find(amount).orElseThrow().amount()).isEqualTo(new BigDecimal(amount));
        }
        offer(
                CostDraft.of(new BigDecimal("1E+19")).id("exponent"),
                CostDraft.of(new BigDecimal("-0.00")).id("nought"));
        assertThat(store.find("exponent").orElseThrow().amount()).isEqualTo("10000000000000000000");
        assertThat(store.find("nought").orElseThrow().amount()).isEqualTo("0");
        assertClean();
    }

    @Test
    void sums_grow_beyond_the_range_of_an_amount() {
        create(daily());
        List<CostDraft> drafts = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            drafts.add(CostDraft.of(LARGEST).id("n" + i).resource("r").tag("k", "v"));
        }
        offer(drafts.toArray(CostDraft[]::new));

        BigDecimal sum = new BigDecimal(LARGEST).multiply(new BigDecimal(250)).stripTrailingZeros();
        assertThat(sum.precision() - sum.scale()).isGreaterThan(22);
        CostSummary summary = store.summarize(TimeRange.ALL, CostFilter.ALL);
        assertThat(summary.total()).isEqualTo(sum);
        assertThat(summary.byResource()).containsExactly(Map.entry("r", sum));
        assertThat(summary.byTag()).containsExactly(Map.entry("k", Map.of("v", sum)));
        assertThat(status("daily", NOW).spent()).isEqualTo(sum);
        assertThat(store.budgets().check(NOW))
                .hasSize(4)
                .allMatch(alert -> alert.spend().equals(new BigDecimal(LARGEST)));
        assertThat(store.verify().total()).isEqualTo(sum);
        assertClean();
    }

    @Test
    void sums_that_cancel_out_are_zero_and_their_groups_stay() {
        offer(
                CostDraft.of("0.1").id("a").resource("r"),
                CostDraft.of("-0.1").id("b").resource("r"));
        CostSummary summary = store.summarize(TimeRange.ALL, CostFilter.ALL);
        assertThat(summary.total()).isEqualTo(BigDecimal.ZERO);
        assertThat(summary.entryCount()).isEqualTo(2);
        assertThat(summary.byResource()).containsExactly(Map.entry("r", BigDecimal.ZERO));
    }

    @Test
    void texts_come_back_sign_by_sign() {
        for (String text : TEXTS) {
            String id = "id " + TEXTS.indexOf(text) + (text.chars().anyMatch(Character::isISOControl) ? "" : text);
            CostDraft draft = CostDraft.of("1")
                    .id(id)
                    .description(text)
                    .resource(text)
                    .tag(text, text)
                    .metadata(Map.of(text, List.of(text)));
            CostEntry offered = posting(draft).entry();
            offer(draft);

            assertThat(store.find(id)).as(text).contains(offered);
            assertThat(offer(draft)).extracting(RecordResult::status).containsExactly("duplicate");
            assertThat(store.summarize(TimeRange.ALL, new CostFilter(null, text, Map.of(text, text))))
                    .isEqualTo(new BruteForce(List.of(offered)).summary(TimeRange.ALL, CostFilter.ALL));
        }
    }

    @Test
    void texts_may_be_as_long_as_the_rules_allow() {
        String emoji = "🧾";
        Map<String, String> tags = new HashMap<>();
        for (int i = 0; i < 64; i++) {
            tags.put(emoji.repeat(126) + (100 + i), emoji.repeat(1024));
        }
        CostDraft draft = CostDraft.of("1")
                .id("i".repeat(200))
                .description(emoji.repeat(2000))
                .resource(emoji.repeat(512))
                .tags(tags)
                .metadata(Map.of("k", emoji.repeat(32_767)));
        offer(draft);
        assertThat(store.find(draft.id())).contains(posting(draft).entry());
        CostFilter filter = new CostFilter(null, draft.resourceId(), tags);
        assertThat(store.summarize(TimeRange.ALL, filter).byTag()).hasSize(64);
    }

    @Test
    void keys_that_differ_in_case_or_blanks_are_different_keys() {
        offer(
                CostDraft.of("1").id("a").tag("team", "x"),
                CostDraft.of("2").id("b").tag(" team", "x"),
                CostDraft.of("4").id("c").tag("Team", "x"),
                CostDraft.of("8").id("d").tag("team", "x "),
                CostDraft.of("16").id("e").tag("team", ""),
                CostDraft.of("32").id("f").resource("r"),
                CostDraft.of("64").id("g").resource("R "),
                CostDraft.of("128").id("h").resource("r "));

        CostSummary summary = store.summarize(TimeRange.ALL, CostFilter.ALL);
        assertThat(summary.byTag().keySet()).containsExactly(" team", "Team", "team");
        assertThat(summary.byTag().get("team"))
                .containsExactly(Map.entry("", money("16")), Map.entry("x", money("1")), Map.entry("x ", money("8")));
        assertThat(summary.byResource().keySet()).containsExactly("R ", "r", "r ");
        assertThat(store.summarize(TimeRange.ALL, CostFilter.tags(Map.of("team", "x")))
                        .total())
                .isEqualTo("1");
        assertThat(store.summarize(TimeRange.ALL, new CostFilter(null, "r ", Map.of()))
                        .total())
                .isEqualTo("128");
    }

    @Test
    void metadata_comes_back_equal() {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("none", null);
        inner.put("list", Arrays.asList(1, null, "2", true, List.of(), Map.of()));
        inner.put("deep", Map.of("a", Map.of("b", Map.of("c", List.of(List.of(List.of("d")))))));
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("z", inner);
        metadata.put("", "empty key");
        metadata.put("long", Long.MAX_VALUE);
        metadata.put("huge", new BigInteger("123456789012345678901234567890"));
        metadata.put("fine", new BigDecimal("0.1234567890123456789012345678901234567890"));
        metadata.put("small", new BigDecimal("1E-300"));
        metadata.put("large", new BigDecimal("1E+300"));
        metadata.put("negative", new BigDecimal("-7.50"));
        metadata.put("double", 0.1);
        metadata.put("text that is a number", "1.50");
        CostDraft draft = CostDraft.of("1").id("m").metadata(metadata);
        offer(draft);

        CostEntry found = store.find("m").orElseThrow();
        assertThat(found.metadata()).isEqualTo(posting(draft).entry().metadata());
        assertThat(found.metadata()).containsEntry("double", new BigDecimal("0.1"));
        assertThat(offer(draft)).extracting(RecordResult::status).containsExactly("duplicate");
    }

    @Test
    void times_are_kept_to_the_microsecond_from_the_first_to_the_last() {
        create(daily());
        Instant last = InstantRule.MAX.minusNanos(1_000);
        List<Instant> times = List.of(
                InstantRule.MIN,
                Instant.parse("1970-01-02T00:00:00.000001Z"),
                Instant.parse("2000-02-29T23:59:59.999999Z"),
                Instant.parse("2026-03-29T01:30:00.000500Z"),
                last);
        for (Instant time : times) {
            offer(CostDraft.of("1").id(time.toString()).at(time));
            assertThat(store.find(time.toString()).orElseThrow().timestamp()).isEqualTo(time);
            assertThat(status("daily", time).spent()).isEqualTo("1");
        }
        offer(CostDraft.of("1").id("nanos").at(NOW.plusNanos(999)));
        assertThat(store.find("nanos").orElseThrow().timestamp()).isEqualTo(NOW);
        assertThat(offer(CostDraft.of("1").id("nanos").at(NOW.plusNanos(1))))
                .extracting(RecordResult::status)
                .containsExactly("duplicate");
        assertThat(store.summarize(new TimeRange(last, InstantRule.MAX), CostFilter.ALL)
                        .total())
                .isEqualTo("1");
        assertThat(total()).isEqualTo("6");
        assertClean();
    }

    @Test
    void nothing_mutable_leaks_in_or_out() {
        Map<String, String> tags = new HashMap<>(Map.of("k", "v"));
        List<Object> list = new ArrayList<>(List.of(1));
        Map<String, Object> metadata = new HashMap<>(Map.of("l", list));
        offer(CostDraft.of("1").id("a").resource("r").tags(tags).metadata(metadata));
        tags.put("k", "changed");
        list.add(2);
        metadata.put("more", true);

        CostEntry found = store.find("a").orElseThrow();
        assertThat(found.tags()).containsExactly(Map.entry("k", "v"));
        assertThat(found.metadata()).isEqualTo(Map.of("l", List.of(BigDecimal.ONE)));
        assertThatThrownBy(() -> found.tags().put("k", "x")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> found.metadata().clear()).isInstanceOf(UnsupportedOperationException.class);
        CostSummary summary = store.summarize(TimeRange.ALL, CostFilter.ALL);
        assertThatThrownBy(() -> summary.byTag().get("k").clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> summary.byResource().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(offer(CostDraft.of("1").id("a").resource("r").tag("k", "v").metadata(Map.of("l", List.of(1)))))
                .extracting(RecordResult::status)
                .containsExactly("duplicate");
    }
}
