package io.codomyrmex.cost.bootstrap.importing;

import io.codomyrmex.cost.input.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** Which of a FOCUS charge's four costs is imported. */
public enum CostColumn {
    /** What is invoiced. */
    BILLED("BilledCost"),
    /** Amortised: purchases spread over the usage that they cover. */
    EFFECTIVE("EffectiveCost"),
    /** At public list prices. */
    LIST("ListCost"),
    /** At negotiated prices, before commitment discounts. */
    CONTRACTED("ContractedCost");

    private final String header;

    CostColumn(String header) {
        this.header = header;
    }

    /** The column's name in a FOCUS file, like {@code BilledCost}. */
    public String header() {
        return header;
    }

    /**
     * The column with this short name ({@code billed}) or header; case does not matter.
     *
     * @throws InvalidInputException if there is none
     */
    public static CostColumn of(String field, @Nullable String text) {
        for (CostColumn column : values()) {
            if (column.name().equalsIgnoreCase(text) || column.header.equalsIgnoreCase(text)) {
                return column;
            }
        }
        throw new InvalidInputException(field, text, "must be one of billed, effective, list, contracted");
    }
}
