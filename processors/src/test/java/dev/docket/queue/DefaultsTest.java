package dev.docket.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whichever class of them is used first in a process, the defaults are whole. */
class DefaultsTest {

    @ParameterizedTest
    @ValueSource(strings = {"QueueLimits", "Rules", "Rules$Requests", "Rules$Memory", "Rules$Leases", "Rules$Work"})
    void areWholeWhicheverIsUsedFirst(String first) throws Exception {
        URL classes = Rules.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader fresh =
                new URLClassLoader(new URL[] {classes}, new Without(getClass().getClassLoader()))) {
            Class.forName("dev.docket.queue." + first, true, fresh);
            Class<?> rules = Class.forName("dev.docket.queue.Rules", true, fresh);
            Field defaults = rules.getField("DEFAULTS");

            for (RecordComponent part : rules.getRecordComponents()) {
                assertThat(part.getAccessor().invoke(defaults.get(null)))
                        .as(part.getName())
                        .isNotNull();
            }
        }
    }

    /** Everything but the classes of the queue, so that they are loaded anew. */
    private static final class Without extends ClassLoader {
        Without(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("dev.docket.queue.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
