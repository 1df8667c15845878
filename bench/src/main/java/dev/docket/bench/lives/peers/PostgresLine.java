package dev.docket.bench.lives.peers;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The queue in PostgreSQL: a table of those that wait and those that are active, of which many begin, become active or
 * end in one statement. Nothing is committed but by {@link #commit}.
 *
 * <p>Threading: not safe.
 */
final class PostgresLine implements AutoCloseable {

    private static final int PRIORITIES = 5;

    private final Connection connection;
    private final PreparedStatement submit;
    private final PreparedStatement depth;
    private final PreparedStatement pop;
    private final PreparedStatement complete;

    /** The table must be there. */
    PostgresLine(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        submit = connection.prepareStatement(Resources.text("submit.sql"));
        depth = connection.prepareStatement(Resources.text("depth.sql"));
        pop = connection.prepareStatement(Resources.text("pop.sql"));
        complete = connection.prepareStatement(Resources.text("complete.sql"));
    }

    /** Makes the table. */
    static void createTable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(Resources.text("schema.sql"));
        }
    }

    /** A request, as a row. */
    record Row(short priority, String id, String user, String payload) {}

    /** Lets these wait. */
    void submit(List<Row> rows) throws SQLException {
        submit.setArray(
                1,
                connection.createArrayOf(
                        "int2", rows.stream().map(Row::priority).toArray(Short[]::new)));
        submit.setArray(2, texts(rows.stream().map(Row::id).toArray(String[]::new)));
        submit.setArray(3, texts(rows.stream().map(Row::user).toArray(String[]::new)));
        submit.setArray(4, texts(rows.stream().map(Row::payload).toArray(String[]::new)));
        submit.executeUpdate();
    }

    private Array texts(String[] texts) throws SQLException {
        return connection.createArrayOf("text", texts);
    }

    /** Where these, which are not there yet, will stand: one count of the line for all of them. */
    List<Long> positions(List<Row> rows) throws SQLException {
        long[] waiting = new long[PRIORITIES];
        try (ResultSet counts = depth.executeQuery()) {
            while (counts.next()) {
                waiting[counts.getShort(1)] = counts.getLong(2);
            }
        }
        List<Long> positions = new ArrayList<>(rows.size());
        for (Row row : rows) {
            long position = 0;
            for (int rank = 0; rank <= row.priority; rank++) {
                position += waiting[rank];
            }
            waiting[row.priority]++;
            positions.add(position);
        }
        return positions;
    }

    /** Lets the first become active, so many at the most, if there are slots; returns the numbers of their rows. */
    List<Long> pop(int most, int slots) throws SQLException {
        pop.setInt(1, most);
        pop.setInt(2, slots);
        List<Long> popped = new ArrayList<>(most);
        try (ResultSet rows = pop.executeQuery()) {
            while (rows.next()) {
                popped.add(rows.getLong(1));
                if (rows.getString(2).isEmpty() || rows.getString(3).isEmpty()) {
                    throw new IllegalStateException("a row without a payload");
                }
            }
        }
        return popped;
    }

    /** Frees the slots of these; returns how many had one. */
    int complete(List<Long> rows) throws SQLException {
        complete.setArray(1, connection.createArrayOf("int8", rows.toArray()));
        return complete.executeUpdate();
    }

    /** Writes it to the disk. */
    void commit() throws SQLException {
        connection.commit();
    }

    /** Counts what the planner has to know, and marks pages that an index alone may answer for. */
    void vacuum() throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("VACUUM (ANALYZE) execution");
            statement.execute("CHECKPOINT");
        }
        connection.setAutoCommit(false);
    }

    /** How many are in this state. */
    long count(int state) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM execution WHERE state = " + state)) {
            count.next();
            return count.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
