package dev.docket.cli;

import dev.docket.config.Kind;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 90}, {@code 90s}, {@code 5m}, {@code 4h}, {@code 7d}; a bare number is seconds. */
final class DurationConverter implements ITypeConverter<Duration> {

    private static final Kind<Duration> KIND = Kind.duration(Duration.ofSeconds(1), Duration.ofDays(365));

    @Override
    public Duration convert(String text) {
        String withUnit = text.matches("\\d+") ? text + "s" : text;
        return KIND.read(withUnit)
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is not " + KIND.allowed()));
    }
}
