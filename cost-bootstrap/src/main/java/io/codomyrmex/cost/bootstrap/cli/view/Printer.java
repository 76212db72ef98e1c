package io.codomyrmex.cost.bootstrap.cli.view;

import io.codomyrmex.cost.bootstrap.json.CostJson;
import java.io.PrintWriter;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Prints what a command has to say, in the form that was asked for. */
public final class Printer {

    private final PrintWriter out;
    private final OutputFormat format;

    /**
     * @param out where it goes
     * @param format in which form
     */
    public Printer(PrintWriter out, OutputFormat format) {
        this.out = out;
        this.format = format;
    }

    /**
     * Prints one of three.
     *
     * @param json for programs
     * @param csv for spreadsheets
     * @param table for people; whole lines
     */
    public void print(Supplier<JsonNode> json, Supplier<Csv> csv, Supplier<String> table) {
        switch (format) {
            case JSON -> out.print(CostJson.text(json.get()) + "\n");
            case CSV -> out.print(csv.get().text());
            case TABLE -> out.print(table.get());
        }
        out.flush();
    }
}
