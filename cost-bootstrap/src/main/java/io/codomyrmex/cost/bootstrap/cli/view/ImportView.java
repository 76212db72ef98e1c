package io.codomyrmex.cost.bootstrap.cli.view;

import io.codomyrmex.cost.bootstrap.importing.ImportReport;
import java.util.Currency;
import java.util.List;

/** How an import ended. */
public final class ImportView {

    /** The fields of a report, as JSON names them. */
    public static final List<String> FIELDS = List.of("read", "recorded", "duplicates", "rejected", "total");

    private ImportView() {}

    /** One line. */
    public static String table(ImportReport report, Currency currency) {
        return report.read() + " read: " + report.recorded() + " recorded, " + report.duplicates() + " duplicates, "
                + report.rejected() + " rejected; " + Shown.amount(report.total()) + " " + currency + " recorded\n";
    }
}
