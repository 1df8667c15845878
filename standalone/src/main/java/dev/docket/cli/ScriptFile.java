package dev.docket.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;

/** A script as it is found on the disk. */
final class ScriptFile {

    private static final SecureRandom RANDOM = new SecureRandom();

    private ScriptFile() {}

    /**
     * The text.
     *
     * @throws CommandFailed if it cannot be read, or is not UTF-8
     */
    static String read(Path file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CommandFailed(Exit.USAGE, file + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw new CommandFailed(
                    Exit.USAGE, "cannot read " + file + " (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    /** An id that tells where it comes from and is not used again: {@code hello-k3v9q2x7}. */
    static String newId(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        int dot = name.indexOf('.');
        String stem = (dot > 0 ? name.substring(0, dot) : name)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        String random = Long.toString(RANDOM.nextLong(2_821_109_907_456L), 36); // 36^8
        return (stem.isEmpty() ? "script" : stem.substring(0, Math.min(40, stem.length()))) + "-"
                + "0".repeat(8 - random.length()) + random;
    }
}
