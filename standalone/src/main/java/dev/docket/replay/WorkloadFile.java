package dev.docket.replay;

import dev.docket.event.ExecutionRequested;
import dev.docket.event.Metadata;
import dev.docket.serde.EventFamily;
import dev.docket.serde.EventJson;
import dev.docket.serde.Reading;
import dev.docket.serde.Unreadable;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of requests: a job log ({@code .swf}) or one {@link ExecutionRequested} a line ({@code .jsonl}), either of
 * them also compressed by gzip, which is seen by the content and not by the name.
 *
 * <p>The lines of a {@code .jsonl} file are sent at once, in the order of the file; where every one of them has
 * {@code metadata.timestamp}, they are sent in the order and at the distances of these times, divided by the arrival
 * factor. Requests are sent as they stand; whether they are valid is for the coordinator to say.
 */
public final class WorkloadFile {

    private static final int FAULTS_KEPT = 20;

    private WorkloadFile() {}

    /** Whether the name is one of a file that this class reads. */
    public static boolean understands(Path file) {
        return isSwf(file) || isJsonl(file);
    }

    /**
     * Reads the whole file.
     *
     * @param rule how jobs become requests; of a {@code .jsonl} file only the arrival factor is used
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if the name ends neither in {@code .swf} nor in {@code .jsonl}
     */
    public static Workload read(Path file, SwfRule rule) throws IOException {
        try (BufferedReader lines = open(file)) {
            if (isSwf(file)) {
                return jobs(SwfLog.read(lines), rule);
            }
            if (isJsonl(file)) {
                return requests(lines, rule.arrivalFactor());
            }
            throw new IllegalArgumentException("neither .swf nor .jsonl: " + file);
        }
    }

    private static Workload jobs(SwfLog log, SwfRule rule) {
        if (log.faulty() > 0) {
            return new Workload.Faulty(log.faults(), log.faulty());
        }
        long first = log.jobs().isEmpty() ? 0 : log.jobs().get(0).submitSeconds();
        return new Workload.Arrivals(log.jobs().stream()
                .map(job -> new Workload.Arrival(rule.after(job, first), rule.request(job)))
                .toList());
    }

    private static Workload requests(BufferedReader lines, double arrivalFactor) throws IOException {
        List<ExecutionRequested> requests = new ArrayList<>();
        List<LineFault> faults = new ArrayList<>();
        long number = 0;
        long faulty = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            String fault = request(line, requests);
            if (fault != null) {
                faulty++;
                if (faults.size() < FAULTS_KEPT) {
                    faults.add(new LineFault(number, fault));
                }
            }
        }
        return faulty > 0 ? new Workload.Faulty(faults, faulty) : new Workload.Arrivals(timed(requests, arrivalFactor));
    }

    /** Adds the request of this line, or says what is wrong with it. */
    private static @Nullable String request(String line, List<ExecutionRequested> requests) {
        var reading = EventJson.read(line.getBytes(StandardCharsets.UTF_8), EventFamily.REQUESTS);
        if (reading instanceof Reading.Parsed<?> parsed && parsed.event() instanceof ExecutionRequested request) {
            requests.add(request);
            return null;
        }
        return reading instanceof Unreadable<?> unreadable
                ? unreadable.message()
                : "only ExecutionRequested can be replayed";
    }

    private static List<Workload.Arrival> timed(List<ExecutionRequested> requests, double arrivalFactor) {
        if (requests.isEmpty() || requests.stream().anyMatch(request -> timestamp(request) == null)) {
            return requests.stream()
                    .map(request -> new Workload.Arrival(Duration.ZERO, request))
                    .toList();
        }
        List<ExecutionRequested> sorted = new ArrayList<>(requests);
        sorted.sort(Comparator.comparing(WorkloadFile::timestamp, Comparator.nullsFirst(Comparator.naturalOrder())));
        Instant first = timestamp(sorted.get(0));
        return sorted.stream()
                .map(request -> new Workload.Arrival(compressed(first, timestamp(request), arrivalFactor), request))
                .toList();
    }

    private static Duration compressed(@Nullable Instant first, @Nullable Instant then, double factor) {
        return first == null || then == null
                ? Duration.ZERO
                : Duration.ofNanos(Math.round(Duration.between(first, then).toMillis() / factor * 1e6));
    }

    private static @Nullable Instant timestamp(ExecutionRequested request) {
        Metadata metadata = request.metadata();
        return metadata == null ? null : metadata.timestamp();
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        try {
            raw.mark(2);
            boolean compressed = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            InputStream plain = compressed ? new GZIPInputStream(raw, 1 << 16) : raw;
            return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static boolean isSwf(Path file) {
        return named(file, ".swf");
    }

    private static boolean isJsonl(Path file) {
        return named(file, ".jsonl");
    }

    private static boolean named(Path file, String suffix) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(suffix) || name.endsWith(suffix + ".gz");
    }
}
