package dev.docket.launcher;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an operator adds to Pods: a Pod manifest in YAML or JSON. {@link TemplateRules} says which fields it may hold; a
 * manifest with any other is refused, so that nothing written there is silently without effect.
 *
 * @param pod labels, annotations and the allowed part of the spec
 * @param faults what is allowed, once for everything that is wrong with the file; then {@code pod} is empty
 */
record PodTemplate(Pod pod, List<String> faults) {

    /** Adds nothing. */
    static PodTemplate none() {
        return new PodTemplate(filled(new Pod()), List.of());
    }

    /**
     * Reads the file; never throws for what stands in it.
     *
     * @param weaker whether it may weaken the Pod
     */
    static PodTemplate read(Path file, boolean weaker) {
        KubernetesSerialization yaml = new KubernetesSerialization();
        try {
            String text = Files.readString(file);
            Map<?, ?> raw = yaml.unmarshal(text, Map.class);
            List<String> faults = new ArrayList<>(TemplateRules.faults(raw, weaker));
            if (!faults.isEmpty()) {
                return refused(faults);
            }
            Pod pod = filled(yaml.unmarshal(text, Pod.class));
            UnknownFields.in(pod)
                    .forEach(field -> faults.add("a Pod manifest without " + field + ", which is no field"));
            return faults.isEmpty() ? new PodTemplate(pod, List.of()) : refused(faults);
        } catch (IOException e) {
            return refused(List.of("a file that can be read"));
        } catch (RuntimeException e) {
            return refused(List.of("a file with YAML or JSON of a Pod"));
        }
    }

    /** What it adds to the one container; an empty one if it says nothing of it. */
    Container container() {
        List<Container> containers = pod.getSpec().getContainers();
        return containers.isEmpty() ? new Container() : containers.get(0);
    }

    private static PodTemplate refused(List<String> faults) {
        return new PodTemplate(filled(new Pod()), List.copyOf(faults));
    }

    private static Pod filled(Pod pod) {
        if (pod.getMetadata() == null) {
            pod.setMetadata(new ObjectMeta());
        }
        if (pod.getSpec() == null) {
            pod.setSpec(new PodSpec());
        }
        return pod;
    }
}
