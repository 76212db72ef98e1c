package io.codomyrmex.cost.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Currency;
import org.junit.jupiter.api.Test;

class PostgresUrlTest {

    private static PostgresUrl url(String url) {
        return new PostgresUrl(JdbcSettings.of(url, Currency.getInstance("USD")));
    }

    @Test
    void one_host_may_take_all_of_the_timeout() {
        PostgresUrl url = url("jdbc:postgresql://a/db");
        assertThat(url.properties())
                .containsEntry("connectTimeout", "10")
                .containsEntry("loginTimeout", "10")
                .containsEntry("socketTimeout", "30")
                .doesNotContainKey("targetServerType");
        assertThat(url.briefSilence()).isEqualTo(Duration.ofSeconds(30));
        assertThat(url.briefLock()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void of_several_hosts_each_can_be_tried_within_the_timeout() {
        PostgresUrl url = url("jdbc:postgresql://a,b:5433/db");
        assertThat(url.properties())
                .containsEntry("connectTimeout", "2")
                .containsEntry("sslResponseTimeout", "2000")
                .containsEntry("socketTimeout", "4")
                .containsEntry("loginTimeout", "16")
                .containsEntry("targetServerType", "primary");
        assertThat(url.briefSilence()).isGreaterThan(url.briefLock()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void the_wait_for_a_lock_is_shorter_than_the_silence_that_the_url_allows() {
        String text = "jdbc:postgresql://a,b/db?targetServerType=any&connectTimeout=7&socketTimeout=4";
        PostgresUrl url = url(text);
        assertThat(url.saysSilence()).isTrue();
        assertThat(url.lock(Duration.ofSeconds(10))).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void the_schema_is_the_first_of_the_path_as_the_server_writes_it() {
        assertThat(url("jdbc:postgresql://a/db").schema()).isNull();
        assertThat(url("jdbc:postgresql://a/db?currentSchema=Team_A,public").schema())
                .isEqualTo("team_a");
        assertThat(url("jdbc:postgresql://a/db?currentSchema=%22Team%22").schema())
                .isEqualTo("Team");
        assertThat(url("jdbc:postgresql://a/db?currentSchema=%22$user%22,public")
                        .schema())
                .isNull();
    }
}
