package io.codomyrmex.cost.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** How the modules may depend on each other, and what may not appear in them. */
final class ArchitectureRules {

    private static final String ROOT = "io.codomyrmex.cost.";
    private static final String[] DOMAIN = {
        ROOT + "input..", ROOT + "entry..", ROOT + "time..", ROOT + "summary..",
        ROOT + "budget..", ROOT + "gate..", ROOT + "ledger..", ROOT + "store..",
        ROOT + "alert..", ROOT + "access.."
    };
    private static final String[] INNER = join(DOMAIN, ROOT + "application..");
    private static final String[] BINARY_FLOATING = {"double", "float", "java.lang.Double", "java.lang.Float"};

    private ArchitectureRules() {}

    static final ArchRule DOMAIN_DEPENDS_ON_THE_JDK_ALONE = classes()
            .that()
            .resideInAnyPackage(DOMAIN)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(join(DOMAIN, "java..", "org.jspecify.annotations.."));

    static final ArchRule DOMAIN_KNOWS_NO_SQL = noClasses()
            .that()
            .resideInAnyPackage(INNER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..");

    static final ArchRule APPLICATION_DEPENDS_ON_THE_DOMAIN_ALONE = classes()
            .that()
            .resideInAPackage(ROOT + "application..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(join(INNER, "java..", "org.jspecify.annotations.."));

    static final ArchRule MEMORY_ADAPTER_DEPENDS_ON_THE_DOMAIN_ALONE = classes()
            .that()
            .resideInAPackage(ROOT + "memory..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(join(DOMAIN, ROOT + "memory..", "java..", "org.jspecify.annotations.."));

    static final ArchRule JDBC_ADAPTER_KNOWS_NEITHER_USE_CASES_NOR_OTHER_ADAPTERS = noClasses()
            .that()
            .resideInAPackage(ROOT + "jdbc..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "application..", ROOT + "memory..", ROOT + "bootstrap..");

    static final ArchRule THE_CLOCK_IS_HANDED_IN =
            noClasses().that().resideInAnyPackage(INNER).should(readTheClock());

    static final ArchRule NO_BINARY_FLOATING_POINT = fields().that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(join(INNER, ROOT + "memory..", ROOT + "jdbc..", ROOT + "bootstrap.."))
            .should()
            .notHaveRawType(nameMatching(String.join("|", BINARY_FLOATING)));

    static final ArchRule NO_METHOD_GIVES_BINARY_FLOATING_POINT = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(join(INNER, ROOT + "memory..", ROOT + "jdbc..", ROOT + "bootstrap.."))
            .should()
            .notHaveRawReturnType(nameMatching(String.join("|", BINARY_FLOATING)));

    static final ArchRule AN_ADAPTER_SHOWS_ITS_STORE_ALONE = classes()
            .that(resideInAnyPackage(ROOT + "memory..", ROOT + "jdbc.."))
            .and()
            .areTopLevelClasses()
            .and()
            .haveSimpleNameNotEndingWith("CostStore")
            .and()
            .haveSimpleNameNotEndingWith("Settings")
            .and()
            .haveSimpleNameNotEndingWith("Provider")
            .should()
            .notBePublic();

    static final ArchRule NAMES_SAY_ROLES = noClasses()
            .that(resideInAPackage("io.codomyrmex.cost.."))
            .and(not(nameMatching(".*package-info")))
            .should()
            .haveNameMatching(".*\\.(\\w*Impl|\\w*Port|\\w*Util|\\w*Utils|\\w*Helper|\\w*Dto)");

    static final ArchRule CSV_IS_WRITTEN_BEHIND_THE_GUARD = noClasses()
            .that()
            .resideInAPackage(ROOT + "bootstrap..")
            .and()
            .resideOutsideOfPackage(ROOT + "bootstrap.csv..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("de.siegmar.fastcsv.writer..");

    private static ArchCondition<JavaClass> readTheClock() {
        Set<String> readers = Set.of("now", "systemUTC", "systemDefaultZone", "currentTimeMillis", "system", "tick");
        return new ArchCondition<>("read the clock") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                    String owner = access.getTargetOwner().getName();
                    boolean clock = owner.startsWith("java.time.") || owner.equals("java.lang.System");
                    // the one place that hands the system's clock in: CostTracker's convenience constructor
                    boolean convenience = type.getSimpleName().equals("CostTracker")
                            && access.getOrigin().getName().equals("<init>")
                            && access.getName().equals("systemUTC");
                    if (clock && readers.contains(access.getName()) && !convenience) {
                        events.add(SimpleConditionEvent.satisfied(type, access.getDescription()));
                    }
                }
            }
        };
    }

    private static String[] join(String[] first, String... more) {
        String[] all = new String[first.length + more.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }
}
