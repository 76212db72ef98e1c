package io.codomyrmex.cost.bootstrap.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that this program was built as. */
final class Version implements IVersionProvider {

    private static final String PROPERTIES = "/META-INF/maven/io.codomyrmex.cost/cost-bootstrap/pom.properties";

    @Override
    public String[] getVersion() {
        return new String[] {"cost " + number()};
    }

    /** The version alone. */
    static String number() {
        try (InputStream in = Version.class.getResourceAsStream(PROPERTIES)) {
            if (in == null) {
                return "(unpackaged)";
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "(unknown)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
