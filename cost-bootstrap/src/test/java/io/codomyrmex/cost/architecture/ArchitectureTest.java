package io.codomyrmex.cost.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.codomyrmex.cost.application.broken.ApplicationThatKnowsAnAdapter;
import io.codomyrmex.cost.application.broken.ApplicationThatReadsTheClock;
import io.codomyrmex.cost.bootstrap.broken.CsvWithoutTheGuard;
import io.codomyrmex.cost.entry.broken.AmountInBinaryFloatingPoint;
import io.codomyrmex.cost.entry.broken.DomainThatKnowsALibrary;
import io.codomyrmex.cost.entry.broken.DomainThatKnowsSql;
import io.codomyrmex.cost.entry.broken.EntryImpl;
import io.codomyrmex.cost.jdbc.broken.AdapterThatKnowsUseCases;
import io.codomyrmex.cost.memory.broken.AdapterThatKnowsAnotherAdapter;
import io.codomyrmex.cost.memory.broken.PublicInsides;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("test-classes") && !location.contains("-tests.jar"))
            .importPackages("io.codomyrmex.cost");

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(ArchitectureRules.DOMAIN_DEPENDS_ON_THE_JDK_ALONE, DomainThatKnowsALibrary.class),
                Arguments.of(ArchitectureRules.DOMAIN_KNOWS_NO_SQL, DomainThatKnowsSql.class),
                Arguments.of(
                        ArchitectureRules.APPLICATION_DEPENDS_ON_THE_DOMAIN_ALONE, ApplicationThatKnowsAnAdapter.class),
                Arguments.of(
                        ArchitectureRules.MEMORY_ADAPTER_DEPENDS_ON_THE_DOMAIN_ALONE,
                        AdapterThatKnowsAnotherAdapter.class),
                Arguments.of(
                        ArchitectureRules.JDBC_ADAPTER_KNOWS_NEITHER_USE_CASES_NOR_OTHER_ADAPTERS,
                        AdapterThatKnowsUseCases.class),
                Arguments.of(ArchitectureRules.THE_CLOCK_IS_HANDED_IN, ApplicationThatReadsTheClock.class),
                Arguments.of(ArchitectureRules.NO_BINARY_FLOATING_POINT, AmountInBinaryFloatingPoint.class),
                Arguments.of(
                        ArchitectureRules.NO_METHOD_GIVES_BINARY_FLOATING_POINT, AmountInBinaryFloatingPoint.class),
                Arguments.of(ArchitectureRules.AN_ADAPTER_SHOWS_ITS_STORE_ALONE, PublicInsides.class),
                Arguments.of(ArchitectureRules.CSV_IS_WRITTEN_BEHIND_THE_GUARD, CsvWithoutTheGuard.class),
                Arguments.of(ArchitectureRules.NAMES_SAY_ROLES, EntryImpl.class));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_product_keeps_the_rule(ArchRule rule, Class<?> breach) {
        assertThat(PRODUCT.contain("io.codomyrmex.cost.jdbc.JdbcCostStore")).isTrue();
        rule.check(PRODUCT);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_rule_fails_on_a_breach(ArchRule rule, Class<?> breach) {
        JavaClasses broken = new ClassFileImporter().importClasses(breach);
        assertThatThrownBy(() -> rule.check(broken))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(breach.getSimpleName());
    }
}
