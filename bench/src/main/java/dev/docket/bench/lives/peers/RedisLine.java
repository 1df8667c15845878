package dev.docket.bench.lives.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.commands.ProtocolCommand;

/**
 * The queue in Redis: a sorted set of ids for each priority, the set of those that are active, and a key for each
 * payload; three scripts change them. Commands are sent without waiting; whoever sends reads the answers later, in the
 * same order.
 *
 * <p>Threading: not safe.
 */
final class RedisLine implements AutoCloseable {

    private final Connection connection;
    private final byte[] submit;
    private final byte[] pop;
    private final byte[] complete;

    RedisLine(Connection connection) {
        this.connection = connection;
        submit = load("submit");
        pop = load("pop");
        complete = load("complete");
    }

    private byte[] load(String name) {
        connection.sendCommand(Protocol.Command.SCRIPT, "LOAD", Resources.text(name + ".lua"));
        return connection.getBinaryBulkReply();
    }

    /**
     * Sends requests that are to wait; the answers are {@link #positions}.
     *
     * @param requests of each four: its id, the rank of its priority, when it came, its payload
     * @param perScript how many of them one call of the script takes
     * @return how many answers there will be
     */
    int sendSubmit(List<byte[]> requests, int perScript) {
        return eval(submit, requests, 4 * perScript);
    }

    /** Sends that so many more may become active, if no more than {@code slots} are; the answer is {@link #popped}. */
    void sendPop(int slots, int most) {
        eval(pop, List.of(bytes(slots), bytes(most)));
    }

    /**
     * Sends that these are over; the answers are {@link #completed}.
     *
     * @param perScript how many of them one call of the script takes
     * @return how many answers there will be
     */
    int sendComplete(List<byte[]> ids, int perScript) {
        return eval(complete, ids, perScript);
    }

    private int eval(byte[] script, List<byte[]> arguments, int most) {
        int calls = 0;
        for (int from = 0; from < arguments.size(); from += most) {
            eval(script, arguments.subList(from, Math.min(arguments.size(), from + most)));
            calls++;
        }
        return calls;
    }

    private void eval(byte[] script, List<byte[]> arguments) {
        byte[][] all = new byte[arguments.size() + 2][];
        all[0] = script;
        all[1] = bytes(0);
        for (int i = 0; i < arguments.size(); i++) {
            all[i + 2] = arguments.get(i);
        }
        connection.sendCommand(Protocol.Command.EVALSHA, all);
    }

    /** Where they stand that were sent: so many answers. */
    List<Long> positions(int answers) {
        List<Long> positions = new ArrayList<>();
        for (int i = 0; i < answers; i++) {
            positions.addAll(connection.getIntegerMultiBulkReply());
        }
        return positions;
    }

    /** How many of those that are over were active: so many answers. */
    long completed(int answers) {
        long completed = 0;
        for (int i = 0; i < answers; i++) {
            completed += connection.getIntegerReply();
        }
        return completed;
    }

    /** Those that became active: id, payload, id, payload, and so on. */
    List<byte[]> popped() {
        return connection.getBinaryMultiBulkReply();
    }

    /** Asks how many members a set has, and waits for the answer. */
    private long count(ProtocolCommand command, String key) {
        connection.sendCommand(command, key);
        return connection.getIntegerReply();
    }

    /** How many hold a slot. */
    long active() {
        return count(Protocol.Command.SCARD, "active");
    }

    /** How many wait. */
    long pending() {
        long pending = 0;
        for (int rank = 0; rank < 5; rank++) {
            pending += count(Protocol.Command.ZCARD, "pending:" + rank);
        }
        return pending;
    }

    /** How many keys there are: payloads, and the sets that are not empty. */
    long payloads() {
        connection.sendCommand(Protocol.Command.DBSIZE);
        long keys = connection.getIntegerReply();
        List<String> sets = new ArrayList<>(List.of("active"));
        for (int rank = 0; rank < 5; rank++) {
            sets.add("pending:" + rank);
        }
        connection.sendCommand(Protocol.Command.EXISTS, sets.toArray(String[]::new));
        return keys - connection.getIntegerReply();
    }

    /** What goes over the wire. */
    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** What goes over the wire. */
    static byte[] bytes(long number) {
        return bytes(Long.toString(number));
    }

    @Override
    public void close() {
        connection.close();
    }
}
