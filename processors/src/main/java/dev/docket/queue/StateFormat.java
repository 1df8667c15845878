package dev.docket.queue;

import dev.docket.event.Incarnation;
import dev.docket.event.Outcome;
import dev.docket.event.Priority;
import dev.docket.event.QueueSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The state format: entries and their keys as bytes. It is a promise: what one version wrote, every later one reads. A
 * change gets a new version byte, and the old form is still read.
 *
 * <p>Key: kind ({@code E}, {@code C} or {@code S}), length of the queue's name in bytes (one byte), the name, the id, both
 * in UTF-8. Header: version, state, then the fields in the order in which they are written here; big-endian numbers, text
 * as its length in bytes (two bytes) and UTF-8. The payload of a pending execution is no part of it.
 */
public final class StateFormat {

    /** Since 2, executions carry what was expected of their waits, and markers how slots were held. */
    private static final byte VERSION = 2;

    private static final byte FIRST_VERSION = 1;
    private static final int MAX_UTF8_PER_CHAR = 3;
    private static final int ABSENT = -1;

    private static final byte PENDING = 1;
    private static final byte ACTIVE = 2;
    private static final byte FINISHED = 3;
    private static final byte EARLY_CANCEL = 4;
    private static final byte SETTINGS = 5;

    private StateFormat() {}

    /** The key as bytes. */
    public static byte[] writeKey(Entry.Key key) {
        byte[] queue = key.queue().getBytes(StandardCharsets.UTF_8);
        byte[] id = key.id().getBytes(StandardCharsets.UTF_8);
        byte kind = switch (key.kind()) {
            case EXECUTION -> 'E';
            case EARLY_CANCEL -> 'C';
            case SETTINGS -> 'S';
        };
        return ByteBuffer.allocate(2 + queue.length + id.length)
                .put(kind)
                .put((byte) queue.length)
                .put(queue)
                .put(id)
                .array();
    }

    /**
     * Reads a key.
     *
     * @throws IllegalStateException if this is no key of this format
     */
    public static Entry.Key readKey(byte[] bytes) {
        Entry.Kind kind = switch (bytes[0]) {
            case 'E' -> Entry.Kind.EXECUTION;
            case 'C' -> Entry.Kind.EARLY_CANCEL;
            case 'S' -> Entry.Kind.SETTINGS;
            default -> throw new IllegalStateException("unknown kind of state entry: " + bytes[0]);
        };
        int length = bytes[1] & 0xff;
        return new Entry.Key(
                kind,
                new String(bytes, 2, length, StandardCharsets.UTF_8),
                new String(bytes, 2 + length, bytes.length - 2 - length, StandardCharsets.UTF_8));
    }

