package io.codomyrmex.cost.bootstrap.settings;

import java.nio.file.Path;

/**
 * Where a server's certificate is.
 *
 * @param certificate its chain, in PEM, the server's own first
 * @param key its private key, in PEM (PKCS #8)
 */
public record TlsFiles(Path certificate, Path key) {}
