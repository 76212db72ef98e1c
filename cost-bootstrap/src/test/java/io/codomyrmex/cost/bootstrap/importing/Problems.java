package io.codomyrmex.cost.bootstrap.importing;

import java.util.ArrayList;
import java.util.List;

/** Keeps what an import tells. */
final class Problems implements ImportListener {

    private final List<ImportProblem> all = new ArrayList<>();
    private long bytesRead = -1;
    private long bytesTotal = -1;

    @Override
    public void rejected(ImportProblem problem) {
        all.add(problem);
    }

    @Override
    public void progress(long read, long total) {
        bytesRead = read;
        bytesTotal = total;
    }

    List<ImportProblem> all() {
        return all;
    }

    List<String> messages() {
        return all.stream().map(ImportProblem::message).toList();
    }

    long bytesRead() {
        return bytesRead;
    }

    long bytesTotal() {
        return bytesTotal;
    }
}
