package io.codomyrmex.cost.bootstrap.http;

import io.codomyrmex.cost.bootstrap.settings.TlsFiles;
import io.codomyrmex.cost.input.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** A certificate chain and its key as PEM files (RFC 7468): what a certificate authority hands out. */
final class Tls {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");

    private Tls() {}

    static SslContextFactory.Server context(TlsFiles files) {
        try {
            Certificate[] chain = chain(files.certificate());
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            char[] password = {}; // the store stays in memory
            store.setKeyEntry("cost", key(files.key(), chain[0].getPublicKey().getAlgorithm()), password, chain);
            SslContextFactory.Server context = new SslContextFactory.Server();
            context.setKeyStore(store);
            context.setKeyStorePassword("");
            context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new InvalidInputException(
                    "tls certificate and key",
                    files.certificate() + ", " + files.key(),
                    "must belong together and be readable",
                    e);
        }
    }

    private static Certificate[] chain(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(new Certificate[0]);
            if (chain.length == 0) {
                throw new InvalidInputException("tls certificate", file, "must hold a certificate in PEM");
            }
            return chain;
        }
    }

    private static PrivateKey key(Path file, String algorithm) throws IOException, GeneralSecurityException {
        Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new InvalidInputException(
                    "tls key", file, "must be PEM that begins with BEGIN PRIVATE KEY (PKCS #8, without a password)");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
        String name = ALGORITHMS.contains(algorithm) ? algorithm : "RSA";
        return KeyFactory.getInstance(name).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }
}
