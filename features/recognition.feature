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

  # derived: IACET, "CEUs and college credit"
  @B05 @derived @source:IACET-CEU
  Scenario: Continuing education units are never turned into ECTS by arithmetic
    Given the micro-credential has these details
      | field       | value                               |
      | title       | Privacy at Work                     |
      | issuer      | Example Professional Society        |
      | country     | United States                       |
      | workload    | 1.5 CEU                             |
      | level       | -                                   |
      | assessment  | automatically marked quiz           |
      | supervision | unsupervised without identity check |
    And the elective module "Free Choice" of the host has 5 ECTS at EQF 6 and 2 essential outcomes
    When recognition is requested for elective credit
    Then the outcome is a request for further information
    And no credits are booked
    And the workload in ECTS stays unknown
    And the EQF level is asked for
    And the decision rests on "IACET"

  @B11
  Scenario: An employer's badge speaks for itself at another employer
    Given the micro-credential has these details
      | field                       | value                   |
      | title                       | Dangerous Goods Handler |
      | issuer                      | Example Logistics       |
      | formal status of the issuer | non-formal              |
      | sector                      | employer                |
      | assessment                  | practical demonstration |
      | participation               | at work                 |
    And its learning outcomes are
      | Load dangerous goods by the rules of the road |
    And the host is example-works
    When recognition is requested for employment
    Then the outcome is full recognition
    And no credits are booked

  @B11
  Scenario: The same employer's badge goes to validation at a university and is not refused
    Given the micro-credential has these details
      | field                       | value                   |
      | title                       | Dangerous Goods Handler |
      | issuer                      | Example Logistics       |
      | formal status of the issuer | non-formal              |
      | sector                      | employer                |
      | assessment                  | practical demonstration |
      | participation               | at work                 |
    And the compulsory module "Transport Safety" of the host has 5 ECTS at EQF 6 and 3 essential outcomes
    And it covers 3 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is a referral to the validation of prior learning
    And the outcome is anything but a refusal
    And the learner can put it right

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

  @B17
  Scenario: A level with no national framework behind it is only declared
    Given the micro-credential has these details
      | field                       | value             |
      | issuer                      | Example Institute |
      | country                     | United States     |
      | formal status of the issuer | not recognised    |
      | level                       | EQF 7             |
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes
    And it covers 5 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is a request for further information
    And the basis of the level counts as "declared"
    And the host can put it right

  # principle 5.7
  @B26
  Scenario: A micro-credential earned by validation counts like one earned in a course
    Given the micro-credential has these details
      | field         | value                        |
      | workload      | 4 ECTS                       |
      | route         | validation of prior learning |
      | assessment    | portfolio; oral exam         |
      | participation | -                            |
    And the compulsory module "Data Ethics" of the host has 4 ECTS at EQF 7 and 4 essential outcomes
    And it covers 4 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is full recognition
    And 4 ECTS are booked
    And there is no substantial difference

  @B27
  Scenario: A portfolio that nobody has assessed goes to validation, and the next stage is named
    Given the micro-credential has these details
      | field                       | value                        |
      | title                       | Ten years of data work       |
      | formal status of the issuer | -                            |
      | assessment                  | -                            |
      | route                       | validation of prior learning |
      | stage of validation         | documented                   |
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes
    And it covers 5 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is a referral to the validation of prior learning
    And the stage of validation counts as "documented"
    And the explanation says "what comes next is assessment"

  # derived: ETF guide, chapter "Valid assessment"
  @A02 @derived @source:ETF-guide-valid-assessment
  Scenario: A certificate of attendance goes to validation at its first stage
    Given the micro-credential has these details
      | field      | value           |
      | title      | Webinar         |
      | workload   | 12 hours        |
      | assessment | attendance only |
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes
    When recognition is requested for exemption
    Then the outcome is a referral to the validation of prior learning
    And the explanation says "at the stage identified"

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
  Scenario: A suspended micro-credential waits
    Given its status is found to be suspended
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes
    And it covers 5 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is anything but a refusal
    And a reason is suspended
    And the issuer can put it right

  @B21
  Scenario: An expired certificate is a question about the learning and no refusal
    Given the micro-credential has these details
      | field       | value      |
      | valid until | 2025-06-01 |
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes
    And it covers 5 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is a request for further information
    And a reason is expired

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

  # EAR manual, chapter 16 (title only)
  @B33
  Scenario: An issuer that is not recognised but shows its quality is judged like any other
    Given the micro-credential has these details
      | field                       | value          |
      | country                     | Ireland        |
      | level                       | NFQ 9          |
      | formal status of the issuer | not recognised |
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes
    And it covers 5 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is full recognition
