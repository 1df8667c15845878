package dev.docket.config;

import dev.docket.config.Settings.Given;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the settings of a program from a file of Java properties, then the environment, then flags; what is read later
 * wins. Names that are not in the schema are faults, except those under {@code kafka.}, which go to Kafka as they are.
 *
 * <p>In the environment {@code queue.max-active} is {@code DOCKET_QUEUE_MAX_ACTIVE}, and {@code kafka.producer.linger.ms}
 * is {@code DOCKET_KAFKA_PRODUCER_LINGER_MS}. The variables that Kubernetes sets for a Service called {@code docket} look
 * alike and are passed over.
 */
public final class SettingsReader {

    static final String VARIABLE_PREFIX = "DOCKET_";

    static final String KAFKA_PREFIX = "kafka.";

    private static final String KAFKA_VARIABLE_PREFIX = "DOCKET_KAFKA_";

    private static final Pattern SERVICE_LINK =
            Pattern.compile("DOCKET_(\\w+_)?(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_\\w+)?)");

    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    /** Variables of the start script, which are no settings. */
    private static final List<String> OF_THE_SCRIPT = List.of("DOCKET_HOME", "DOCKET_JAVA_OPTS", "DOCKET_CONFIG");

    private static final int SHOWN_LENGTH = 100;

    private final Schema schema;

    private final Map<String, Given> given = new LinkedHashMap<>();

    private final List<SettingFault> faults = new ArrayList<>();

    public SettingsReader(Schema schema) {
        this.schema = schema;
    }

    /** Takes what stands in a file of Java properties in UTF-8. */
    public SettingsReader file(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            faults.add(new SettingFault(
                    file.toString(), "a file that cannot be read (" + e + ")", "a file of Java properties in UTF-8"));
        }
        String source = "file " + file.getFileName();
        new TreeMap<>(properties).forEach((name, value) -> take(name.toString(), value.toString(), source));
        return this;
    }

    /** Takes the variables that begin with {@code DOCKET_}. */
    public SettingsReader environment(Map<String, String> variables) {
        new TreeMap<>(variables).forEach((variable, value) -> {
            if (variable.startsWith(VARIABLE_PREFIX) && !isForeign(variable, value)) {
                take(nameOf(variable), value, "environment " + variable);
            }
        });
        return this;
    }

    /** Takes what was given on the command line. */
    public SettingsReader flags(Map<String, String> flags) {
        flags.forEach((name, value) -> take(name, value, "flag"));
        return this;
    }

    /**
     * What was read, with defaults for the rest.
     *
     * @throws InvalidSettingsException if anything is wrong, with all of it
     */
    public Settings read() {
        List<SettingFault> found = new ArrayList<>(faults);
        Map<Setting<?>, Given> good = new LinkedHashMap<>();
        for (Setting<?> setting : schema.settings()) {
            Optional<Given> value = Optional.ofNullable(given.get(setting.name()))
                    .or(() -> setting.fallback().map(text -> new Given(text, "default")));
            if (value.isPresent() && setting.kind().read(value.get().text()).isPresent()) {
                good.put(setting, value.get());
            } else if (value.isPresent()) {
                found.add(fault(setting, value.get(), setting.kind().allowed()));
            } else if (setting.required()) {
                found.add(new SettingFault(
                        setting.name(), "nothing", setting.kind().allowed()));
            }
        }
        Settings settings = new Settings(good, kafka());
        for (Rule rule : schema.rules()) {
            Given value = good.get(rule.setting());
            if (value != null && good.keySet().containsAll(rule.others())) {
                rule.broken().apply(settings).forEach(allowed -> found.add(fault(rule.setting(), value, allowed)));
            }
        }
        if (!found.isEmpty()) {
            throw new InvalidSettingsException(found);
        }
        return settings;
    }

    /** A value as it may be shown: no secrets, no line breaks, not too long. */
    static String shown(String name, String value) {
        if (Setting.isSecret(name)) {
            return "[hidden]";
        }
        String oneLine = value.replaceAll("\\p{Cntrl}", "?");
        return oneLine.length() <= SHOWN_LENGTH ? oneLine : oneLine.substring(0, SHOWN_LENGTH) + "…";
    }

    private void take(String name, String value, String source) {
        if (name.startsWith(KAFKA_PREFIX) && name.length() > KAFKA_PREFIX.length()) {
            takeForKafka(name, new Given(value, source));
            return;
        }
        if (schema.named(name).isPresent()) {
            given.put(name, new Given(value, source));
            return;
        }
        String nearest = Spelling.nearest(
                        name, schema.settings().stream().map(Setting::name).toList())
                .map(known -> "; did you mean " + known + "?")
                .orElse("");
        faults.add(new SettingFault(
                shown("", name),
                "'" + shown(name, value) + "' (" + source + ")",
                "there is no setting of this name" + nearest));
    }

    private void takeForKafka(String name, Given value) {
        String kafkaName = name.substring(KAFKA_PREFIX.length());
        if (schema.ownKafkaNames().stream().anyMatch(own -> kafkaName.equals(own) || kafkaName.endsWith("." + own))) {
            faults.add(new SettingFault(
                    name,
                    "'" + shown(name, value.text()) + "' (" + value.source() + ")",
                    "nothing; Docket tells Kafka this itself"));
        } else {
            given.put(name, value);
        }
    }

    private Map<String, Given> kafka() {
        Map<String, Given> kafka = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            if (name.startsWith(KAFKA_PREFIX)) {
                kafka.put(name.substring(KAFKA_PREFIX.length()), value);
            }
        });
        return kafka;
    }

    private String nameOf(String variable) {
        String dotted = variable.substring(VARIABLE_PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '.');
        if (variable.startsWith(KAFKA_VARIABLE_PREFIX)) {
            return dotted;
        }
        return schema.settings().stream()
                .filter(setting -> setting.variable().equals(variable))
                .map(Setting::name)
                .findFirst()
                .orElse(dotted);
    }

    private static boolean isForeign(String variable, String value) {
        return OF_THE_SCRIPT.contains(variable)
                || SERVICE_LINK.matcher(variable).matches()
                || (variable.endsWith("_PORT") && SERVICE_ADDRESS.matcher(value).matches());
    }

    private static SettingFault fault(Setting<?> setting, Given value, String allowed) {
        return new SettingFault(
                setting.name(), "'" + shown(setting.name(), value.text()) + "' (" + value.source() + ")", allowed);
    }
}
