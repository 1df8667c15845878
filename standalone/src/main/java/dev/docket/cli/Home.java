package dev.docket.cli;

import java.nio.file.Path;

/**
 * Where Docket lives on this machine: the directory of the script {@code docket}, from which it is told, or else the
 * working directory.
 */
final class Home {

    private Home() {}

    static Path directory() {
        String home = System.getProperty("docket.home");
        return Path.of(home == null || home.isEmpty() ? "." : home)
                .toAbsolutePath()
                .normalize();
    }

    /** What standalone keeps if no directory is given: the same for every terminal. */
    static Path standalone() {
        return directory().resolve(".docket").resolve("standalone");
    }

    /** Where a running standalone says how to reach it, whatever its directory. */
    static Path running() {
        return directory().resolve(".docket").resolve("running.properties");
    }
}
