package dev.docket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Fabric8PodApiTest {

    @ParameterizedTest
    @CsvSource({
        "403,Forbidden,'pods \"p\" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1',QUOTA",
        "403,Forbidden,'pods \"p\" is forbidden: status unknown for quota: q, resources: limits.cpu',QUOTA",
        "403,Forbidden,'pods \"p\" is forbidden: violates PodSecurity \"restricted:latest\": …',REFUSED",
        "409,AlreadyExists,'pods \"p\" already exists',ALREADY_EXISTS",
        "409,Conflict,'Operation cannot be fulfilled on resourcequotas \"q\"',CONFLICT",
        "429,TooManyRequests,'Too many requests, please try again later.',THROTTLED",
        "422,Invalid,'Pod \"p\" is invalid: spec.…',REFUSED",
        "504,Timeout,'request did not complete within requested timeout',UNAVAILABLE"
    })
    void aRefusalIsToldByItsCodeItsReasonAndItsWords(int code, String reason, String message, Refusal.Kind kind) {
        KubernetesClientException refused = new KubernetesClientException(new StatusBuilder()
                .withCode(code)
                .withReason(reason)
                .withMessage(message)
                .build());

        assertThat(Fabric8PodApi.refusal(refused).kind()).isEqualTo(kind);
        assertThat(Fabric8PodApi.refusal(refused).message()).isEqualTo(message);
    }
}
