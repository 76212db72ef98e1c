package io.codomyrmex.cost.bootstrap.importing;

import io.codomyrmex.cost.store.CostException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.util.zip.ZipException;

/**
 * A file could not be read to its end. What was recorded before stays; importing the file again, once it is well, adds
 * the rest.
 */
public final class ImportFailedException extends CostException {

    private static final long serialVersionUID = 1L;
    private final long recorded;

    /**
     * @param file the file
     * @param reason what is wrong with it
     * @param recorded how many of its rows were newly recorded before
     * @param cause the failure below it
     */
    ImportFailedException(String file, String reason, long recorded, Throwable cause) {
        super(
                "cannot read '" + file + "': " + reason + "; " + recorded + (recorded == 1 ? " row was" : " rows were")
                        + " recorded before",
                cause);
        this.recorded = recorded;
    }

    static ImportFailedException reading(SourceFile source, IOException e, long recorded) {
        return new ImportFailedException(source.name(), reason(e), recorded, e);
    }

    /** How many rows were newly recorded before it failed. */
    public long recorded() {
        return recorded;
    }

    private static String reason(IOException e) {
        if (e instanceof CharacterCodingException) {
            return "it is not UTF-8";
        } else if (e instanceof EOFException) {
            return "the compressed data ends too early";
        } else if (e instanceof ZipException) {
            return "the compressed data is corrupt";
        } else if (e instanceof AccessDeniedException) {
            return "access is denied";
        }
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
