package io.codomyrmex.cost.bootstrap.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostDraft;
import io.codomyrmex.cost.input.InvalidInputException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CostJsonReadTest {

    @Test
    void an_entry_is_read_with_all_its_fields() {
        CostDraft draft = CostJson.readDraft("""
                {"id": "a", "amount": "0.0421", "category": "storage", "description": "d", "resource_id": "r",
                 "tags": {"team": "search"}, "timestamp": "2026-03-01T14:00:00.5+02:00",
                 "metadata": {"n": 1.50, "big": 12345678901234567890123, "o": {"l": [true, null, "x"]}}}""");
        assertThat(draft)
                .isEqualTo(new CostDraft(
                        "a",
                        new BigDecimal("0.0421"),
                        CostCategory.STORAGE,
                        "d",
                        "r",
                        Map.of("team", "search"),
                        Map.of(
                                "n", new BigDecimal("1.50"),
                                "big", new BigDecimal("12345678901234567890123"),
                                "o", Map.of("l", Arrays.asList(true, null, "x"))),
                        Instant.parse("2026-03-01T12:00:00.5Z")));
    }

    @Test
    void ten_thousand_entries_with_all_their_tags_are_read_and_a_flood_of_empty_ones_is_not() {
        String tags =
                IntStream.range(0, 64).mapToObj(i -> "\"t" + i + "\":\"v\"").collect(Collectors.joining(",", "{", "}"));
        String entry =
                "{\"id\":\"a\",\"amount\":1,\"category\":\"storage\",\"description\":\"d\",\"resource_id\":\"r\","
                        + "\"timestamp\":\"2026-03-01T14:00:00Z\",\"metadata\":{\"a\":1,\"b\":2},\"tags\":" + tags
                        + "}";
        String full = "[" + (entry + ",").repeat(9_999) + entry + "]";
        assertThat(CostJson.parse("body", full).size()).isEqualTo(10_000);

        String flood = "[" + "{},".repeat(2_000_000) + "{}]";
        assertThatThrownBy(() -> CostJson.parse("body", flood))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be JSON of at most 2000000 brackets, names and values");
    }

    @Test
    void fields_that_are_null_or_missing_are_not_given() {
        assertThat(CostJson.readDraft("{\"amount\": 1, \"id\": null, \"tags\": null, \"category\": null}"))
                .isEqualTo(CostDraft.of(BigDecimal.ONE));
        assertThat(CostJson.readDraft("{}").amount()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "1.10, 1.10",
        "1E-3, 0.001",
        "-0.25, -0.25",
        "123456789012345678901234567890, 123456789012345678901234567890"
    })
    void numbers_and_texts_give_the_same_exact_amount(String written, BigDecimal expected) {
        assertThat(CostJson.readDraft("{\"amount\": " + written + "}").amount()).isEqualTo(expected);
        assertThat(CostJson.readDraft("{\"amount\": \"" + written + "\"}").amount())
                .isEqualTo(expected);
    }

    @Test
    void a_huge_exponent_costs_no_memory_and_is_refused_by_the_ledgers_rule() {
        for (String amount : List.of("1e1000000", "1e-1000000", "1e2147483647", "1e-2147483647")) {
            CostDraft draft = CostJson.readDraft("{\"amount\": " + amount + "}");
            assertThatThrownBy(() -> draft.complete("id", Instant.EPOCH)).isInstanceOf(InvalidInputException.class);
        }
        assertThatThrownBy(() -> CostJson.readDraft("{\"amount\": 1e99999999999}"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("number '1e99999999999' must have an exponent within ±2147483647");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'amount': 'x'} | amount 'x' must be a decimal number, like 12.50",
                "{'amount': true} | amount 'true' must be text",
                "{'amount': NaN} | entry '{\"amount\": NaN}' must be JSON, goes wrong at column 15",
                "{'amout': 1} | field 'amout' is not one of id, amount, category, description, resource_id, tags, metadata, timestamp",
                "{'amout': null} | field 'amout' is not one of id, amount, category, description, resource_id, tags, metadata, timestamp",
                "{'amount': 1, 'amount': 1} | field 'amount' must not be given twice",
                "{'metadata': {'a': {'b': 1, 'b': 2}}} | field 'b' must not be given twice",
                "{'category': 'fun'} | category 'fun' must be one of llm_inference, llm_embedding, compute, storage, network, api_calls, other",
                "{'category': 7} | category '7' must be text",
                "{'id': 7} | id '7' must be text",
                "{'description': ['a']} | description '[\"a\"]' must be text",
                "{'tags': []} | tags '[]' must be a JSON object",
                "{'tags': {'a': 1}} | tags 'a' must have text as its value",
                "{'metadata': 'a'} | metadata '\"a\"' must be a JSON object",
                "{'timestamp': '2026-03-01'} | timestamp '2026-03-01' must be ISO 8601 with Z or an offset, like 2026-03-01T12:00:00Z",
                "{'timestamp': 1772366400} | timestamp '1772366400' must be text",
                "[] | entry '[]' must be a JSON object",
                "{'amount': 1} {} | entry '{\"amount\": 1} {}' must be one JSON value with nothing after it",
                "{'a' | entry '{\"a\"' must be JSON, goes wrong at column 5",
            })
    void every_breach_is_one_error_that_names_it(String json, String message) {
        assertThatThrownBy(() -> CostJson.readDraft(json.replace('\'', '"')))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "]",
                "\u0000",
                "{\"amount\": 01}",
                "{\"amount\": +1}",
                "{\"amount\": .5}",
                "{'a': 1}",
                "/**/ {}",
                "\"\\ud8\"",
                "{\"a\":1,}",
                "tru"
            })
    void what_is_not_json_is_refused_without_a_parsers_failure(String json) {
        assertThatThrownBy(() -> CostJson.readDraft(json))
                .isInstanceOf(InvalidInputException.class)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @Test
    void depth_and_length_of_numbers_are_bounded() {
        String limits = "must be JSON of at most 32 levels, with at most 128 characters in a number";
        String deep = "{\"metadata\": " + "[".repeat(100_000);
        assertThatThrownBy(() -> CostJson.readDraft(deep)).hasMessageEndingWith(limits);
        String digits = "{\"amount\": " + "1".repeat(129) + "}";
        assertThatThrownBy(() -> CostJson.readDraft(digits)).hasMessageEndingWith(limits);
        String tag = "{\"a\": 0." + "1".repeat(129) + "}";
        assertThatThrownBy(() -> CostJson.readTexts("Tags", tag)).hasMessageEndingWith(limits);
    }

    @Test
    void a_field_name_with_a_line_break_stays_on_one_line() {
        assertThatThrownBy(() -> CostJson.readDraft("{\"a\\nb\": 1}"))
                .hasMessageStartingWith("field 'a\\u000ab' is not one of");
    }
}
