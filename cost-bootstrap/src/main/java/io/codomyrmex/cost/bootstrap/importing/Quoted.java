package io.codomyrmex.cost.bootstrap.importing;

/** Names from a file within an error's rule, which is shown as it is. */
final class Quoted {

    private static final int SHOWN = 80;

    private Quoted() {}

    /** The name in quotes, on one line, shortened. */
    static String of(String name) {
        String line = name.replaceAll("\\p{Cntrl}", " ");
        return "'" + (line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line) + "'";
    }
}
