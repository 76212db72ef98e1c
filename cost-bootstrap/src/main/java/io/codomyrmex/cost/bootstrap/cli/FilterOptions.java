package io.codomyrmex.cost.bootstrap.cli;

import io.codomyrmex.cost.bootstrap.input.Pairs;
import io.codomyrmex.cost.entry.CostCategory;
import io.codomyrmex.cost.entry.CostFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which entries count. */
final class FilterOptions {

    @Option(
            names = "--category",
            paramLabel = "CATEGORY",
            converter = Values.Category.class,
            description = "Only this category, like llm_inference.")
    private @Nullable CostCategory category;

    @Option(names = "--resource", paramLabel = "ID", description = "Only this resource.")
    private @Nullable String resource;

    @Option(
            names = "--tag",
            paramLabel = "KEY=VALUE",
            description = "Only entries with this tag; if repeated, with all of them. An equals sign in the key is"
                    + " written \\=.")
    private List<String> tags = List.of();

    CostFilter filter() {
        return new CostFilter(category, resource, Pairs.of("tag", tags));
    }
}
