package dev.docket;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The arrows of DESIGN §7, as far as this module sees them. */
class ArchitectureTest {

    private static final JavaClasses DOCKET = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.docket");

    @Test
    void theQueueIsPureJava() {
        holds(classes()
                .that()
                .resideInAPackage("dev.docket.queue")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.docket.queue",
                        "dev.docket.event",
                        "java.lang..",
                        "java.util..",
                        "java.math",
                        "java.time",
                        "java.nio",
                        "java.nio.charset",
                        "java.security",
                        "org.jspecify.annotations"));
    }

    @Test
    void theQueueHasNoClockNoThreadAndNoChance() {
        holds(noClasses()
                .that()
                .resideInAPackage("dev.docket.queue")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.concurrent..", "java.util.logging.."));
    }

    /** The store may ask how old the state is that it finds when it is opened; nothing is decided by that. */
    @Test
    void onlyAMetricLooksAtAClockWhileRecordsAreHandled() {
        holds(noClasses()
                .that()
                .resideInAnyPackage("dev.docket.processor", "dev.docket.topology")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis"));
        holds(noClasses()
                .that()
                .resideInAnyPackage("dev.docket.processor", "dev.docket.store", "dev.docket.topology")
                .and()
                .doNotHaveSimpleName("QueueProcessor")
                .should()
                .callMethod(System.class, "nanoTime"));
    }

    @Test
    void eventsKnowNothingOfHowTheyTravel() {
        holds(classes()
                .that()
                .resideInAPackage("dev.docket.event")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.docket.event", "java.lang..", "java.util..", "java.time", "org.jspecify.annotations"));
    }

    @Test
    void processorSeesStoreAndQueueAndNothingSeesBack() {
        holds(noClasses()
                .that()
                .resideInAPackage("dev.docket.store")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.docket.queue..",
                        "dev.docket.processor..",
                        "dev.docket.topology..",
                        "dev.docket.event..",
                        "dev.docket.serde.."));
        holds(noClasses()
                .that()
                .resideInAPackage("dev.docket.processor")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.docket.topology..", "dev.docket.query..", "dev.docket.coordinator.."));
        holds(noClasses()
                .that()
                .resideInAnyPackage("dev.docket.serde", "dev.docket.config")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.docket.queue..", "dev.docket.store..", "dev.docket.processor..", "dev.docket.topology.."));
    }

    @Test
    void theWiringKnowsNeitherHttpNorItsProgram() {
        holds(noClasses()
                .that()
                .resideInAPackage("dev.docket.topology")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.docket.query..",
                        "dev.docket.live..",
                        "dev.docket.http..",
                        "dev.docket.coordinator..",
                        "io.javalin..",
                        "io.micrometer.."));
    }

    /** Who has an answer is found without HTTP's words; HTTP finds nothing by itself. */
    @Test
    void answersKnowNothingOfTheServerThatGivesThem() {
        holds(noClasses()
                .that()
                .resideInAPackage("dev.docket.query")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.docket.http..", "dev.docket.live..", "dev.docket.coordinator..", "io.javalin.."));
        holds(noClasses()
                .that()
                .resideInAnyPackage("dev.docket.http", "dev.docket.live")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.docket.coordinator..", "org.apache.kafka.streams.."));
    }

    @Test
    void nobodyUsesTheInsidesOfKafka() {
        holds(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka.streams..internals..", "org.apache.kafka.clients..internals.."));
    }

    @Test
    void theCoordinatorNeverSeesKubernetes() {
        holds(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.fabric8..", "io.kubernetes..", "dev.docket.launcher..", "dev.docket.standalone.."));
    }

    @Test
    void packagesAreNamedAfterWhatTheyHold() {
        holds(noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..impl..", "..model..")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Impl"));
    }

    private static void holds(ArchRule rule) {
        rule.check(DOCKET);
    }
}
