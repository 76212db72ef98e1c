package io.codomyrmex.cost.bench;

import java.util.List;

/** One benchmark of the table. */
interface Benchmark {

    /** The name to choose it by. */
    String name();

    /** Measures; every figure beside its baseline. */
    List<Figure> run() throws Exception;
}
