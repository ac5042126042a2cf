Feature: What a learner can do next

  A decision that is not full recognition says what would change it: the smallest sets of facts that lead to a better
  outcome, and who could supply them. Each was tried before it is named.

  Background:
    Given the applicant presents a fully described micro-credential "Data Ethics"
    And it is confirmed to be authentic and to belong to the applicant
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes
    And it covers 5 of the essential outcomes

  Scenario: Who is two outcomes short is told which two would do
    Given it covers 2 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is partial recognition
    And 2 more outcomes of the module would lead to full recognition
    And the learner alone could bring about full recognition

  Scenario: Where only the level is too low, the level is what would have to be another
    Given its level is EQF 5
    When recognition is requested for exemption
    Then the outcome is a refusal
    And for full recognition the EQF level would have to be "EQF 7"
    And for alternative recognition the EQF level would have to be "EQF 6"

  Scenario: A suspended award is its issuer's to set right
    Given its status is found to be suspended
    When recognition is requested for exemption
    Then the outcome is a decision put on hold
    And the issuer alone could bring about full recognition

  Scenario: Nobody is advised to be somebody else, or to have learned elsewhere
    Given the micro-credential has these details
      | formal status of the issuer | diploma mill |
    When recognition is requested for exemption
    Then the outcome is a refusal
    And nothing that anybody could supply leads to a better outcome

  Scenario: What is recognised in full cannot become better
    When recognition is requested for exemption
    Then the outcome is full recognition
    And nothing that anybody could supply leads to a better outcome
