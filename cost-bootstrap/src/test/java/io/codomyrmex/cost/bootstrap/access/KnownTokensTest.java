package io.codomyrmex.cost.bootstrap.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.codomyrmex.cost.access.AccessToken;
import io.codomyrmex.cost.access.Role;
import io.codomyrmex.cost.store.AccessTokenStore;
import io.codomyrmex.cost.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KnownTokensTest {

    private final List<AccessToken> tokens = new ArrayList<>();
    private final TokenSecret first = TokenSecret.create();
    private final TokenSecret second = TokenSecret.create();
    private long now;
    private int reads;
    private boolean away;
    private final KnownTokens known;

    KnownTokensTest() {
        tokens.add(token(first));
        known = new KnownTokens(new Store(), () -> now);
    }

    private static AccessToken token(TokenSecret secret) {
        return secret.token("t", Set.of(Role.READ), Instant.EPOCH);
    }

    private void after(Duration duration) {
        now += duration.toNanos();
    }

    private class Store implements AccessTokenStore {
        @Override
        public void add(AccessToken token) {
            tokens.add(token);
        }

        @Override
        public List<AccessToken> list() {
            reads++;
            if (away) {
                throw new StoreUnavailableException("away", null);
            }
            return List.copyOf(tokens);
        }

        @Override
        public boolean revoke(String tokenId) {
            return tokens.removeIf(token -> token.id().equals(tokenId));
        }
    }

    @Test
    void what_is_known_is_not_asked_for_again_for_five_seconds() {
        after(Duration.ofMillis(4_999));
        assertThat(known.find(first)).isPresent();
        assertThat(reads).isEqualTo(1);
        tokens.clear();
        after(Duration.ofMillis(1));
        assertThat(known.find(first)).isEmpty();
        assertThat(known.any()).isFalse();
    }

    @Test
    void what_is_not_known_is_looked_for_at_most_once_a_second() {
        tokens.add(token(second));
        after(Duration.ofMillis(999));
        assertThat(known.find(second)).isEmpty();
        assertThat(reads).isEqualTo(1);
        after(Duration.ofMillis(1));
        assertThat(known.find(second)).isPresent();
        for (int i = 0; i < 100; i++) {
            known.find(TokenSecret.create());
        }
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void the_right_id_with_another_secret_is_no_token() {
        String good = first.reveal();
        String forged = good.substring(0, 16) + second.reveal().substring(16);
        assertThat(known.find(TokenSecret.read(forged).orElseThrow())).isEmpty();
        assertThat(known.find(TokenSecret.read(good).orElseThrow())).isPresent();
    }

    @Test
    void while_the_store_is_away_what_is_known_counts_for_a_minute_and_the_store_is_asked_once_a_second() {
        away = true;
        after(Duration.ofSeconds(30));
        for (int i = 0; i < 100; i++) {
            assertThat(known.find(first)).isPresent();
        }
        assertThat(reads).isEqualTo(2);
        after(Duration.ofSeconds(31));
        assertThatThrownBy(() -> known.find(first)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(known::any).isInstanceOf(StoreUnavailableException.class);
        assertThat(reads).isEqualTo(3);
        assertThat(known.anyKnown()).isTrue();
        away = false;
        after(Duration.ofSeconds(1));
        assertThat(known.find(first)).isPresent();
    }

    /** A store that answers when it is told to, from when it is made slow. */
    private final class SlowStore extends Store {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch answer = new CountDownLatch(1);
        private volatile boolean slow;

        @Override
        public List<AccessToken> list() {
            if (slow) {
                asked.countDown();
                try {
                    answer.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return super.list();
        }
    }

    @Test
    void a_store_that_does_not_answer_holds_up_one_caller_and_no_other() throws Exception {
        SlowStore store = new SlowStore();
        KnownTokens waiting = new KnownTokens(store, () -> now);
        store.slow = true;
        after(Duration.ofSeconds(10));
        Thread held = new Thread(() -> waiting.find(first));
        held.start();
        assertThat(store.asked.await(30, TimeUnit.SECONDS)).isTrue();

        assertThat(waiting.find(first)).isPresent();

        store.answer.countDown();
        held.join();
    }

    @Test
    void while_the_store_is_away_for_longer_one_caller_waits_for_it_and_the_others_are_refused_at_once()
            throws Exception {
        SlowStore store = new SlowStore();
        KnownTokens silent = new KnownTokens(store, () -> now);
        away = true;
        after(Duration.ofMinutes(2));
        assertThatThrownBy(() -> silent.find(first)).isInstanceOf(StoreUnavailableException.class);
        store.slow = true;
        after(Duration.ofSeconds(1));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Optional<AccessToken>> waits = threads.submit(() -> silent.find(first));
            assertThat(store.asked.await(30, TimeUnit.SECONDS)).isTrue();

            Future<Optional<AccessToken>> refused = threads.submit(() -> silent.find(first));

            assertThatThrownBy(() -> refused.get(10, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(StoreUnavailableException.class);
            assertThat(waits.isDone()).isFalse();
            away = false;
            store.answer.countDown();
            assertThat(waits.get(30, TimeUnit.SECONDS)).isPresent();
        } finally {
            store.answer.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    void after_a_minute_without_callers_several_at_once_are_all_let_in() throws Exception {
        SlowStore store = new SlowStore();
        KnownTokens idle = new KnownTokens(store, () -> now);
        store.slow = true;
        after(Duration.ofMinutes(2));
        int callers = 4;
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<Optional<AccessToken>>> asked = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                asked.add(threads.submit(() -> idle.find(first)));
            }
            assertThat(store.asked.await(30, TimeUnit.SECONDS)).isTrue();
            Thread.sleep(100); // for the others to be refused, if they are
            assertThat(asked).noneMatch(Future::isDone);
            store.answer.countDown();
            for (Future<Optional<AccessToken>> each : asked) {
                assertThat(each.get(30, TimeUnit.SECONDS)).isPresent();
            }
            assertThat(reads).isEqualTo(3);
        } finally {
            threads.shutdownNow();
        }
    }
}
