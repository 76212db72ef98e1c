package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.entry.RecordResult;
import io.codomyrmex.cost.input.InvalidInputException;
import io.codomyrmex.cost.store.CostException;
import io.codomyrmex.cost.store.OutcomeUnknownException;
import io.codomyrmex.cost.store.StoreFaultException;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StreamAnswersTest {

    static Stream<CostException> failures() {
        return Stream.of(
                new StoreUnavailableException("away", null),
                new OutcomeUnknownException("cut off", null),
                new StoreFaultException("broken", null));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_stream_that_ends_early_does_not_say_that_nothing_was_changed(CostException failure) {
        StreamAnswers answers = new StreamAnswers(false, 1 << 20);
        answers.add(1, new RecordResult.Rejected(new InvalidInputException("amount", "x", "must be a number")));

        Problem stopped = answers.stopped(Problems.of(failure));

        assertThat(stopped.details().path("lines_done").asInt()).isEqualTo(1);
        assertThat(stopped.details().path("detail").asString())
                .startsWith("the lines up to lines_done were dealt with")
                .doesNotContain("nothing was changed", "not at all");
    }
}
