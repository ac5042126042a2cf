# Cases B of recognition, held against the policy of the example host.
# The day of every decision is 2026-01-15 unless a scenario says otherwise.

@recognition
Feature: How a host recognises a micro-credential from elsewhere

  Background:
    Given the applicant presents a fully described micro-credential "Data Ethics"
    And it is confirmed to be authentic and to belong to the applicant
    And the host is example-university

  @B01
  Scenario: A formal micro-credential that covers the whole module replaces it
    Given the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes
    And it covers 5 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is full recognition
    And 5 ECTS are booked
    And there is no substantial difference

  # derived: ECTS Users' Guide 2015, chapter on mobility
  @B02 @derived @source:ECTS-users-guide
  Scenario: A larger micro-credential earns the credits of the module, and the rest is reported
    Given its workload is 6 ECTS
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes
    And it covers 5 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is full recognition
    And 5 ECTS are booked
    And 1 ECTS are reported as surplus

  # derived: Revised Recommendation on Criteria and Procedures 2010: duration alone is never a ground
  @B04 @derived @source:revised-recommendation-2010
  Scenario: Fewer hours with the same outcomes make no substantial difference
    Given its workload is 100 learning hours
    And the compulsory module "Data Ethics" of the host has 6 ECTS at EQF 7 and 5 essential outcomes
    And it covers 5 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is full recognition
    And there is a minor difference in workload
    And there is no substantial difference

  @B13
  Scenario: Access to a regulated profession is for the competent authority
    Given the micro-credential has these details
      | field | value                  |
      | title | Intensive Care Nursing |
    When recognition is requested for a regulated profession
    Then the outcome is a referral to the competent authority
    And the outcome is anything but a refusal

  @B15
  Scenario: Different digits of two national frameworks can be one level
    Given the micro-credential has these details
      | field   | value   |
      | country | Ireland |
      | level   | NFQ 8   |
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 6 and 5 essential outcomes
    And it covers 5 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is full recognition
    And the EQF level counts as "6"
    And there is no difference in level

  @A14
  Scenario: A date of issue in the future stops the procedure
    Given it was issued on 2027-03-01
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes
    And it covers 5 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is a request for further information
    And a reason is issued-in-the-future
    And the issuer can put it right

  @B18
  Scenario: A revoked micro-credential is refused whatever it covers
    Given its status is found to be revoked
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes
    And it covers 5 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is a refusal
    And a reason is revoked
    And the learner can put it right

  @B19
  Scenario: While a micro-credential is suspended the decision waits for its issuer
    Given its status is found to be suspended
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes
    And it covers 5 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is a decision put on hold
    And a reason is suspended
    And the issuer settles the question
    And the issuer can put it right

  @B32 @published @source:EAR-14
  Scenario: The award of a diploma mill is refused
    Given the micro-credential has these details
      | field                       | value        |
      | formal status of the issuer | diploma mill |
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes
    And it covers 5 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is a refusal
    And a reason is mill
