# What registers of providers say of an issuer and of its quality assurance. The fully described micro-credential was
# issued on 2025-09-30; the day of every decision is 2026-01-15.

@registers
Feature: Registers of providers are asked, and nobody loses anything by not being in one

  Background:
    Given the applicant presents a fully described micro-credential "Data Ethics"
    And it is confirmed to be authentic and to belong to the applicant
    And the host is example-university

  @A05
  Scenario: An issuer that no register lists is not worse off
    Given the register "DEQAR" lists the provider "Another University" with these details
      | identifiers   | ROR: 040af2s02 |
      | formal status | formal         |
    When the micro-credential is checked against the European principles
    Then clause 2.9 is declared
    And the registration of the issuer stays unknown

  @A01
  Scenario: A valid review in DEQAR meets the clauses that ask for external quality assurance
    Given the micro-credential has these details
      | kind of quality assurance | internal |
    And the register "DEQAR" lists the issuer with these details
      | formal status          | formal                    |
      | sector                 | higher education          |
      | reviewed by            | Example Evaluation Agency |
      | standard of the review | ESG                       |
      | level of the review    | institution               |
      | result of the review   | positive                  |
      | valid from             | 2021-01-01                |
      | valid until            | 2027-12-31                |
    When the micro-credential is checked against the European principles
    Then clause 1.1 is met
    And clause 1.5 is met
    And clause 1.8b is met
    And clause 2.8 is met
    And clause 2.9 is met

  Scenario: A review in DEQAR that had expired when the micro-credential was issued is noted, not held against anybody
    Given the micro-credential has these details
      | kind of quality assurance | internal |
    And the register "DEQAR" lists the issuer with these details
      | reviewed by            | Example Evaluation Agency |
      | standard of the review | ESG                       |
      | level of the review    | institution               |
      | valid from             | 2015-01-01                |
      | valid until            | 2020-12-31                |
    When the micro-credential is checked against the European principles
    Then clause 2.9 is met with a note
    And the external quality assurance at issue counts as "false"

  Scenario: The host judges by itself where every review in the register had expired at issue
    Given the micro-credential has these details
      | kind of quality assurance | internal |
    And the register "DEQAR" lists the issuer with these details
      | reviewed by | Example Evaluation Agency |
      | valid from  | 2015-01-01                |
      | valid until | 2020-12-31                |
    When recognition is requested for elective credit
    Then the outcome is a decision put on hold
    And a reason is quality-lapsed

  Scenario: Of several reviews the one that covered the day of issue counts
    Given the micro-credential has these details
      | kind of quality assurance | internal |
    And the register "DEQAR" lists the issuer with these details
      | reviewed by | Example Evaluation Agency |
      | valid from  | 2015-01-01                |
      | valid until | 2020-12-31                |
    And the register "DEQAR" lists the issuer with these details
      | reviewed by | Example Evaluation Agency |
      | valid from  | 2021-01-01                |
      | valid until | 2026-12-31                |
    When recognition is requested for elective credit
    Then the outcome is full recognition

  Scenario: The register's word on a review goes before the issuer's
    Given the register "DEQAR" lists the issuer with these details
      | reviewed by | Example Evaluation Agency |
      | report      | https://quality.example/reports/1 |
      | valid from  | 2021-01-01                |
      | valid until | 2024-12-31                |
    When recognition is requested for elective credit
    Then the outcome is a decision put on hold
    And a reason is quality-lapsed

  Scenario: A review that the register does not list is not disproved by another that it lists
    Given the register "DEQAR" lists the issuer with these details
      | reviewed by | Another Agency |
      | valid from  | 2010-01-01     |
      | valid until | 2015-12-31     |
    When recognition is requested for elective credit
    Then the outcome is full recognition

  Scenario: The register's word on the status of the issuer goes before the issuer's, and the difference is shown
    Given the register "Register of the ministry" lists the issuer with these details
      | formal status | non-formal |
    When recognition is requested for elective credit
    Then the outcome is a referral to the validation of prior learning
    And the explanation says "a register provider of non-formal education"

  Scenario: What the officer has confirmed stays above every register
    Given the register "Register of the ministry" lists the issuer with these details
      | formal status | non-formal |
    And it is established by the host
      | formal status of the issuer | formal |
    When recognition is requested for elective credit
    Then the outcome is full recognition

  Scenario: An issuer that says nothing of its status is known by its entry
    Given the micro-credential has these details
      | formal status of the issuer | - |
    And the register "Register of the ministry" lists the issuer with these details
      | formal status | formal |
    When recognition is requested for elective credit
    Then the outcome is full recognition
    And the explanation says "Register of the ministry University of Examples"

  @B32
  Scenario: A diploma mill that calls itself formal is known by the register
    Given the register "Register of the ministry" lists the issuer with these details
      | formal status | diploma mill |
    When recognition is requested for elective credit
    Then the outcome is a refusal
    And a reason is mill

  Scenario Outline: An identifier leads to a provider in any writing
    Given the micro-credential has these details
      | formal status of the issuer       | -         |
      | legal identifier of the issuer    | <written> |
    And the register "DEQAR" lists the provider "University of Examples" with these details
      | identifiers   | <listed> |
      | formal status | formal   |
      | country       | Finland  |
    When recognition is requested for elective credit
    Then the outcome is full recognition

    Examples:
      | written                   | listed                |
      | https://ror.org/040af2s02 | ROR: 040af2s02        |
      | 040af2s02                 | ROR: 040af2s02        |
      | SFEXAMPLE01               | Erasmus: SF EXAMPLE01 |
      | FI 1234567-1              | VAT: FI12345671       |
      | 1234567-1                 | national: 1234567-1   |
      | did:web:uni.example       | DID: did:web:uni.example |

  Scenario: Identifiers that lead to two providers say nothing, and the officer is told
    Given the micro-credential has these details
      | formal status of the issuer    | -         |
      | legal identifier of the issuer | 1234567-1 |
    And the register "DEQAR" lists the provider "University of Examples" with these details
      | identifiers   | national: 1234567-1; ROR: 040af2s02 |
      | formal status | formal                                |
      | country       | Finland                               |
    And the register "DEQAR" lists the provider "Institute of Examples" with these details
      | identifiers   | national: 1234567-1; ROR: 03yrm5c26 |
      | formal status | formal                                |
      | country       | Finland                               |
    When recognition is requested for elective credit
    Then the formal status of the issuer is asked for
    And the explanation says "lead to different providers in registers"
