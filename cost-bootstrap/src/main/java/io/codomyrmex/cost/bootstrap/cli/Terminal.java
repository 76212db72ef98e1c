package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.cli.view.Bars;
import java.io.PrintWriter;

/**
 * Where a command writes.
 *
 * @param out what was asked for
 * @param err what went wrong
 * @param bars how bars are drawn there
 * @param interactive whether a person watches, so that progress is worth showing
 */
public record Terminal(PrintWriter out, PrintWriter err, Bars bars, boolean interactive) {}
