package io.codomyrmex.cost.bootstrap.cli.view;

import io.codomyrmex.cost.store.LedgerDifference;
import io.codomyrmex.cost.store.Verification;
import java.util.List;

/** The result of holding the derived sums against the ledger. */
public final class VerificationView {

    private VerificationView() {}

    /** What was compared, and a row for each difference. */
    public static String table(Verification verification) {
        String compared = verification.entries() + " entries, total " + Shown.amount(verification.total()) + ", "
                + verification.sums() + " derived sums: ";
        Table table = new Table("sum", "of", "expected", "actual");
        for (LedgerDifference difference : verification.differences()) {
            table.row(difference.what(), difference.key(), difference.expected(), difference.actual());
        }
        return compared
                + (verification.clean()
                        ? "all agree"
                        : verification.differences().size() + " differ") + "\n"
                + table.text();
    }

    /** A row for each difference. */
    public static Csv csv(Verification verification) {
        return new Csv(
                List.of("what", "key", "expected", "actual"),
                verification.differences().stream()
                        .map(difference -> List.of(
                                difference.what(),
                                difference.key(),
                                difference.expected().toPlainString(),
                                difference.actual().toPlainString()))
                        .toList());
    }
}
