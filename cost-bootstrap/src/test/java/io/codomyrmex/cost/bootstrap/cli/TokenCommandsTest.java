package io.codomyrmex.cost.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenCommandsTest {

    private final CommandLineRun cost = new CommandLineRun("2026-05-15T10:00:00Z");

    @Test
    void a_token_is_shown_once_and_listed_without_its_secret() {
        String secret = cost.done("token", "create", "gateway", "--role", "record", "--role", "READ")
                .strip();
        assertThat(secret).matches("cost_[0-9a-z]{10}_[0-9A-Za-z_-]{43}");
        String id = secret.substring(5, 15);

        assertThat(cost.json("token", "list"))
                .isEqualTo("[{\"id\":\"" + id + "\",\"name\":\"gateway\",\"roles\":[\"read\",\"record\"],"
                        + "\"created_at\":\"2026-05-15T10:00:00Z\"}]\n");
        assertThat(cost.done("token", "list"))
                .contains(id, "gateway", "read, record")
                .doesNotContain(secret);
        assertThat(cost.json("token", "create", "other", "--role", "admin")).contains("\"token\":\"cost_");
    }

    @Test
    void a_revoked_token_is_gone() {
        String id = cost.done("token", "create", "t", "--role", "read").substring(5, 15);

        assertThat(cost.done("token", "revoke", id)).isEqualTo("revoked token '" + id + "'\n");

        assertThat(cost.done("token", "list")).isEqualTo("no tokens\n");
        CommandLineRun.Result again = cost.run("token", "revoke", id);
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).startsWith("error: id '" + id + "' is no token's id");
    }

    @Test
    void a_bad_token_is_refused_and_none_is_made() {
        assertThat(cost.run("token", "create", "t").err()).contains("--role");
        assertThat(cost.run("token", "create", "t", "--role", "root").err())
                .startsWith("error: role 'root' must be one of read, record, admin");
        assertThat(cost.run("token", "create", "x".repeat(201), "--role", "read")
                        .code())
                .isEqualTo(2);
        assertThat(cost.run("token").code()).isEqualTo(2);
        assertThat(cost.done("token", "list")).isEqualTo("no tokens\n");
    }

    @Test
    void a_ledger_in_memory_keeps_none() {
        cost.environment.put("COST_DB_URL", "memory:");
        CommandLineRun.Result result = cost.run("token", "create", "t", "--role", "read");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("must be a database");
    }

    @Test
    void the_service_does_not_start_on_bad_settings() {
        assertThat(cost.run("serve", "--port", "70000").err())
                .startsWith("error: --port '70000' must be a whole number from 0 to 65535");
        assertThat(cost.run("serve", "--host", "0.0.0.0", "--port", "0").err())
                .startsWith("error: host '0.0.0.0' must be a loopback address while there is no token");
        assertThat(cost.run("serve", "--tls-cert", "x.pem").err()).contains("must be given with the other");
        assertThat(cost.run("serve", "--port", "0", "--tls-cert", "no.pem", "--tls-key", "no.pem")
                        .err())
                .startsWith("error: tls certificate and key 'no.pem, no.pem' must belong together");
        cost.environment.put("COST_ALERT_WEBHOOK", "http://example.org/s3cret");
        assertThat(cost.run("serve", "--port", "0").err())
                .startsWith("error: COST_ALERT_WEBHOOK '(not shown)'")
                .doesNotContain("s3cret");
    }
}
