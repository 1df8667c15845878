package dev.docket.launcher;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds fields that Kubernetes does not know. fabric8's model keeps them aside and sends them along, and the API server
 * passes over them in silence: a toleration with a typing error would be none.
 */
final class UnknownFields {
    private static final String MODEL = "io.fabric8.kubernetes.api.model";

    private UnknownFields() {}

    /** The paths of the unknown fields of an object of fabric8's model, such as {@code spec.tolerations[0].effct}. */
    static List<String> in(Object model) {
        List<String> found = new ArrayList<>();
        look(model, "", found);
        return found;
    }

    private static void look(@Nullable Object value, String path, List<String> found) {
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                look(list.get(i), path + "[" + i + "]", found);
            }
        } else if (value != null && value.getClass().getName().startsWith(MODEL)) {
            for (Method method : value.getClass().getMethods()) {
                if (method.getName().startsWith("get") && method.getParameterCount() == 0) {
                    field(value, method, path.isEmpty() ? "" : path + ".", found);
                }
            }
        }
    }

    private static void field(Object owner, Method getter, String path, List<String> found) {
        Object value;
        try {
            value = getter.invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a getter of the model failed: " + getter, e);
        }
        if (getter.getName().equals("getAdditionalProperties")) {
            if (value instanceof Map<?, ?> unknown) {
                unknown.keySet().forEach(name -> found.add(path + name));
            }
        } else {
            String name = getter.getName().substring("get".length());
            look(value, path + Character.toLowerCase(name.charAt(0)) + name.substring(1), found);
        }
    }
}
