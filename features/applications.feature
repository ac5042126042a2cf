# What an application adds: since when the host has to answer, for which purpose, after which earlier decisions.

@applications
Feature: An application has a purpose and a time limit, and earlier decisions never decide it

  Background:
    Given the applicant presents a fully described micro-credential "Data Ethics"
    And it is confirmed to be authentic and to belong to the applicant
    And the host is example-university
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes
    And it covers 5 of the essential outcomes

  # derived: Revised Recommendation 2010: not over four months from complete information
  @B31 @derived @source:revised-recommendation-2010
  Scenario: On the last day of the four months the decision is in time
    Given the information was complete on 2026-01-15
    And the day of the decision is 2026-05-15
    When recognition is requested for exemption
    Then the decision is due on 2026-05-15
    And the decision is in time

  @B31 @derived @source:revised-recommendation-2010
  Scenario: One day later it is late, and the host has to say so
    Given the information was complete on 2026-01-15
    And the day of the decision is 2026-05-16
    When recognition is requested for exemption
    Then the decision is late
    And a finding is overdue
    And the outcome is full recognition

  @B31 @derived @source:revised-recommendation-2010
  Scenario: Days on which the information was incomplete do not count
    Given the application has these details
      | field    | value      |
      | received | 2025-06-01 |
    And the day of the decision is 2026-05-16
    When recognition is requested for exemption
    Then the decision is not yet bound by a time limit

  Scenario: Four months from the last of October end on the last of February
    Given the information was complete on 2025-10-31
    And the day of the decision is 2026-02-28
    When recognition is requested for exemption
    Then the decision is due on 2026-02-28
    And the decision is in time

  @B19
  Scenario: While an award is suspended no time limit runs and nothing is refused
    Given its status is found to be suspended
    And the information was complete on 2026-01-15
    And the day of the decision is 2026-07-01
    When recognition is requested for exemption
    Then the outcome is a decision put on hold
    And the issuer settles the question
    And the decision is not yet bound by a time limit
    And the explanation says "the time limit does not run"

  @B18
  Scenario: What was recognised before is looked at again when the award turns out to be revoked
    Given it was decided on before for exemption at example-university
    And it was decided on before for employment at example-works
    And its status is found to be revoked
    When recognition is requested for exemption
    Then the outcome is a refusal
    And a reason is revoked
    And the number of earlier decisions shown beside it is 1
    And the number of earlier decisions to be looked at again is 2

  # derived: EAR manual, chapter 5: the assessment is renewed when the purpose changes
  @B12 @derived @source:EAR-5
  Scenario: What an employer recognised is assessed anew for studies
    Given the micro-credential has these details
      | field                       | value                   |
      | title                       | Dangerous Goods Handler |
      | issuer                      | Example Logistics       |
      | formal status of the issuer | non-formal              |
      | sector                      | employer                |
      | assessment                  | practical demonstration |
      | participation               | at work                 |
    And it was decided on before for employment at example-works
    When recognition is requested for exemption
    Then the outcome is a referral to the validation of prior learning
    And the number of earlier decisions shown beside it is 0

  @B12 @derived @source:EAR-13
  Scenario: An earlier decision of the same host for the same purpose is shown and decides nothing
    Given it covers 1 of the essential outcomes
    And it was decided on before for exemption at example-university
    And it covers 5 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is full recognition
    And the number of earlier decisions shown beside it is 1

  # published: EAR manual, chapter 11, example 2
  @P06 @published @source:EAR-11
  Scenario: An appeal with new documents is decided anew on all of them
    Given it covers 3 of the essential outcomes
    And it was decided on before for exemption at example-university
    And the applicant appeals against that decision and says "The programme description shows the other outcomes."
    And it covers 5 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is full recognition
    And a finding is decided-anew

  @P06 @published @source:EAR-11
  Scenario: Where the difference is still there the explanation answers the arguments of the appeal
    Given it covers 3 of the essential outcomes
    And it was decided on before for exemption at example-university
    And the applicant appeals against that decision and says "The ministry regards both as equal."
    When recognition is requested for exemption
    Then the outcome is partial recognition
    And a finding is arguments-to-answer
    And the explanation says "The ministry regards both as equal."

  @B13
  Scenario: Of a nursing award the host judges the academic part only
    Given the micro-credential has these details
      | field | value                  |
      | title | Intensive Care Nursing |
    When recognition is requested for a regulated profession
    Then the outcome is a referral to the competent authority
    And the authority can put it right
    And the learner can put it right

  @B13
  Scenario: The academic part of a nursing award is evaluated on its own
    Given the micro-credential has these details
      | field | value                  |
      | title | Intensive Care Nursing |
    When recognition is requested for exemption
    Then the outcome is full recognition

  Scenario: A micro-credential counts as further evidence for admission and books nothing
    Given the programme "Master of Data Science" of the host builds on EQF 6
    When recognition is requested for admission
    Then the outcome is full recognition
    And a reason is admission-considered
    And no credits are booked

  @derived @source:council-recommendation-2018
  Scenario: An award that gives access in its own system is considered for admission without a procedure
    Given the programme "Master of Data Science" of the host builds on EQF 6
    And it is established that it gives access to the next cycle in its own system
    When recognition is requested for admission
    Then the outcome is full recognition
    And a reason is access-within-the-union

  Scenario: Admission to a module is no question
    When recognition is requested for admission
    Then the outcome is a referral to the competent authority
    And a reason is target-of-another-kind

  Scenario: Whether an award counts towards a larger one is for the host's officer
    Given the policy of the host says
      | field    | value    |
      | purposes | stacking |
    When recognition is requested for stacking
    Then the outcome is a decision put on hold
    And the host settles the question

  # published: EAR manual, chapter 10, example 1: only the outcomes that the purpose needs are looked at
  @P01 @published @source:EAR-10
  Scenario: For a place in further study the programme's own requirements are looked at
    Given the programme "Doctoral Study of Engineering" of the host builds on EQF 7
    When recognition is requested for admission
    Then the outcome is full recognition
    And substantial-difference is not a reason

  @P01 @published @source:EAR-10
  Scenario: For the profession the same award goes to the profession's authority
    When recognition is requested for a regulated profession
    Then the outcome is a referral to the competent authority
    And the outcome is anything but a refusal

  # published: EAR manual, chapter 5, example 1. The printed "QCF/EQF level 3" cannot be right: QCF 3 is EQF 4.
  @P17 @published @source:EAR-5
  Scenario: A level of the QCF is read by its own table and not by its digit
    Given the micro-credential has these details
      | field   | value          |
      | country | United Kingdom |
      | level   | QCF 3          |
    And the host is example-works
    When recognition is requested for employment
    Then the outcome is full recognition
    And the EQF level counts as "4"

  @P17 @published @source:EAR-5
  Scenario: The same award for access to a university is another question with an answer of its own
    Given the micro-credential has these details
      | field   | value          |
      | country | United Kingdom |
      | level   | QCF 3          |
    And the programme "Bachelor of Data Science" of the host builds on EQF 4
    When recognition is requested for admission
    Then the outcome is full recognition
    And a reason is admission-considered
