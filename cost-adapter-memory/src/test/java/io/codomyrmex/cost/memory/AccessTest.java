package io.codomyrmex.cost.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.budget.Budget;
import io.codomyrmex.cost.budget.BudgetSpec;
import io.codomyrmex.cost.budget.UnknownBudgetException;
import io.codomyrmex.cost.time.BudgetPeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ConcurrentModificationException;
import java.util.Currency;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reading that somebody's change comes between: the change is made by the reading itself, so that it always does. */
class AccessTest {

    private final Books books = new Books(Currency.getInstance("USD"));
    private final Access access = new Access(books);
    private final AtomicInteger readings = new AtomicInteger();

    private static Budget budget(String amount) {
        return new Budget(BudgetSpec.of("b", new BigDecimal(amount), BudgetPeriod.DAILY), 1, Instant.EPOCH);
    }

    private void change() {
        access.write("change", changed -> {
            changed.replace(budget("7"), Map.of());
            return true;
        });
    }

    private <T> T read(Predicate<Books> ready, Function<Books, T> reading) {
        return access.readOptimistically("read", ready, prepared -> prepared.replace(budget("9"), Map.of()), reading);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                UnknownBudgetException.class,
                ConcurrentModificationException.class,
                NoSuchElementException.class,
                StackOverflowError.class
            })
    void what_a_reading_throws_that_a_change_came_between_is_dropped_and_it_is_done_again(
            Class<? extends Throwable> failure) {
        String seen = read(all -> true, all -> {
            if (readings.incrementAndGet() == 1) {
                change();
                AccessTest.<RuntimeException>fail(failure);
            }
            return "reading " + readings;
        });
        assertThat(seen).isEqualTo("reading 2");
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> void fail(Class<? extends Throwable> failure) throws E {
        if (failure == UnknownBudgetException.class) {
            throw new UnknownBudgetException("b");
        }
        try {
            throw (E) failure.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void what_a_reading_returns_that_a_change_came_between_is_dropped_and_it_is_done_again() {
        books.replace(budget("5"), Map.of());
        BigDecimal seen = read(all -> true, all -> {
            BigDecimal amount = all.budgets().iterator().next().amount();
            if (readings.incrementAndGet() == 1) {
                change();
            }
            return amount;
        });
        assertThat(seen).isEqualByComparingTo("7");
        assertThat(readings).hasValue(2);
    }

    @Test
    void what_a_reading_throws_that_nothing_came_between_is_the_answer() {
        assertThatThrownBy(() -> read(all -> true, all -> {
                    readings.incrementAndGet();
                    throw new UnknownBudgetException("b");
                }))
                .isInstanceOf(UnknownBudgetException.class);
        assertThat(readings).hasValue(1);
    }

    @Test
    void a_test_of_readiness_that_a_change_came_between_decides_nothing_whether_it_fails_or_not() {
        Predicate<Books> torn = all -> {
            if (readings.incrementAndGet() == 1) {
                change();
                throw new ConcurrentModificationException();
            }
            return true;
        };
        int seen = read(torn, all -> all.budgets().size());
        assertThat(seen).isEqualTo(1);
        assertThat(books.budgets()).extracting(Budget::amount).containsExactly(new BigDecimal("7"));
    }

    @Test
    void books_that_are_not_ready_are_prepared_once_and_then_read() {
        Predicate<Books> prepared = all -> !all.budgets().isEmpty();
        for (int i = 0; i < 3; i++) {
            BigDecimal seen = read(prepared, all -> {
                readings.incrementAndGet();
                return all.budgets().iterator().next().amount();
            });
            assertThat(seen).isEqualByComparingTo("9");
        }
        assertThat(readings).hasValue(3);
    }
}
