package dev.docket.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Whom a command asks. Any coordinator of the installation answers for all. */
final class CoordinatorOptions {

    private static final URI USUAL = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--coordinator",
            paramLabel = "URL",
            split = ",",
            splitSynopsisLabel = ",",
            converter = BaseUrl.class,
            description = "Where coordinators answer; the next is asked when one cannot be reached."
                    + " Default: the running standalone, or else http://127.0.0.1:8080.")
    List<URI> coordinators = List.of();

    CoordinatorClient client() {
        List<URI> asked = coordinators.isEmpty()
                ? List.of(Running.read(Home.running())
                        .map(found -> URI.create(found.coordinator()))
                        .orElse(USUAL))
                : coordinators.stream().distinct().toList();
        return new CoordinatorClient(asked, Patience.USUAL);
    }

    /** A URL, or host and port of one, without a slash at its end. */
    static final class BaseUrl implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            String url = (text.contains("://") ? text : "http://" + text).replaceAll("/+$", "");
            try {
                URI uri = new URI(url);
                boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
                if (http && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
                    return uri;
                }
            } catch (URISyntaxException e) {
                // Said below, as for other faults.
            }
            throw new TypeConversionException("'" + text + "' is no http or https URL of a coordinator");
        }
    }
}