    /** The header of an entry. */
    public static byte[] write(Entry entry) {
        ByteBuffer out = ByteBuffer.allocate(sizeOf(entry));
        out.put(VERSION);
        if (entry instanceof Pending pending) {
            out.put(PENDING);
            writeIdentity(pending.incarnation(), pending.digest(), out);
            writeRequest(pending.priority(), pending.acceptedAt(), pending.userId(), out);
            out.putLong(pending.orderKey()).putLong(pending.dueAt()).putInt(pending.payloadBytes());
            Forecast forecast = pending.forecast();
            out.putFloat(forecast.model50()).putFloat(forecast.model90()).putFloat(forecast.p90());
        } else if (entry instanceof Active active) {
            out.put(ACTIVE);
            writeIdentity(active.incarnation(), active.digest(), out);
            writeRequest(active.priority(), active.acceptedAt(), active.userId(), out);
            Active.Lease lease = active.lease();
            out.putShort((short) lease.attempt()).putInt(lease.timeoutSeconds());
            out.putLong(lease.scheduledAt()).putLong(lease.startedAt()).putLong(lease.dueAt());
            writeText(lease.cancelReason(), out);
            writeCorrection(active.correction(), out);
        } else if (entry instanceof Finished finished) {
            out.put(FINISHED);
            writeIdentity(finished.incarnation(), finished.digest(), out);
            out.put(code(finished.outcome())).putLong(finished.finishedAt()).putLong(finished.dueAt());
            writeHeld(finished.held(), out);
        } else if (entry instanceof EarlyCancel cancel) {
            out.put(EARLY_CANCEL).putLong(cancel.dueAt());
            writeText(cancel.reason(), out);
        } else if (entry instanceof SettingsEntry settings) {
            out.put(SETTINGS);
            writeSettings(settings.settings(), out);
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    /**
     * Reads an entry from its key and its header, which stands from the buffer's position on.
     *
     * @throws IllegalStateException if this is no header of a version that this program reads
     */
    public static Entry read(Entry.Key key, ByteBuffer in) {
        return read(key, in, UnaryOperator.identity());
    }

    /**
     * As {@link #read(Entry.Key, ByteBuffer)}.
     *
     * @param users gives the text that stands for the name of a user, equal to that name; so that many entries share one
     */
    public static Entry read(Entry.Key key, ByteBuffer in, UnaryOperator<String> users) {
        byte version = in.get();
        if (version < FIRST_VERSION || version > VERSION) {
            throw new IllegalStateException(
                    "the state was written in format " + version + "; this program reads formats up to " + VERSION);
        }
        byte state = in.get();
        return switch (state) {
            case PENDING -> readPending(key, in, version, users);
            case ACTIVE -> readActive(key, in, version, users);
            case FINISHED -> readFinished(key, in, version);
            case EARLY_CANCEL -> readEarlyCancel(key, in);
            case SETTINGS -> new SettingsEntry(key.queue(), readSettings(key.queue(), in));
            default -> throw new IllegalStateException("unknown state of an entry: " + state);
        };
    }

    private static int sizeOf(Entry entry) {
        int fixed = 128;
        int text = 0;
        if (entry instanceof Pending pending) {
            text = pending.userId().length();
        } else if (entry instanceof Active active) {
            String reason = active.lease().cancelReason();
            text = active.userId().length() + (reason == null ? 0 : reason.length());
        } else if (entry instanceof EarlyCancel cancel) {
            text = cancel.reason().length();
        }
        return fixed + MAX_UTF8_PER_CHAR * text;
    }

    private static void writeIdentity(Incarnation incarnation, ContentDigest digest, ByteBuffer out) {
        out.putInt(incarnation.partition()).putLong(incarnation.offset());
        out.putLong(digest.high()).putLong(digest.low());
    }

    private static void writeRequest(Priority priority, long acceptedAt, String userId, ByteBuffer out) {
        out.put((byte) priority.rank()).putLong(acceptedAt);
        writeText(userId, out);
    }

    private static Pending readPending(Entry.Key key, ByteBuffer in, byte version, UnaryOperator<String> users) {
        Incarnation incarnation = readIncarnation(in);
        ContentDigest digest = readDigest(in);
        Priority priority = priority(in.get());
        long acceptedAt = in.getLong();
        String userId = users.apply(requireText(in));
        return new Pending(
                key.queue(),
                key.id(),
                userId,
                priority,
                incarnation,
                digest,
                in.getLong(),
                acceptedAt,
                in.getLong(),
                in.getInt(),
                version == FIRST_VERSION ? Forecast.NONE : new Forecast(in.getFloat(), in.getFloat(), in.getFloat()));
    }

    private static Active readActive(Entry.Key key, ByteBuffer in, byte version, UnaryOperator<String> users) {
        Incarnation incarnation = readIncarnation(in);
        ContentDigest digest = readDigest(in);
        Priority priority = priority(in.get());
        long acceptedAt = in.getLong();
        String userId = users.apply(requireText(in));
        Active.Lease lease =
                new Active.Lease(in.getShort(), in.getInt(), in.getLong(), in.getLong(), in.getLong(), readText(in));
        Correction correction = version == FIRST_VERSION ? Correction.NONE : readCorrection(in);
        return new Active(key.queue(), key.id(), userId, priority, incarnation, digest, acceptedAt, correction, lease);
    }

    private static Finished readFinished(Entry.Key key, ByteBuffer in, byte version) {
        return new Finished(
                key.queue(),
                key.id(),
                readIncarnation(in),
                readDigest(in),
                outcome(in.get()),
                in.getLong(),
                in.getLong(),
                version == FIRST_VERSION ? null : readHeld(in));
    }

    /** Scheduled at 0: it never held a slot. */
    private static void writeHeld(Finished.@Nullable Held held, ByteBuffer out) {
        if (held == null) {
            out.put((byte) 0).putLong(0);
            writeCorrection(Correction.NONE, out);
        } else {
            out.put((byte) held.priority().rank()).putLong(held.scheduledAt());
            writeCorrection(held.correction(), out);
        }
    }

    private static Finished.@Nullable Held readHeld(ByteBuffer in) {
        Priority priority = priority(in.get());
        long scheduledAt = in.getLong();
        Correction correction = readCorrection(in);
        return scheduledAt == 0 ? null : new Finished.Held(priority, scheduledAt, correction);
    }

    private static void writeCorrection(Correction correction, ByteBuffer out) {
        out.putFloat(correction.log50()).putFloat(correction.log90());
    }

    private static Correction readCorrection(ByteBuffer in) {
        return new Correction(in.getFloat(), in.getFloat());
    }

    private static EarlyCancel readEarlyCancel(Entry.Key key, ByteBuffer in) {
        long dueAt = in.getLong();
        return new EarlyCancel(key.queue(), key.id(), requireText(in), dueAt);
    }

    private static void writeSettings(QueueSettings settings, ByteBuffer out) {
        writeNumber(settings.maxActive(), out);
        writeNumber(settings.maxPerUser(), out);
        writeNumber(settings.maxPending(), out);
        writeNumber(settings.maxPendingBytes(), out);
        out.put((byte) (settings.paused() == null ? ABSENT : settings.paused() ? 1 : 0));
    }

    private static QueueSettings readSettings(String queue, ByteBuffer in) {
        return new QueueSettings(queue, readInt(in), readInt(in), readInt(in), readLong(in), readFlag(in.get()));
    }

    private static @Nullable Boolean readFlag(byte flag) {
        return flag == ABSENT ? null : Boolean.valueOf(flag == 1);
    }

    private static void writeNumber(@Nullable Number number, ByteBuffer out) {
        out.putLong(number == null ? ABSENT : number.longValue());
    }

    private static @Nullable Long readLong(ByteBuffer in) {
        long number = in.getLong();
        return number == ABSENT ? null : Long.valueOf(number);
    }

    private static @Nullable Integer readInt(ByteBuffer in) {
        Long number = readLong(in);
        return number == null ? null : Integer.valueOf(number.intValue());
    }

    private static void writeText(@Nullable String text, ByteBuffer out) {
        if (text == null) {
            out.putShort((short) ABSENT);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putShort((short) bytes.length).put(bytes);
    }

    private static @Nullable String readText(ByteBuffer in) {
        short length = in.getShort();
        if (length == ABSENT) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String requireText(ByteBuffer in) {
        String text = readText(in);
        if (text == null) {
            throw new IllegalStateException("a text that must be there is absent");
        }
        return text;
    }

    private static Incarnation readIncarnation(ByteBuffer in) {
        return new Incarnation(in.getInt(), in.getLong());
    }

    private static ContentDigest readDigest(ByteBuffer in) {
        return new ContentDigest(in.getLong(), in.getLong());
    }

    private static Priority priority(byte rank) {
        for (Priority priority : Priority.values()) {
            if (priority.rank() == rank) {
                return priority;
            }
        }
        throw new IllegalStateException("unknown priority: " + rank);
    }

    private static byte code(Outcome outcome) {
        return switch (outcome) {
            case COMPLETED -> 1;
            case FAILED -> 2;
            case TIMED_OUT -> 3;
            case CANCELLED -> 4;
            case EXPIRED -> 5;
        };
    }

    private static Outcome outcome(byte code) {
        for (Outcome outcome : Outcome.values()) {
            if (code(outcome) == code) {
                return outcome;
            }
        }
        throw new IllegalStateException("unknown outcome: " + code);
    }
}
