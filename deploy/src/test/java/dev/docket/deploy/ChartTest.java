package dev.docket.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.LintResult;
import dev.docket.launcher.PodFields;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {
    private static final String LEAST = "kafka: {bootstrapServers: 'kafka:9092'}";

    static List<String> values() throws IOException {
        return List.of(
                LEAST,
                everything(),
                LEAST + "\nexecutions: {namespace: '', networkPolicy: {enabled: true, dns: false}}");
    }

    static String everything() throws IOException {
        return Files.readString(Path.of("src", "test", "resources", "everything.yaml"));
    }

    @Test
    void helmFindsNothingToSayAboutIt() {
        LintResult result = Chart.helm().lint().strict().call();

        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
        assertThat(result.getMessages()).noneMatch(m -> m.contains("WARNING") || m.contains("ERROR"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyManifestIsWhatTheApiTakes(String values) throws IOException {
        List<Manifest> manifests = Chart.render(values);

        assertThat(manifests).hasSizeGreaterThan(10);
        for (Manifest manifest : manifests) {
            assertThat(ApiSchema.faults(manifest)).as(manifest.toString()).isEmpty();
        }
        assertThat(manifests.stream().map(m -> m + " in " + m.namespace())).doesNotHaveDuplicates();
    }

    @Test
    void theSchemaOfTheApiWouldFindAFault() throws IOException {
        Manifest service = Chart.only(Chart.render(LEAST), "Service", "docket-coordinator");
        String text = service.json().toString();

        assertThat(faults(text.replace("\"selector\"", "\"selectr\""))).isNotEmpty();
        assertThat(faults(text.replace("\"port\":8080", "\"prt\":8080"))).isNotEmpty();
        assertThat(faults(text.replace("\"Service\"", "\"Srvice\""))).isNotEmpty();
    }

    private static List<String> faults(String json) throws IOException {
        return ApiSchema.faults(new Manifest(new ObjectMapper().readTree(json)));
    }

    @Test
    void withEveryValueGivenEveryKindIsThere() throws IOException {
        Map<String, Integer> kinds = new TreeMap<>();
        Chart.render(everything()).forEach(m -> kinds.merge(m.kind(), 1, Integer::sum));

        assertThat(kinds)
                .isEqualTo(Map.ofEntries(
                        Map.entry("ConfigMap", 3),
                        Map.entry("Deployment", 1),
                        Map.entry("KafkaTopic", 6),
                        Map.entry("Namespace", 3),
                        Map.entry("NetworkPolicy", 4),
                        Map.entry("PodDisruptionBudget", 2),
                        Map.entry("Role", 3),
                        Map.entry("RoleBinding", 3),
                        Map.entry("Service", 2),
                        Map.entry("ServiceAccount", 2),
                        Map.entry("ServiceMonitor", 1),
                        Map.entry("StatefulSet", 1)));
    }

    @Test
    void onlyTheLauncherHasATokenAndItIsForItsRoleInTheNamespacesOfPods() throws IOException {
        List<Manifest> manifests = Chart.render(everything());

        assertThat(Chart.only(manifests, "StatefulSet", "docket-coordinator")
                        .at("/spec/template/spec/automountServiceAccountToken")
                        .asBoolean())
                .isFalse();
        assertThat(Chart.only(manifests, "ServiceAccount", "docket-coordinator")
                        .at("/automountServiceAccountToken")
                        .asBoolean(true))
                .isFalse();
        assertThat(Chart.only(manifests, "Deployment", "docket-launcher")
                        .text("/spec/template/spec/serviceAccountName"))
                .isEqualTo("docket-launcher");
        JsonNode rules = Chart.yaml(Chart.DIRECTORY.resolve("files").resolve("launcher-rules.yaml"));
        List<String> namespaces = new ArrayList<>();
        for (Manifest manifest : manifests) {
            if (manifest.kind().equals("Role")) {
                namespaces.add(manifest.namespace());
                assertThat(manifest.at("/rules")).isEqualTo(rules);
            } else if (manifest.kind().equals("RoleBinding")) {
                assertThat(manifest.list("/subjects")).singleElement().satisfies(subject -> {
                    assertThat(subject.path("name").asText()).isEqualTo("docket-launcher");
                    assertThat(subject.path("namespace").asText()).isEqualTo(Chart.NAMESPACE);
                });
            }
        }
        assertThat(namespaces).containsExactlyInAnyOrder("batch-pods", "team-a", "team-b");
        assertThat(manifests).extracting(Manifest::kind).doesNotContain("ClusterRole", "ClusterRoleBinding");
    }

    @Test
    void theNamespacesOfPodsEnforceRestrictedAndOutliveTheChart() throws IOException {
        assertThat(Chart.render(everything()))
                .filteredOn(m -> m.kind().equals("Namespace"))
                .hasSize(3)
                .allSatisfy(m -> {
                    JsonNode labels = m.at("/metadata/labels");
                    assertThat(labels.path("pod-security.kubernetes.io/enforce").asText())
                            .isEqualTo("restricted");
                    assertThat(m.at("/metadata/annotations")
                                    .path("helm.sh/resource-policy")
                                    .asText())
                            .isEqualTo("keep");
                });
    }

    @Test
    void thePartsThemselvesAreAsHardAsTheRestrictedProfileDemands() throws IOException {
        List<Manifest> manifests = Chart.render(everything());
        for (Manifest part : List.of(
                Chart.only(manifests, "StatefulSet", "docket-coordinator"),
                Chart.only(manifests, "Deployment", "docket-launcher"))) {
            Manifest spec = new Manifest(part.at("/spec/template/spec"));
            assertThat(spec.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(spec.text("/securityContext/seccompProfile/type")).isEqualTo("RuntimeDefault");
            assertThat(spec.list("/containers")).singleElement().satisfies(container -> {
                assertThat(container
                                .at("/securityContext/allowPrivilegeEscalation")
                                .asBoolean(true))
                        .isFalse();
                assertThat(container
                                .at("/securityContext/readOnlyRootFilesystem")
                                .asBoolean())
                        .isTrue();
                assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                        .isEqualTo("ALL");
            });
        }
    }

    @Test
    void theDefaultDenyIsForTheLaunchersPods() {
        List<Manifest> manifests = Chart.render(LEAST + "\nexecutions: {networkPolicy: {enabled: true, dns: false}}");
        Manifest policy = Chart.only(manifests, "NetworkPolicy", "docket-executions");

        assertThat(policy.at("/spec/podSelector/matchLabels"))
                .isEqualTo(new ObjectMapper()
                        .valueToTree(Map.of(
                                PodFields.LABEL_MANAGED_BY,
                                PodFields.MANAGED_BY,
                                PodFields.LABEL_INSTALLATION,
                                "docket")));
        assertThat(policy.namespace()).isEqualTo("docket-pods");
        assertThat(policy.list("/spec/policyTypes")).hasSize(2);
        assertThat(policy.at("/spec/egress").isArray()).isTrue();
        assertThat(policy.list("/spec/egress")).isEmpty();
        assertThat(policy.list("/spec/ingress")).isEmpty();
    }

    @Test
    void coordinatorsAreProbedAndFoundWhereTheyAnswer() throws IOException {
        List<Manifest> manifests = Chart.render(everything());
        Manifest set = Chart.only(manifests, "StatefulSet", "docket-coordinator");
        Manifest container = new Manifest(set.at("/spec/template/spec/containers/0"));
        JsonNode api;
        try (InputStream document = ChartTest.class.getResourceAsStream("/openapi.json")) {
            api = new ObjectMapper().readTree(document).path("paths");
        }

        assertThat(List.of(
                        container.text("/startupProbe/httpGet/path"),
                        container.text("/livenessProbe/httpGet/path"),
                        container.text("/readinessProbe/httpGet/path"),
                        Chart.only(manifests, "ServiceMonitor", "docket-coordinator")
                                .text("/spec/endpoints/0/path")))
                .containsExactly("/health/live", "/health/live", "/health/ready", "/metrics")
                .allMatch(api::has);
        String peers = set.text("/spec/serviceName");
        assertThat(Chart.only(manifests, "Service", peers)
                        .at("/spec/publishNotReadyAddresses")
                        .asBoolean())
                .isTrue();
        assertThat(container.list("/args"))
                .extracting(JsonNode::asText)
                .contains("--set=application.server=$(POD_NAME)." + peers + ".$(POD_NAMESPACE).svc:9000");
        assertThat(set.text("/spec/podManagementPolicy")).isEqualTo("Parallel");
    }

    @Test
    void aChangeOfSettingsOrTemplatesStartsThePartsAnew() {
        String part = LEAST + "\nexecutions: {templates: {a: {spec: {nodeSelector: {b: '%s'}}}}}";
        String settings = LEAST + "\nlauncher: {settings: {pod.retention: %s}}";

        assertThat(annotation(part.formatted("c"))).isNotEqualTo(annotation(part.formatted("d")));
        assertThat(annotation(settings.formatted("1m"))).isNotEqualTo(annotation(settings.formatted("2m")));
        assertThat(annotation(settings.formatted("1m"))).isEqualTo(annotation(settings.formatted("1m")));
    }

    private static String annotation(String values) {
        return Chart.only(Chart.render(values), "Deployment", "docket-launcher")
                .at("/spec/template/metadata/annotations")
                .path("docket.dev/settings")
                .asText();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown: 1",
                "installation: Not_Legal",
                "coordinator: {replica: 3}",
                "coordinator: {terminationGracePeriodSeconds: 30}",
                "coordinator: {settings: {application.server: 'a:1'}}",
                "launcher: {settings: {cluster.namespace: other}}",
                "launcher: {settings: {pod.retention: \"1h\\nx=y\"}}",
                "executions: {templates: {gpu: {kind: Deployment}}}",
                "executions: {podSecurity: none}"
            })
    void valuesThatItDoesNotKnowAreRefused(String values) {
        assertThatThrownBy(() -> Chart.render(LEAST + "\n" + values)).hasMessageContaining("schema");
    }

    @Test
    void whereKafkaIsHasToBeSaid() {
        assertThatThrownBy(() -> Chart.render("{}")).hasMessageContaining("kafka.bootstrapServers has to be given");
    }

    @Test
    void itDeploysTheVersionOfThisCheckout() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));

        assertThat(pom)
                .contains("<version>"
                        + Chart.yaml(Chart.DIRECTORY.resolve("Chart.yaml"))
                                .path("appVersion")
                                .asText()
                        + "</version>");
    }
}
