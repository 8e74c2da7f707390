package io.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.model.Datatype;
import io.sluice.model.ServingException;
import io.sluice.model.Task;
import io.sluice.model.Violation;
import io.sluice.registry.VersionState;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The closed lists and name rules of the contract are those of the code and of model.json. */
final class ContractWordsTest {
  private static final Contract CONTRACT = Contract.ofSource();
  private static final JsonNode DESCRIPTOR = DescriptorSchema.document();

  @Test
  void problemTypes_contract_holdEveryKindOfFailure() {
    assertThat(CONTRACT.words("/components/schemas/Problem/properties/type/enum"))
        .containsAll(
            Arrays.stream(ServingException.Kind.values())
                .map(kind -> "urn:sluice:problem:" + kind.wireName())
                .toList());
  }

  @Test
  void rules_contract_areThoseOfTheCode() {
    assertThat(CONTRACT.words("/components/schemas/FieldError/properties/rule/enum"))
        .containsExactlyElementsOf(
            Arrays.stream(Violation.Rule.values()).map(Violation.Rule::wireName).toList());
  }

  @Test
  void states_contract_areThoseOfTheCode() {
    assertThat(CONTRACT.words("/components/schemas/State/enum"))
        .containsExactlyElementsOf(
            Arrays.stream(VersionState.values()).map(VersionState::name).toList());
  }

  @Test
  void tasks_contractAndDescriptor_areThoseOfTheCode() {
    List<String> tasks = Arrays.stream(Task.values()).map(Task::wireName).toList();

    assertThat(CONTRACT.words("/components/schemas/Task/enum")).isEqualTo(tasks);
    assertThat(Contract.texts(DESCRIPTOR.at("/properties/task/enum"))).isEqualTo(tasks);
  }

  @Test
  void datatypes_contractAndDescriptor_areThoseOfTheCode() {
    List<String> datatypes = Arrays.stream(Datatype.values()).map(Datatype::name).toList();

    assertThat(CONTRACT.words("/components/schemas/Datatype/enum")).isEqualTo(datatypes);
    assertThat(Contract.texts(DESCRIPTOR.at("/$defs/datatype/enum"))).isEqualTo(datatypes);
  }

  @ParameterizedTest
  @CsvSource({
    "ModelName, /properties/name/pattern",
    "VersionNumber, /properties/version/pattern",
    "OperationName, /properties/operation/pattern",
    "FieldName, /$defs/fieldName/pattern",
  })
  void namePattern_contract_isTheDescriptors(String schema, String pointer) {
    assertThat(CONTRACT.document().at("/components/schemas/" + schema + "/pattern"))
        .isEqualTo(DESCRIPTOR.at(pointer));
  }
}
