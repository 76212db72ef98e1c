package io.codomyrmex.cost.bootstrap.importing;

import io.codomyrmex.cost.entry.CostDraft;
import java.util.List;

/** Makes drafts of the rows of one kind of CSV. */
interface CsvMapping {

    /**
     * The draft of a row that has as many cells as the header.
     *
     * @throws io.codomyrmex.cost.input.InvalidInputException if a cell is wrong
     */
    CostDraft read(List<String> cells);

    /** The column that holds a field of an entry; other names are left as they are. */
    String columnOf(String field);
}
