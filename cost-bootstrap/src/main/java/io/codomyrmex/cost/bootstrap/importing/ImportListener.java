package io.codomyrmex.cost.bootstrap.importing;

/** Hears how an import goes, on the thread that runs it. */
public interface ImportListener {

    /** A row was not recorded; called in order of the lines. */
    void rejected(ImportProblem problem);

    /**
     * A part of the file is done; called after each batch and at the end.
     *
     * @param bytesRead how much of the file was read, as it lies on disk (compressed, if it is)
     * @param bytesTotal the file's size
     */
    void progress(long bytesRead, long bytesTotal);
}
