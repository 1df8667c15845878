package dev.docket.serde;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedConstructor;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import dev.docket.event.Event;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/**
 * What the records of {@code dev.docket.event} demand of JSON: a component that is not {@link Nullable} must be there
 * and not null, and so must the elements of its list. The JSON Schemas are made by the same rule.
 */
final class RequiredComponents extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1;

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
        AnnotatedType type = componentType(member);
        return type == null ? null : !mayBeNull(type);
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated annotated) {
        AnnotatedType type = componentType(annotated);
        if (type == null) {
            return JsonSetter.Value.empty();
        }
        Nulls value = mayBeNull(type) ? Nulls.DEFAULT : Nulls.FAIL;
        Nulls content =
                type instanceof AnnotatedParameterizedType list && !mayBeNull(list.getAnnotatedActualTypeArguments()[0])
                        ? Nulls.FAIL
                        : Nulls.DEFAULT;
        return JsonSetter.Value.construct(value, content);
    }

    /** Asks the record component: it has the type annotations on every JDK, the constructor's parameter may not. */
    private static @Nullable AnnotatedType componentType(Annotated annotated) {
        if (annotated instanceof AnnotatedParameter parameter
                && parameter.getOwner() instanceof AnnotatedConstructor constructor) {
            Class<?> type = constructor.getDeclaringClass();
            if (type.isRecord() && type.getPackage().equals(Event.class.getPackage())) {
                RecordComponent[] components = type.getRecordComponents();
                return components.length == constructor.getParameterCount()
                        ? components[parameter.getIndex()].getAnnotatedType()
                        : null;
            }
        }
        return null;
    }

    private static boolean mayBeNull(AnnotatedElement type) {
        return type.isAnnotationPresent(Nullable.class);
    }
}
