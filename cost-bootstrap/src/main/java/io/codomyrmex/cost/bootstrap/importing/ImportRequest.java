package io.codomyrmex.cost.bootstrap.importing;

import java.nio.file.Path;

/**
 * What to import.
 *
 * @param file the file; plain or compressed with gzip, in UTF-8
 * @param format what it holds
 * @param cost which cost of a FOCUS charge counts; no matter for other formats
 */
public record ImportRequest(Path file, ImportFormat format, CostColumn cost) {}
