package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.core.json.JsonText;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is left of a template where types are left out. */
class PartialTemplateTest {

    private static final String TEMPLATE = """
            {"Resources": {
              "Board": {"Type": "AWS::CloudWatch::Dashboard"},
              "Work": {"Type": "AWS::Lambda::Function", "DependsOn": ["Board"], "Properties": {"Timeout": 3}},
              "Alias": {"Type": "Custom::SlipwayAlias", "Properties": {"Model": "sums"}}},
             "Outputs": {"A": {"Value": {"Ref": "Board"}}, "B": {"Value": {"Fn::GetAtt": ["Work", "Arn"]}}}}
            """;

    @Test
    void whatIsLeftOutIsNamedAndNothingPointsToIt() {
        PartialTemplate partial = PartialTemplate.of(TEMPLATE, Set.of("AWS::CloudWatch::Dashboard"));

        assertThat(partial.leftOut()).containsExactly("Board");
        assertThat(JsonText.parse(partial.text())).isEqualTo(JsonText.parse("""
                {"Resources": {
                  "Work": {"Type": "AWS::Lambda::Function", "DependsOn": [], "Properties": {"Timeout": 3}},
                  "AliasVersion": {"Type": "AWS::Lambda::Version", "Properties": {"FunctionName": {"Ref": "Work"}}},
                  "Alias": {"Type": "AWS::Lambda::Alias", "Properties": {
                    "Name": "live", "FunctionName": {"Ref": "Work"},
                    "FunctionVersion": {"Fn::GetAtt": ["AliasVersion", "Version"]}}}},
                 "Outputs": {"A": {"Value": "left-out-Board"}, "B": {"Value": {"Fn::GetAtt": ["Work", "Arn"]}}}}
                """));
    }
}
