# Cases A of the conformance with Annex I and the principles of Council Recommendation 2022/C 243/02.
# The day of every decision is 2026-01-15 unless a scenario says otherwise.

@conformance
Feature: What can be checked of a micro-credential against the European principles

  Background:
    Given the applicant presents a fully described micro-credential "Data Ethics"
    And its learning outcomes are
      | Explain where bias enters a data set       |
      | Assess the privacy risks of a data product |
    And it is confirmed to be authentic and to belong to the applicant

  @A01
  Scenario: A fully described micro-credential conforms as far as anybody outside can tell
    When the micro-credential is checked against the European principles
    Then the outcome is conformity with declarations
    And element 6 of Annex I is met
    And element 7 of Annex I is met
    And element 11 of Annex I is met
    And clause 4.1 is met
    And clause 9.1 is met
    And clause 9.2 is met
    And clause 9.3 is met
    And clause 9.4 is met
    But clause 1.2 is declared
    And clause 1.4 is declared
    And clause 1.7c is declared
    And clause 1.7d is declared
    And clause 8.2 is declared
    And clause 8.3 is declared

  @A01
  Scenario: A complete European Digital Credential conforms in the same way
    Given the applicant presents the credential file "../docs/examples/credential.json"
    When the micro-credential is checked against the European principles
    Then the outcome is conformity with declarations

  # derived: ETF guide, chapter "Valid assessment"
  @A02 @derived @source:ETF-guide-valid-assessment
  Scenario: A certificate of attendance is no micro-credential
    Given the micro-credential has these details
      | field      | value           |
      | title      | Webinar         |
      | workload   | 12 hours        |
      | assessment | attendance only |
    When the micro-credential is checked against the European principles
    Then the outcome is non-conformity
    And clause 4.1 is not met

  @A04
  Scenario: A brand alone does not say who the issuer is in law
    Given the micro-credential has these details
      | field                          | value              |
      | issuer                         | LearnFast Academy™ |
      | legal name of the issuer       | -                  |
      | legal identifier of the issuer | -                  |
    When the micro-credential is checked against the European principles
    Then clause 9.2 is not met
    And clause 2.8 is not known to be met
    And the issuer can put it right

  # derived: EQAR, frequent questions: taking part in DEQAR is voluntary, and its scope is the ESG
  @A05 @derived @source:EQAR-FAQ
  Scenario: A training firm that is not in DEQAR loses nothing by it
    Given the micro-credential has these details
      | field                     | value                |
      | issuer                    | Beispiel Training AG |
      | country                   | Austria              |
      | sector                    | adult education      |
      | kind of quality assurance | external             |
      | quality assurance         | label                |
      | quality assurance from    | 2024-01-01           |
      | quality assurance until   | 2026-12-31           |
    When the micro-credential is checked against the European principles
    Then clause 2.9 is not known to be met
    And clause 1.8c is not known to be met
    And clause 1.8d is met
    And the outcome is anything but non-conformity

  @A07
  Scenario: The country is place enough where nobody asks for more
    Given the micro-credential has these details
      | field   | value    |
      | country | Slovenia |
      | place   | -        |
    When the micro-credential is checked against the European principles
    Then clause 9.4 is met

  @A07
  Scenario: A host that wants the locality misses it
    Given the micro-credential has these details
      | field   | value    |
      | country | Slovenia |
      | place   | -        |
    And the host is example-university
    And the policy of the host says
      | field                           | value    |
      | precision of the place of issue | locality |
    When the micro-credential is checked against the European principles
    Then clause 9.4 is not met

  @A09
  Scenario: Weeks alone do not measure a workload
    Given the micro-credential has these details
      | field    | value               |
      | workload | 6 weeks, 5–8 h/week |
    When the micro-credential is checked against the European principles
    Then clause 2.4 is not known to be met
    And the workload in ECTS stays unknown

  @A10
  Scenario: Hours that do not fit the credits are noted and nothing worse
    Given the micro-credential has these details
      | field    | value            |
      | workload | 5 ECTS; 40 hours |
    When the micro-credential is checked against the European principles
    Then the outcome is conformity with declarations
    And element 7 of Annex I is met
    And the explanation says "outside 20 to 30 hours"

  @A14
  Scenario: A micro-credential from the future is not authentic
    Given it was issued on 2027-03-01
    When the micro-credential is checked against the European principles
    Then the outcome is non-conformity
    And clause 9.3 is not met
