package dev.docket.cluster.node;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A container's output on disk: the newest part, at most a given number of bytes. It is two files of half that size; when
 * the newer is full it replaces the older.
 *
 * <p>Threading: one writer; {@link #read} from any thread sees what was written before.
 */
final class ContainerLog implements AutoCloseable {
    private final Path file;
    private final long half;
    private OutputStream out;
    private long size;

    ContainerLog(Path file, int maxBytes) throws IOException {
        this.file = file;
        this.half = maxBytes / 2;
        this.out = Files.newOutputStream(file);
    }

    void append(byte[] bytes, int length) throws IOException {
        int from = 0;
        while (from < length) {
            if (size >= half) {
                out.close();
                Files.move(file, older(file), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                out = Files.newOutputStream(file);
                size = 0;
            }
            int part = (int) Math.min(length - from, half - size);
            out.write(bytes, from, part);
            size += part;
            from += part;
        }
    }

    /** All that is kept, oldest first. */
    static byte[] read(Path file) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Path part : new Path[] {older(file), file}) {
            if (Files.exists(part)) {
                all.writeBytes(Files.readAllBytes(part));
            }
        }
        return all.toByteArray();
    }

    private static Path older(Path file) {
        return file.resolveSibling(file.getFileName() + ".1");
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
