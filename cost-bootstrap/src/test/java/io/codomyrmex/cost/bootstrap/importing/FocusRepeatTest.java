package io.codomyrmex.cost.bootstrap.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FocusRepeatTest {

    private static final String HEADER =
            "BilledCost,BillingCurrency,ChargePeriodStart,ChargeDescription,ResourceId,Tags\n";

    @TempDir
    Path folder;

    private Imports imports;

    @BeforeEach
    void open() {
        imports = new Imports(folder);
    }

    @Test
    void importing_again_adds_nothing_whatever_the_order_of_the_columns_and_the_form_of_null() {
        ImportReport first =
                imports.focus(HEADER + "1,USD,2024-09-01 00:00:00,a,NULL,\n2,USD,2024-09-01 00:00:00,b,r,\n");
        ImportReport second =
                imports.focus("Tags,ResourceId,ChargeDescription,ChargePeriodStart,BillingCurrency,BilledCost,x\n"
                        + "(null),r,b,2024-09-01 00:00:00,USD,2,\nNULL,,a,2024-09-01 00:00:00,USD,1,null\n");
        assertThat(first.recorded()).isEqualTo(2);
        assertThat(second).isEqualTo(new ImportReport(2, 0, 2, 0, BigDecimal.ZERO));
    }

    @Test
    void equal_rows_of_one_file_are_all_recorded_and_recognised_the_next_time() {
        String row = "0.5,USD,2024-09-01 00:00:00,same,r,\n";
        assertThat(imports.focus(HEADER + row + row + row).recorded()).isEqualTo(3);
        ImportReport again = imports.focus(HEADER + row + row + row + row);
        assertThat(again).isEqualTo(new ImportReport(4, 1, 3, 0, new BigDecimal("0.5")));
    }

    @Test
    void a_column_that_no_entry_shows_makes_another_row_all_the_same() {
        String header = HEADER.strip() + ",x_InvoiceLine\n";
        ImportReport report =
                imports.focus(header + "1,USD,2024-09-01 00:00:00,a,,,1\n" + "1,USD,2024-09-01 00:00:00,a,,,2\n");
        assertThat(report.recorded()).isEqualTo(2);
    }

    @Test
    void each_cost_column_makes_entries_of_its_own() {
        Path file = imports.file("all.csv", Imports.fixture("focus_lenient.csv"));
        assertThat(imports.run(file, ImportFormat.FOCUS, CostColumn.BILLED).recorded())
                .isEqualTo(6);
        assertThat(imports.run(file, ImportFormat.FOCUS, CostColumn.LIST).total())
                .isEqualTo(new BigDecimal("2"));
        ImportReport contracted = imports.run(file, ImportFormat.FOCUS, CostColumn.CONTRACTED);
        assertThat(contracted.rejected()).isEqualTo(1);
        assertThat(imports.problems.messages()).containsExactly("line 2: ContractedCost 'NULL' must be given");
    }
}
