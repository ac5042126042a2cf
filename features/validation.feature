# Validation of non-formal and informal learning: identified, documented, assessed, certified.

@validation
Feature: Learning outside formal education goes to validation, and the next stage is always named

  Background:
    Given the applicant presents a fully described micro-credential "Data Ethics"
    And it is confirmed to be authentic and to belong to the applicant
    And the host is example-university

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
    And a reason is stage-documented
    And the explanation says "For assessment, bring the award with its learning outcomes"
    And the learner can put it right

  Scenario: A badge that does not say what was learned begins with documentation
    Given the micro-credential has these details
      | field                       | value                   |
      | title                       | Dangerous Goods Handler |
      | issuer                      | Example Logistics       |
      | formal status of the issuer | non-formal              |
      | assessment                  | practical demonstration |
    When recognition is requested for elective credit
    Then the outcome is a referral to the validation of prior learning
    And a reason is stage-identified

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
    And the explanation says "documented; what comes next is assessment"
    And a reason is stage-documented

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
    And a reason is stage-identified
    And the criterion testing is rated none
    And the criteria advise validation

  Scenario: What is described nowhere is not asked for twice
    Given it is established by the host
      | learning described as | nowhere |
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes
    When recognition is requested for exemption
    Then the outcome is a referral to the validation of prior learning
    And a reason is nothing-described
