package dev.docket.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A job log in the Standard Workload Format: one job a line in 18 fields set apart by blanks, comments after a
 * semicolon. Jobs come out in the order of their submission, whatever the order of the lines.
 *
 * @param jobs the jobs that could be read
 * @param faults the first lines that could not
 * @param faulty how many lines could not
 */
record SwfLog(List<SwfJob> jobs, List<LineFault> faults, long faulty) {

    private static final int FIELDS = 18;
    private static final int FAULTS_KEPT = 20;
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    SwfLog {
        jobs = List.copyOf(jobs);
        faults = List.copyOf(faults);
    }

    /**
     * Reads to the end.
     *
     * @throws IOException if the source cannot be read
     */
    static SwfLog read(BufferedReader source) throws IOException {
        List<SwfJob> jobs = new ArrayList<>();
        List<LineFault> faults = new ArrayList<>();
        long number = 0;
        long faulty = 0;
        for (String line = source.readLine(); line != null; line = source.readLine()) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith(";")) {
                continue;
            }
            try {
                jobs.add(job(text));
            } catch (FaultyLine fault) {
                faulty++;
                if (faults.size() < FAULTS_KEPT) {
                    faults.add(new LineFault(number, fault.text));
                }
            }
        }
        jobs.sort(Comparator.comparingLong(SwfJob::submitSeconds));
        return new SwfLog(jobs, faults, faulty);
    }

    private static SwfJob job(String line) throws FaultyLine {
        String[] fields = BLANKS.split(line);
        if (fields.length != FIELDS) {
            throw new FaultyLine("a job has " + FIELDS + " fields, this line has " + fields.length);
        }
        long submit = whole(fields, 2);
        if (submit < 0) {
            throw new FaultyLine("field 2 (submit time) is negative");
        }
        int allocated = small(fields, 5);
        return new SwfJob(
                whole(fields, 1),
                submit,
                decimal(fields, 4),
                allocated > 0 ? allocated : small(fields, 8),
                small(fields, 12),
                small(fields, 13));
    }

    private static int small(String[] fields, int field) throws FaultyLine {
        long value = whole(fields, field);
        if (value < -1 || value > Integer.MAX_VALUE) {
            throw new FaultyLine("field " + field + " is out of range");
        }
        return (int) value;
    }

    private static long whole(String[] fields, int field) throws FaultyLine {
        try {
            return Long.parseLong(fields[field - 1]);
        } catch (NumberFormatException e) {
            throw new FaultyLine("field " + field + " is not a whole number");
        }
    }

    private static double decimal(String[] fields, int field) throws FaultyLine {
        try {
            double value = Double.parseDouble(fields[field - 1]);
            if (Double.isFinite(value) && (value >= 0 || value == -1)) {
                return value;
            }
            throw new FaultyLine("field " + field + " is neither 0 or more nor -1");
        } catch (NumberFormatException e) {
            throw new FaultyLine("field " + field + " is not a number");
        }
    }

    /** Leaves the reading of one line; never seen outside. */
    private static final class FaultyLine extends Exception {
        private static final long serialVersionUID = 1;
        private final String text;

        FaultyLine(String text) {
            super(text, null, false, false);
            this.text = text;
        }
    }
}
