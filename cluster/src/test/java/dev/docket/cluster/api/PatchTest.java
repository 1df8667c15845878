package dev.docket.cluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.cluster.store.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchTest {
    private static JsonNode json(String text) throws IOException {
        return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode object(String text) throws IOException {
        return (ObjectNode) json(text);
    }

    /** The examples of RFC 7386, appendix A, whose target and patch are objects. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'a':'b'}           | {'a':'c'}               | {'a':'c'}",
                "{'a':'b'}           | {'b':'c'}               | {'a':'b','b':'c'}",
                "{'a':'b'}           | {'a':null}              | {}",
                "{'a':'b','b':'c'}   | {'a':null}              | {'b':'c'}",
                "{'a':['b']}         | {'a':'c'}               | {'a':'c'}",
                "{'a':'c'}           | {'a':['b']}             | {'a':['b']}",
                "{'a':{'b':'c'}}     | {'a':{'b':'d','c':null}} | {'a':{'b':'d'}}",
                "{'a':[{'b':'c'}]}   | {'a':[1]}               | {'a':[1]}",
                "{'e':null}          | {'a':1}                 | {'e':null,'a':1}",
                "{}                  | {'a':{'bb':{'ccc':null}}} | {'a':{'bb':{}}}"
            })
    void mergesAsRfc7386Says(String target, String patch, String result) throws Exception {
        assertThat(MergePatch.merge(object(target), json(patch))).isEqualTo(json(result));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'a':[1,2]} | [{'op':'add','path':'/a/1','value':9}]                    | {'a':[1,9,2]}",
                "{'a':[1,2]} | [{'op':'add','path':'/a/-','value':9}]                    | {'a':[1,2,9]}",
                "{'a':1}     | [{'op':'remove','path':'/a'}]                             | {}",
                "{'a':[1,2]} | [{'op':'remove','path':'/a/0'}]                           | {'a':[2]}",
                "{'a':1}     | [{'op':'replace','path':'/a','value':{'b':2}}]            | {'a':{'b':2}}",
                "{'a':1}     | [{'op':'move','from':'/a','path':'/b'}]                   | {'b':1}",
                "{'a':{'c':1}} | [{'op':'copy','from':'/a','path':'/b'}]                 | {'a':{'c':1},'b':{'c':1}}",
                "{'a/b':1}   | [{'op':'test','path':'/a~1b','value':1}]                  | {'a/b':1}"
            })
    void appliesJsonPatches(String target, String patch, String result) throws Exception {
        assertThat(JsonPatch.apply(object(target), json(patch))).isEqualTo(json(result));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[{'op':'test','path':'/a','value':2}]     | 422",
                "[{'op':'remove','path':'/b'}]             | 422",
                "[{'op':'replace','path':'/b','value':1}]  | 422",
                "[{'op':'add','path':'/x/y','value':1}]    | 422",
                "[{'op':'add','path':'/l/7','value':1}]    | 422",
                "[{'op':'add','path':'/l/01','value':1}]   | 422",
                "[{'op':'replace','path':'','value':1}]    | 422",
                "[{'op':'dance','path':'/a'}]              | 400",
                "[{'op':'add','path':'/a'}]                | 400",
                "[{'op':'add','path':'a','value':1}]       | 400",
                "[{'op':'add','value':1}]                  | 400",
                "{'op':'add'}                              | 400"
            })
    void refusesJsonPatchesThatFail(String patch, int code) {
        assertThatExceptionOfType(ApiRefusal.class)
                .isThrownBy(() -> JsonPatch.apply(object("{'a':1,'l':[1]}"), json(patch)))
                .matches(refusal -> refusal.code() == code);
    }

    @Test
    void mergesListsThatHaveAKeyElementByElement() throws Exception {
        ObjectNode pod = object("{'spec':{'containers':[{'name':'a','image':'1','env':[{'name':'X','value':'1'}]},"
                + "{'name':'b'}],'tolerations':[{'key':'k'}]}}");
        ObjectNode after = MergePatch.strategic(
                pod,
                json("{'spec':{'containers':[{'name':'a','image':'2','env':[{'name':'Y','value':'2'}]},"
                        + "{'name':'b','$patch':'delete'},{'name':'c'}],'tolerations':[{'key':'l'}],"
                        + "'$setElementOrder/containers':[{'name':'a'},{'name':'c'}]}}"));
        assertThat(after)
                .isEqualTo(json("{'spec':{'containers':[{'name':'a','image':'2','env':[{'name':'X','value':'1'},"
                        + "{'name':'Y','value':'2'}]},{'name':'c'}],'tolerations':[{'key':'l'}]}}"));
    }

    @Test
    void replacesAMapThatSaysSo() throws Exception {
        ObjectNode after = MergePatch.strategic(
                object("{'metadata':{'labels':{'a':'1'}}}"),
                json("{'metadata':{'labels':{'$patch':'replace','b':'2'}}}"));
        assertThat(after).isEqualTo(json("{'metadata':{'labels':{'b':'2'}}}"));
    }

    @Test
    void refusesAnElementWithoutItsKey() {
        assertThatExceptionOfType(ApiRefusal.class)
                .isThrownBy(() -> MergePatch.strategic(object("{}"), json("{'spec':{'containers':[{'image':'1'}]}}")))
                .withMessageContaining("merge key: name");
    }
}
