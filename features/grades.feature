# How grades of other scales count. The day of every decision is 2026-01-15 unless a scenario says otherwise.

@recognition
Feature: A grade keeps its scale, and is converted only as the host says

  Background:
    Given the applicant presents a fully described micro-credential "Data Ethics"
    And it is confirmed to be authentic and to belong to the applicant
    And the host is example-university
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes
    And it covers 5 of the essential outcomes

  # published: KMK and the University of Passau cut the digits, a published calculator rounds them; both are a
  # parameter of the host, and the sources stay in conflict
  @P24 @published @source:KMK-Passau
  Scenario: 82 of 100 is 2.0 on the German scale where digits are cut
    Given the micro-credential has these details
      | field              | value     |
      | grade              | 82        |
      | scale of the grade | UK-100-PG |
    And the policy of the host says
      | field       | value                  |
      | grade       | by the Bavarian formula |
      | grade scale | DE                     |
    When recognition is requested for exemption
    Then the outcome is full recognition
    And the converted grade counts as "2.0"

  @P24 @published @source:calculator.academy
  Scenario: 82 of 100 is 2.1 on the German scale where they are rounded
    Given the micro-credential has these details
      | field              | value     |
      | grade              | 82        |
      | scale of the grade | UK-100-PG |
    And the policy of the host says
      | field              | value                   |
      | grade              | by the Bavarian formula |
      | grade scale        | DE                      |
      | rounding of grades | rounded                 |
    When recognition is requested for exemption
    Then the converted grade counts as "2.1"

  @D31
  Scenario: A least grade on another scale is a question and no refusal
    Given the micro-credential has these details
      | field              | value |
      | grade              | 2.7   |
      | scale of the grade | DE    |
    And the policy of the host says
      | field       | value     |
      | grade scale | US-LETTER |
      | least grade | B         |
    When recognition is requested for exemption
    Then the outcome is a request for further information
    And the outcome is anything but a refusal
    And the comparison with the least grade is asked for

  Scenario: On the host's own scale the least grade is compared
    Given the micro-credential has these details
      | field              | value |
      | grade              | 2.7   |
      | scale of the grade | DE    |
    And the policy of the host says
      | field       | value |
      | grade scale | DE    |
      | least grade | 3.0   |
    When recognition is requested for exemption
    Then the outcome is full recognition

  Scenario: A learner without a grade is asked for none where any pass will do
    Given the micro-credential has these details
      | field | value |
      | grade | -     |
    When recognition is requested for exemption
    Then the outcome is full recognition
