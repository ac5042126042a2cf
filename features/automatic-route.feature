# What is recognised without comparing anything, because the host promised it before: learning agreements, statements
# that bind the host, access within the European Union; and what keeps a promise from being used.
# Statements: cases E03, E04 and E08 of the collection, asked of a decision.

@automatic-route
Feature: What was promised is recognised without comparing it again

  Background:
    Given the applicant presents a fully described micro-credential "Data Ethics"
    And it is confirmed to be authentic and to belong to the applicant
    And the host is example-university
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes

  # published: Council Recommendation 2018/C 444/01 on automatic mutual recognition
  @B29 @published @source:council-recommendation-2018
  Scenario: A signed learning agreement and a transcript with the pass replace the module, whatever the outcomes say
    Given it covers 1 of the essential outcomes
    And a learning agreement that everybody signed names it for the module, and the transcript shows the pass
    When recognition is requested for exemption
    Then the outcome is full recognition
    And a reason is component-as-agreed
    And 5 ECTS are booked
    And the explanation says "without delay"

  @B29 @derived @source:council-recommendation-2018
  Scenario: Elective credit that was agreed is not cut by the host's limit for other elective credit
    Given its workload is 15 ECTS
    And a learning agreement that everybody signed names it for the module, and the transcript shows the pass
    And the learning agreement has these details
      | field    | value    |
      | replaces | elective |
    When recognition is requested for elective credit
    Then the outcome is full recognition
    And 15 ECTS are booked

  Scenario: A promise does not make up for an award that is not authentic
    Given its status is found to be revoked
    And a learning agreement that everybody signed names it for the module, and the transcript shows the pass
    When recognition is requested for exemption
    Then the outcome is a refusal
    And a reason is revoked

  Scenario: A learning agreement of another person is set aside, and the award is judged like any other
    Given it covers 5 of the essential outcomes
    And a learning agreement that everybody signed names it for the module, and the transcript shows the pass
    And the learning agreement has these details
      | field   | value         |
      | learner | Grace Example |
    When recognition is requested for exemption
    Then the outcome is full recognition
    And a reason is component-replaced
    And a finding is agreement-of-another-person

  Scenario: An agreement with another host, or without all signatures, promises nothing here and refuses nothing
    Given a learning agreement that everybody signed names it for the module, and the transcript shows the pass
    And the learning agreement has these details
      | field         | value         |
      | promised by   | other-college |
      | signed by all | no            |
    When recognition is requested for exemption
    Then the outcome is anything but a refusal
    And a finding is agreement-with-another-host
    And a finding is agreement-not-signed

  Scenario: An agreement without a date of birth is asked about and not taken at a resemblance of names
    Given it covers 5 of the essential outcomes
    And a learning agreement that everybody signed names it for the module, and the transcript shows the pass
    And the learning agreement has these details
      | field         | value |
      | date of birth | -     |
    When recognition is requested for exemption
    Then the outcome is a request for further information
    And the person of the learning agreement is asked for
    And the host can put it right

  Scenario: A transcript that contradicts the award is a question for the issuer
    Given it covers 5 of the essential outcomes
    And the micro-credential has these details
      | field  | value |
      | passed | yes   |
    And a learning agreement that everybody signed names it for the module, and the transcript shows the pass
    And the learning agreement has these details
      | field  | value |
      | passed | no    |
    When recognition is requested for exemption
    Then the outcome is a decision put on hold
    And the issuer settles the question

  Scenario: A statement by which the host has bound itself replaces the comparison
    Given it covers 1 of the essential outcomes
    And statement 2025-117, made by "Programme board" on 2025-10-01, accepts it for the module
    When recognition is requested for exemption
    Then the outcome is full recognition
    And a reason is component-by-statement
    And a reason is statement-accepts
    And the explanation says "2025-117"

  @E14
  Scenario: A statement made for employment says nothing on exemption
    Given it covers 5 of the essential outcomes
    And the host has made a statement with these details
      | field    | value                 |
      | number   | 2025-118              |
      | force    | binding               |
      | says     | accepts               |
      | made on  | 2025-10-01            |
      | issuers  | FI12345671            |
      | purposes | employment            |
    When recognition is requested for exemption
    Then the outcome is full recognition
    And a reason is component-replaced
    And statement-accepts is not a reason

  @E03
  Scenario: The later of two statements of one authority holds
    Given statement 2022-1, made by "Programme board" on 2022-05-01, accepts it for the module
    And statement 2025-1, made by "Programme board" on 2025-05-01, does not accept it for the module
    When recognition is requested for exemption
    Then the outcome is a request for further information
    And a finding is statement-denies
    And a finding is statement-replaced

  @E03
  Scenario: Before the later statement was made the first one held
    Given statement 2022-1, made by "Programme board" on 2022-05-01, accepts it for the module
    And statement 2025-1, made by "Programme board" on 2025-05-01, does not accept it for the module
    And it was issued on 2022-06-30
    And the micro-credential has these details
      | field    | value      |
      | achieved | 2022-06-15 |
    And the policy of the host says
      | field    | value     |
      | purposes | exemption |
    And the day of the decision is 2023-01-15
    When recognition is requested for exemption
    Then the outcome is full recognition
    And a reason is component-by-statement

  @E04
  Scenario: Two statements of different authorities that contradict each other are put to a person, and both are cited
    Given it covers 5 of the essential outcomes
    And statement 2025-2, made by "Programme board" on 2025-05-01, accepts it for the module
    And statement 2025-3, made by "Faculty senate" on 2025-05-01, does not accept it for the module
    When recognition is requested for exemption
    Then the outcome is a decision put on hold
    And a reason is statements-contradict
    And a reason is statement-accepts
    And a reason is statement-denies
    And the host settles the question
    And the explanation says "2025-2"
    And the explanation says "2025-3"

  Scenario: A statement that does not accept such learning refuses nobody
    Given it covers 5 of the essential outcomes
    And statement 2025-4, made by "Faculty senate" on 2025-05-01, does not accept it for the module
    When recognition is requested for exemption
    Then the outcome is full recognition
    And a reason is component-replaced
    And a finding is statement-denies

  @E08
  Scenario: A statement that has expired is shown as a precedent and does not count
    Given it covers 1 of the essential outcomes
    And the host has made a statement with these details
      | field       | value                 |
      | number      | 2020-9                |
      | force       | binding               |
      | says        | accepts               |
      | made on     | 2020-10-01            |
      | valid until | 2025-12-31            |
      | issuers     | FI12345671            |
    When recognition is requested for exemption
    Then the outcome is anything but full recognition
    And a finding is statement-expired

  Scenario: A statement on this learning stands before one on everything that the issuer awards
    Given the host has made a statement with these details
      | field   | value           |
      | number  | 2024-1          |
      | force   | binding         |
      | says    | does not accept |
      | made on | 2024-10-01      |
      | issuers | FI12345671      |
    And statement 2023-7, made by "Programme board" on 2023-05-01, accepts it for the module
    When recognition is requested for exemption
    Then the outcome is full recognition
    And a reason is component-by-statement
    And a finding is statement-replaced
