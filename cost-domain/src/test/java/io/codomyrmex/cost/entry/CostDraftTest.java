package io.codomyrmex.cost.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.input.InvalidInputException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CostDraftTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00.123456789Z");
    private static final CostDraft DRAFT = CostDraft.of("1.50");

    @Test
    void a_draft_needs_only_an_amount() {
        Posting posting = DRAFT.complete("cost_1", NOW);
        assertThat(posting.timed()).isFalse();
        assertThat(posting.entry())
                .isEqualTo(new CostEntry(
                        "cost_1",
                        new BigDecimal("1.5"),
                        CostCategory.LLM_INFERENCE,
                        "",
                        "",
                        Map.of(),
                        Map.of(),
                        Instant.parse("2026-11-25T10:00:00.123456Z")));
    }

    @Test
    void what_a_draft_says_is_kept() {
        Posting posting = DRAFT.id("a")
                .at(Instant.EPOCH)
                .tag("k", "1")
                .tag("k", "2")
                .tag("l", "3")
                .complete("b", NOW);
        assertThat(posting.timed()).isTrue();
        assertThat(posting.entry().id()).isEqualTo("a");
        assertThat(posting.entry().timestamp()).isEqualTo(Instant.EPOCH);
        assertThat(posting.entry().tags()).isEqualTo(Map.of("k", "2", "l", "3"));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(CostDraft.of((BigDecimal) null), "amount null must be given"),
                Arguments.of(CostDraft.of("1E-19"), "amount '1E-19' must have at most 18 decimals"),
                Arguments.of(DRAFT.id(""), "id '' must not be blank"),
                Arguments.of(DRAFT.id("x".repeat(201)), "must have at most 200 characters, has 201"),
                Arguments.of(DRAFT.category(null), "category null must be given"),
                Arguments.of(DRAFT.description(null), "description null must be given"),
                Arguments.of(DRAFT.description("x".repeat(4001)), "must have at most 4000 characters, has 4001"),
                Arguments.of(DRAFT.resource("a\0"), "resource_id 'a\\u0000' must not contain the NUL character"),
                Arguments.of(DRAFT.resource("x".repeat(1025)), "must have at most 1024 characters, has 1025"),
                Arguments.of(DRAFT.tags(null), "tags null must be given"),
                Arguments.of(DRAFT.tag("", "x"), "tags key '' must not be empty"),
                Arguments.of(DRAFT.metadata(null), "metadata null must be given"),
                Arguments.of(
                        DRAFT.metadata(Map.of("a", new Object())),
                        "metadata.a 'java.lang.Object' must be a JSON value"),
                Arguments.of(
                        DRAFT.at(Instant.parse("1969-12-31T23:59:59Z")), "timestamp '1969-12-31T23:59:59Z' must lie"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void a_bad_value_is_refused_by_the_name_of_its_field(CostDraft draft, String message) {
        assertThatThrownBy(() -> draft.complete("cost_1", NOW))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_repetition_without_a_time_repeats_whatever_the_time() {
        CostEntry stored = DRAFT.complete("a", NOW).entry();
        assertThat(DRAFT.complete("a", NOW.plusSeconds(1)).repeats(stored)).isTrue();
        assertThat(DRAFT.at(NOW).complete("a", NOW.plusSeconds(1)).repeats(stored))
                .isTrue();
        assertThat(DRAFT.at(NOW.plusSeconds(1)).complete("a", NOW).repeats(stored))
                .isFalse();
        assertThat(DRAFT.description("x").complete("a", NOW).repeats(stored)).isFalse();
    }

    @Test
    void a_filter_covers_what_matches_in_every_part() {
        CostEntry entry = DRAFT.resource("r")
                .tag("a", "1")
                .tag("b", "2")
                .complete("x", NOW)
                .entry();
        assertThat(CostFilter.ALL.covers(entry)).isTrue();
        assertThat(CostFilter.category(CostCategory.LLM_INFERENCE).covers(entry))
                .isTrue();
        assertThat(CostFilter.category(CostCategory.OTHER).covers(entry)).isFalse();
        assertThat(CostFilter.tags(Map.of("a", "1", "b", "2")).covers(entry)).isTrue();
        assertThat(CostFilter.tags(Map.of("a", "1", "b", "1")).covers(entry)).isFalse();
        assertThat(CostFilter.tags(Map.of("c", "")).covers(entry)).isFalse();
        assertThat(new CostFilter(null, "r", Map.of()).covers(entry)).isTrue();
        assertThat(new CostFilter(null, "R", Map.of()).covers(entry)).isFalse();
        assertThatThrownBy(() -> new CostFilter(null, " ", Map.of())).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void categories_have_wire_names_in_lower_case() {
        assertThat(Stream.of(CostCategory.values()).map(CostCategory::wireName))
                .containsExactly(
                        "llm_inference", "llm_embedding", "compute", "storage", "network", "api_calls", "other");
        assertThat(CostCategory.of("category", "API_calls")).isEqualTo(CostCategory.API_CALLS);
        assertThatThrownBy(() -> CostCategory.of("category", "gpu"))
                .hasMessage(
                        "category 'gpu' must be one of llm_inference, llm_embedding, compute, storage, network, api_calls,"
                                + " other");
        assertThatThrownBy(() -> CostCategory.of("category", null)).isInstanceOf(InvalidInputException.class);
    }
}
