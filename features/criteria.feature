# The seven criteria for micro-credentials, and what a host makes of them for each purpose.

@criteria
Feature: A micro-credential is rated by seven criteria, and the purpose decides which of them matter

  Background:
    Given the applicant presents a fully described micro-credential "Data Ethics"
    And it is confirmed to be authentic and to belong to the applicant
    And the host is example-university

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
    And the criterion workload is rated weak
    And the criterion testing is rated substantial
    And the criterion level has no rating
    And the criteria advise more information
    And the decision rests on "IACET"

  # derived: ACE, frequent questions: the award of credit is at the discretion of the college.
  # The case does not say what the provider is. Where it is a company, its awards come to credit by validation, and the
  # recommendation is evidence there (the scenario after the next one).
  @B06 @derived @source:ACE-FAQ
  Scenario: A credit recommendation is evidence of quality, and the host converts it by its own ratio
    Given the micro-credential has these details
      | field                       | value                         |
      | issuer                      | Example Training Institute    |
      | country                     | United States                 |
      | formal status of the issuer | not recognised                |
      | workload                    | 3 SCH                         |
      | level                       | -                             |
      | kind of quality assurance   | external                      |
      | body of quality assurance   | American Council on Education |
      | quality assurance from      | 2024-01-01                    |
      | quality assurance until     | 2027-12-31                    |
    And it is established by the host
      | EQF level | EQF 6 |
    And the policy of the host says
      | worth of a US semester credit | 2 ECTS |
    When recognition is requested for elective credit
    Then the outcome is full recognition
    And 6 ECTS are booked
    And the criterion quality assurance is rated substantial
    And the criterion workload is rated substantial

  @B06 @derived @source:ACE-FAQ
  Scenario: Another host counts the same recommendation by another ratio
    Given the micro-credential has these details
      | field                       | value                         |
      | issuer                      | Example Training Institute    |
      | country                     | United States                 |
      | formal status of the issuer | not recognised                |
      | workload                    | 3 SCH                         |
      | level                       | -                             |
      | kind of quality assurance   | external                      |
      | body of quality assurance   | American Council on Education |
      | quality assurance from      | 2024-01-01                    |
      | quality assurance until     | 2027-12-31                    |
    And it is established by the host
      | EQF level | EQF 6 |
    And the policy of the host says
      | worth of a US semester credit | 1.67 ECTS |
    When recognition is requested for elective credit
    Then the outcome is full recognition
    And 5.01 ECTS are booked

  @B06 @derived @source:ACE-FAQ
  Scenario: A company's course with a credit recommendation goes to validation with more than nothing
    Given the micro-credential has these details
      | field                       | value                         |
      | issuer                      | Example Telecom               |
      | country                     | United States                 |
      | formal status of the issuer | non-formal                    |
      | workload                    | 3 SCH                         |
      | kind of quality assurance   | external                      |
      | body of quality assurance   | American Council on Education |
      | quality assurance from      | 2024-01-01                    |
      | quality assurance until     | 2027-12-31                    |
    And its learning outcomes are
      | Plans a small network |
    When recognition is requested for elective credit
    Then the outcome is a referral to the validation of prior learning
    And the explanation says "documented; what comes next is assessment"
    And the criterion quality assurance is rated substantial

  @B07
  Scenario: Nobody checked who was assessed online, so a compulsory module is replaced after an oral examination
    Given the micro-credential has these details
      | field         | value                               |
      | workload      | 4 ECTS                              |
      | participation | online                              |
      | supervision   | unsupervised without identity check |
    And the compulsory module "Data Ethics" of the host has 4 ECTS at EQF 7 and 4 essential outcomes
    And it covers 4 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is conditional recognition
    And 4 ECTS are booked
    And a reason is identity-for-compulsory-component
    And the explanation says "A confirmatory assessment of the learning outcomes by the host, oral or written"
    And the explanation says "within six months of this decision"
    And the criterion identification is rated none
    And the criteria advise recognition with flexibility
    And the learner can put it right

  @B07
  Scenario: The same course counts as elective credit where the host asks nobody for identification
    Given the micro-credential has these details
      | field         | value                               |
      | workload      | 4 ECTS                              |
      | participation | online                              |
      | supervision   | unsupervised without identity check |
    And the policy of the host says
      | identification for elective credit | none |
    When recognition is requested for elective credit
    Then the outcome is full recognition
    And 4 ECTS are booked
    And the criteria advise recognition as credit

  @B07
  Scenario: A host may ask for identification in elective credit too
    Given the micro-credential has these details
      | field         | value                               |
      | workload      | 4 ECTS                              |
      | participation | online                              |
      | supervision   | unsupervised without identity check |
    And the policy of the host says
      | identification for elective credit | weak |
    When recognition is requested for elective credit
    Then the outcome is conditional recognition
    And 4 ECTS are booked

  Scenario: Elective credit in place of a module is had on the same condition as elective credit
    Given the micro-credential has these details
      | field         | value                               |
      | workload      | 4 ECTS                              |
      | level         | EQF 6                               |
      | participation | online                              |
      | supervision   | unsupervised without identity check |
    And the compulsory module "Data Ethics" of the host has 4 ECTS at EQF 7 and 4 essential outcomes
    And it covers 4 of the essential outcomes
    And the policy of the host says
      | identification for elective credit | weak |
    When recognition is requested for exemption
    Then the outcome is conditional recognition
    And a reason is elective-after-confirmation
    And 4 ECTS are booked
    And the explanation says "remains to be taken"

  # The Micro-evaluator answers no where something is not known. Here it is asked.
  @B07
  Scenario: Where nothing is said of supervision it is asked for and not held against anybody
    Given the micro-credential has these details
      | field         | value  |
      | participation | online |
      | supervision   | -      |
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes
    And it covers 5 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is a request for further information
    And the supervision is asked for
    And the criterion identification has no rating

  @B07
  Scenario: Part of a compulsory module is replaced on the same condition
    Given the micro-credential has these details
      | field         | value                               |
      | participation | online                              |
      | supervision   | unsupervised without identity check |
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes
    And it covers 3 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is conditional recognition
    And 3 ECTS are booked

  @B08 @published @source:Nuffic-Micro-evaluator
  Scenario: Verification and identification are not asked of a course on site
    Given the micro-credential has these details
      | field         | value                               |
      | workload      | 4 ECTS                              |
      | participation | on site                             |
      | supervision   | unsupervised without identity check |
    And the compulsory module "Data Ethics" of the host has 4 ECTS at EQF 7 and 4 essential outcomes
    And it covers 4 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is full recognition
    And the criterion verification is rated not asked
    And the criterion identification is rated not asked

  @B10 @published @source:Nuffic-Micro-evaluator
  Scenario: An accredited institution that says nothing of the course has substantial quality, and that suffices
    Given the micro-credential has these details
      | field                     | value      |
      | quality assurance         | ESG        |
      | kind of quality assurance | external   |
      | quality assurance from    | 2022-01-01 |
      | quality assurance until   | 2027-12-31 |
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes
    And it covers 5 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is full recognition
    And the criterion quality assurance is rated substantial
    And the criteria advise recognition as credit

  @B10 @published @source:Nuffic-Micro-evaluator
  Scenario: Substantial quality suffices for elective credit
    Given the micro-credential has these details
      | field                     | value      |
      | quality assurance         | ESG        |
      | kind of quality assurance | external   |
      | quality assurance from    | 2022-01-01 |
      | quality assurance until   | 2027-12-31 |
    When recognition is requested for elective credit
    Then the outcome is full recognition
    And the criterion quality assurance is rated substantial

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
    And the criterion level is rated weak
    And the host can put it right

  @B17
  Scenario: An expert of the host judges the declared level from the learning outcomes
    Given the micro-credential has these details
      | field                       | value             |
      | issuer                      | Example Institute |
      | country                     | United States     |
      | formal status of the issuer | not recognised    |
      | level                       | EQF 7             |
    And it is established by the host
      | EQF level | EQF 7 |
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes
    And it covers 5 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is full recognition
    And the basis of the level counts as "judged"
    And the criterion level is rated strong

  Scenario: A level that is stated nowhere is a question to an expert of the host
    Given the micro-credential has these details
      | level | - |
    And it is established by the host
      | basis of the level | nowhere |
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes
    And it covers 5 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is a decision put on hold
    And the host can put it right

  # EAR manual, chapter 16 (title only)
  @B33
  Scenario: An issuer that is not recognised but shows its quality is judged like any other
    Given the micro-credential has these details
      | field                       | value                    |
      | issuer                      | Example Military College |
      | country                     | Ireland                  |
      | level                       | NFQ 9                    |
      | formal status of the issuer | not recognised           |
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes
    And it covers 5 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is full recognition
    And the criterion quality assurance is rated strong

  @B37
  Scenario: Learning outcomes that nobody at the host can read are translated, and their quality is not in doubt
    Given its learning outcomes are stated in Estonian only
    And its learning outcomes are
      | Hindab statistilise mudeli õiglust |
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 3 essential outcomes
    And the policy of the host says
      | languages that are read | en; sl |
    When recognition is requested for exemption
    Then the outcome is a request for further information
    And a reason is outcomes-in-another-language
    And the learner can put it right
    And the host can put it right
    And the criterion quality assurance is rated strong
    And the criterion learning outcomes is rated strong

  @B37
  Scenario: A host that has read the Estonian outcomes asks for no translation
    Given its learning outcomes are stated in Estonian only
    And its learning outcomes are
      | Hindab statistilise mudeli õiglust |
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 1 essential outcomes
    And the host accepts the outcome "Hindab statistilise mudeli õiglust" for its own "Essential outcome 1"
    And the policy of the host says
      | languages that are read | en; sl |
    When recognition is requested for exemption
    Then the outcome is full recognition

  Scenario: Assessment by peers does where the host asks for no more
    Given the micro-credential has these details
      | assessment | assessment by peers |
    When recognition is requested for elective credit
    Then the outcome is full recognition
    And the criterion testing is rated weak
    And the criteria advise recognition with flexibility

  Scenario: A host that asks for more than assessment by peers examines the learning itself
    Given the micro-credential has these details
      | assessment | assessment by peers |
    And the policy of the host says
      | testing that is needed | substantial |
    When recognition is requested for elective credit
    Then the outcome is conditional recognition
    And a reason is testing-for-credit

  Scenario: Without any quality assurance the learning itself is assessed
    Given the micro-credential has these details
      | quality assurance | - |
    And it is established by the host
      | no quality assurance at all | yes |
    When recognition is requested for elective credit
    Then the outcome is a referral to the validation of prior learning
    And the criterion quality assurance is rated none
    And the criteria advise validation
