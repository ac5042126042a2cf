# How long learning counts as current. It runs from the day on which the learning was achieved, never from the day on
# which a certificate was issued, and that a certificate expires is something else again.

@currency
Feature: Learning may grow old, and a certificate may expire, and one is not the other

  Background:
    Given the applicant presents a fully described micro-credential "Data Ethics"
    And it is confirmed to be authentic and to belong to the applicant
    And the host is example-university
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes
    And it covers 5 of the essential outcomes

  # The case leaves the answer to the host; where its policy is silent, the issuer is asked.
  @B21
  Scenario: An expired certificate is a question about the learning and no refusal
    Given the micro-credential has these details
      | field       | value      |
      | achieved    | 2023-05-30 |
      | issued      | 2023-06-01 |
      | valid until | 2025-06-01 |
    And the policy of the host says
      | learning is current for | 5 years |
    When recognition is requested for exemption
    Then the outcome is a request for further information
    And a reason is expired
    And the issuer can put it right

  @B21
  Scenario: Where the learning counts, an expired certificate takes nothing away
    Given the micro-credential has these details
      | field       | value      |
      | achieved    | 2023-05-30 |
      | issued      | 2023-06-01 |
      | valid until | 2025-06-01 |
    And the policy of the host says
      | learning is current for | 5 years             |
      | expired certificate     | the learning counts |
    When recognition is requested for exemption
    Then the outcome is full recognition
    And there is a minor difference in currency

  @B21
  Scenario: A host may examine the learning behind an expired certificate
    Given the micro-credential has these details
      | field       | value      |
      | achieved    | 2023-05-30 |
      | issued      | 2023-06-01 |
      | valid until | 2025-06-01 |
    And the policy of the host says
      | expired certificate | the learning is examined |
    When recognition is requested for exemption
    Then the outcome is conditional recognition
    And a reason is certificate-revalidated
    And 5 ECTS are booked

  Scenario: A host that sets no time asks nobody when something was learned
    Given the micro-credential has these details
      | field    | value |
      | achieved | -     |
    When recognition is requested for exemption
    Then the outcome is full recognition

  Scenario: A certificate that was issued lately does not make old learning new
    Given the micro-credential has these details
      | field    | value      |
      | achieved | 2015-02-15 |
      | issued   | 2025-09-30 |
    And the policy of the host says
      | learning is current for | 8 years |
    When recognition is requested for exemption
    Then the outcome is conditional recognition
    And a reason is learning-out-of-date

  Scenario: Where it is not known when something was learned, the day is asked for
    Given the micro-credential has these details
      | field    | value |
      | achieved | -     |
    And the policy of the host says
      | learning is current for | 8 years |
    When recognition is requested for exemption
    Then the outcome is a request for further information
    And the day of achievement is asked for

  @B22
  Scenario: A half-year module of eleven years ago is revalidated by an examination
    Given the micro-credential has these details
      | field                     | value      |
      | workload                  | 30 ECTS    |
      | achieved                  | 2015-02-15 |
      | issued                    | 2015-02-28 |
      | quality assurance         | ESG        |
      | kind of quality assurance | external   |
      | quality assurance from    | 2013-01-01 |
      | quality assurance until   | 2018-12-31 |
    And the compulsory module "Half a Year of Data" of the host has 30 ECTS at EQF 7 and 5 essential outcomes
    And the policy of the host says
      | learning is current for | 8 years           |
      | revalidation            | by an examination |
    When recognition is requested for exemption
    Then the outcome is conditional recognition
    And 30 ECTS are booked
    And a reason is learning-out-of-date
    And the explanation says "A revalidation examination of the learning outcomes by the host, or evidence of practice"
    And the last day of practice is asked for

  @B22
  Scenario: Where nothing is revalidated, learning that was last practised long ago is refused with a way back
    Given the micro-credential has these details
      | field                     | value      |
      | workload                  | 30 ECTS    |
      | achieved                  | 2015-02-15 |
      | issued                    | 2015-02-28 |
      | quality assurance         | ESG        |
      | kind of quality assurance | external   |
      | quality assurance from    | 2013-01-01 |
      | quality assurance until   | 2018-12-31 |
    And the compulsory module "Half a Year of Data" of the host has 30 ECTS at EQF 7 and 5 essential outcomes
    And it is established by the host
      | practice until | 2016-06-30 |
    And the policy of the host says
      | learning is current for | 8 years     |
      | revalidation            | not offered |
    When recognition is requested for exemption
    Then the outcome is a refusal
    And there is a substantial difference in currency
    And the learner can put it right

  # The case reads "no evidence of practice" as none; where nobody has asked for it yet, it is asked for first.
  @B22
  Scenario: Nobody is refused before they were asked whether they practised what they learned
    Given the micro-credential has these details
      | field                     | value      |
      | workload                  | 30 ECTS    |
      | achieved                  | 2015-02-15 |
      | issued                    | 2015-02-28 |
      | quality assurance         | ESG        |
      | kind of quality assurance | external   |
      | quality assurance from    | 2013-01-01 |
      | quality assurance until   | 2018-12-31 |
    And the compulsory module "Half a Year of Data" of the host has 30 ECTS at EQF 7 and 5 essential outcomes
    And the policy of the host says
      | learning is current for | 8 years     |
      | revalidation            | not offered |
    When recognition is requested for exemption
    Then the outcome is a request for further information
    And the last day of practice is asked for

  @B22
  Scenario: Old learning that somebody still practises is recognised in full
    Given the micro-credential has these details
      | field                     | value      |
      | workload                  | 30 ECTS    |
      | achieved                  | 2015-02-15 |
      | issued                    | 2015-02-28 |
      | quality assurance         | ESG        |
      | kind of quality assurance | external   |
      | quality assurance from    | 2013-01-01 |
      | quality assurance until   | 2018-12-31 |
    And the compulsory module "Half a Year of Data" of the host has 30 ECTS at EQF 7 and 5 essential outcomes
    And it is established by the host
      | practice until | 2025-11-30 |
    And the policy of the host says
      | learning is current for | 8 years     |
      | revalidation            | not offered |
    When recognition is requested for exemption
    Then the outcome is full recognition
    And 30 ECTS are booked
    And there is a minor difference in currency
