package dev.docket.cluster.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The file that objects are kept in: one line a write, appended before the write is acknowledged, and rewritten with the
 * live objects alone when the dead lines outweigh them.
 *
 * <p>Lines are {@code put KEY JSON}, {@code remove KEY REVISION} and {@code revision NUMBER}; JSON in its compact form
 * holds no newline. A line reaches the operating system with its write call, so killing the JVM loses nothing that was
 * acknowledged; a power cut may (the file is forced at compaction and close only), which a stand-in for tests and demos
 * accepts. A last line without its newline was never acknowledged and is cut off.
 *
 * <p>Not thread-safe: the store calls it under its lock.
 */
final class Journal implements AutoCloseable {
    private static final byte[] NEWLINE = {'\n'};

    private final Path file;
    private final long compactAbove;
    private FileChannel channel;
    private long size;

    /** What a journal held: the live objects' bytes and the highest revision in it. */
    record Contents(Map<Key, byte[]> objects, long revision) {}

    private Journal(Path file, long compactAbove, FileChannel channel) throws IOException {
        this.file = file;
        this.compactAbove = compactAbove;
        this.channel = channel;
        this.size = channel.size();
    }

    static Journal open(Path file, long compactAbove) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new Journal(file, compactAbove, channel);
    }

    /** Reads everything and cuts a torn last line off. Called once, before the first write. */
    Contents read() throws IOException {
        Map<Key, byte[]> objects = new LinkedHashMap<>();
        long revision = 0;
        long good = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            for (byte[] line = line(in); line != null; line = line(in)) {
                revision = Math.max(revision, apply(line, objects));
                good += line.length + 1;
            }
        }
        channel.truncate(good);
        channel.position(good);
        size = good;
        return new Contents(objects, revision);
    }

    private static byte @org.jspecify.annotations.Nullable [] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return line.toByteArray();
            }
            line.write(b);
        }
        return null;
    }

    private static long apply(byte[] line, Map<Key, byte[]> objects) {
        int first = space(line, 0);
        int second = space(line, first + 1);
        String verb = new String(line, 0, first, UTF_8);
        String operand = new String(line, first + 1, second - first - 1, UTF_8);
        switch (verb) {
            case "put" -> {
                byte[] json = java.util.Arrays.copyOfRange(line, second + 1, line.length);
                objects.put(Key.parse(operand), json);
                return 0;
            }
            case "remove" -> {
                objects.remove(Key.parse(operand));
                return Long.parseLong(new String(line, second + 1, line.length - second - 1, UTF_8));
            }
            case "revision" -> {
                return Long.parseLong(operand);
            }
            default -> throw new IllegalStateException("not a journal line: " + verb);
        }
    }

    private static int space(byte[] line, int from) {
        int at = from;
        while (at < line.length && line[at] != ' ') {
            at++;
        }
        return at;
    }

    void put(Key key, byte[] json) throws IOException {
        write(channel, ("put " + key.line() + " ").getBytes(UTF_8), json, NEWLINE);
    }

    void remove(Key key, long revision) throws IOException {
        write(channel, ("remove " + key.line() + " " + revision + "\n").getBytes(UTF_8));
    }

    private void write(FileChannel to, byte[]... parts) throws IOException {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            buffer.put(part);
        }
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                to.write(buffer);
            }
        } catch (IOException e) {
            // Half a line must not stand before the next one: the disk may have room again by then.
            to.truncate(size);
            to.position(size);
            throw e;
        }
        size += length;
    }

    /** Whether dead lines make up three quarters of a file that is worth the trouble. */
    boolean wantsCompaction(long liveBytes) {
        return size > compactAbove && size / 4 > liveBytes;
    }

    /** Replaces the file by one with these objects only; on failure the old file stays in use. */
    void compact(Collection<Revision> live, long revision) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        FileChannel fresh = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        long before = size;
        try {
            size = 0;
            write(fresh, ("revision " + revision + "\n").getBytes(UTF_8));
            for (Revision object : live) {
                write(fresh, ("put " + object.key().line() + " ").getBytes(UTF_8), object.bytes(), NEWLINE);
            }
            fresh.force(true);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            size = before;
            fresh.close();
            throw e;
        }
        FileChannel old = channel;
        channel = fresh;
        old.close();
    }

    @Override
    public void close() throws IOException {
        channel.force(true);
        channel.close();
    }
}
