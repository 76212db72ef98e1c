package io.codomyrmex.cost.bootstrap.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.codomyrmex.cost.application.CostTracker;
import io.codomyrmex.cost.bootstrap.settings.ServerSettings;
import io.codomyrmex.cost.bootstrap.settings.TlsFiles;
import io.codomyrmex.cost.jdbc.JdbcCostStore;
import io.codomyrmex.cost.jdbc.JdbcSettings;
import java.io.File;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program itself, in a process of its own, with a certificate. */
class TlsTest {

    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void https_by_two_pem_files_until_it_is_told_to_end(String algorithm) throws Exception {
        KeyStore made = made(algorithm);
        Path certificate =
                pem("chain.pem", "CERTIFICATE", made.getCertificate("a").getEncoded());
        Key secret = made.getKey("a", PASSWORD);
        Path key = pem("key.pem", "PRIVATE KEY", secret.getEncoded());
        JdbcSettings ledger = JdbcSettings.of("jdbc:h2:mem:tls", TestService.USD);

        try (ServedProcess service = ServedProcess.start(
                ledger, "--host", "localhost", "--tls-cert", certificate.toString(), "--tls-key", key.toString())) {
            assertThat(service.url()).startsWith("https://localhost:");
            HttpClient client =
                    HttpClient.newBuilder().sslContext(trusting(made)).build();
            assertThat(client.send(
                                    HttpRequest.newBuilder(URI.create(service.url() + "/health/ready"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body())
                    .isEqualTo("{\"status\":\"ready\"}");
            assertThat(service.terminate()).isEqualTo(143);
        }
    }

    /** TLS would send it a goodbye first, which it does not read either. */
    @Test
    void a_client_that_does_not_read_is_cut_off() throws Exception {
        KeyStore made = made("EC");
        TlsFiles files = new TlsFiles(
                pem("chain.pem", "CERTIFICATE", made.getCertificate("a").getEncoded()),
                pem("key.pem", "PRIVATE KEY", made.getKey("a", PASSWORD).getEncoded()));
        ServerSettings settings = new ServerSettings("localhost", 0, Optional.of(files), Duration.ZERO, "test");
        Limits limits = SlowReaderTest.limits(Duration.ofSeconds(1), 100 << 20);
        try (JdbcCostStore store = JdbcCostStore.open(TestService.h2());
                ServiceMetrics metrics = new ServiceMetrics();
                CostServer server =
                        CostServer.start(settings, limits, new CostTracker(store), ZoneOffset.UTC, null, metrics);
                SlowReader slow =
                        SlowReader.connect(trusting(made).getSocketFactory().createSocket(), server.port())) {
            slow.post(Media.JSON, SlowReaderTest.batch(0));
            assertThat(slow.read(1)).isEqualTo(1);
            long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (!metrics.text(List.of()).contains("cost_http_active 0.0")) {
                assertThat(System.nanoTime()).isLessThan(until);
                Thread.onSpinWait();
            }
        }
    }

    private KeyStore made(String algorithm) throws Exception {
        Path file = folder.resolve("made.p12");
        Process keytool = new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "keytool",
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "password",
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private Path pem(String name, String label, byte[] encoded) throws Exception {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
    }

    private static SSLContext trusting(KeyStore made) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("a", made.getCertificate("a"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
