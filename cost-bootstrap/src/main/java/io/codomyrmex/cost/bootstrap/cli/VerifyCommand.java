package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.cli.view.VerificationView;
import io.codomyrmex.cost.bootstrap.json.CostJson;
import io.codomyrmex.cost.store.Verification;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Holds every derived sum against the ledger. */
@Command(
        name = "verify",
        description =
                "Adds up every entry and compares rollups and budget counters with it. Exits with 1 if any differs.")
final class VerifyCommand implements Callable<Integer> {

    @Mixin
    private FormatOption format = new FormatOption();

    private final Session session;

    VerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Verification verification = session.tracker().store().verify();
        format.printer(session)
                .print(
                        () -> CostJson.verification(verification),
                        () -> VerificationView.csv(verification),
                        () -> VerificationView.table(verification));
        if (verification.clean()) {
            return ExitCodes.DONE;
        }
        int wrong = verification.differences().size();
        String differ = wrong == 1 ? " of the derived sums differs" : " of the derived sums differ";
        session.terminal().err().println("error: " + wrong + differ + " from the ledger");
        return ExitCodes.FAILED;
    }
}
