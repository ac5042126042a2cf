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
    And clause 1.1 is met
    And clause 1.5 is met
    And clause 4.1 is met
    And clause 8.1 is met
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
    And the explanation says "valid on the day of issue: yes · today: yes"

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
    And the learner can put it right
    And the explanation says "this is not a micro-credential"

  # The learning is only identified: validation is open, and nothing is refused.
  @A02 @derived @source:ETF-guide-valid-assessment
  Scenario: Whoever attended a webinar is shown the way to validation
    Given the micro-credential has these details
      | field      | value           |
      | title      | Webinar         |
      | workload   | 12 hours        |
      | assessment | attendance only |
    And the host is example-university
    When recognition is requested for elective credit
    Then the outcome is a referral to the validation of prior learning

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
    And the explanation says "Give the legal name and the registration number"

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
    And clause 1.8 is met
    And the outcome is anything but non-conformity

  @A07
  Scenario: The country is place enough where nobody asks for more
    Given the micro-credential has these details
      | field   | value    |
      | country | Slovenia |
      | place   | -        |
    When the micro-credential is checked against the European principles
    Then clause 9.4 is met with a note
    And element 3 of Annex I is met

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
    And element 7 of Annex I is worth a look
    And the explanation says "outside 20 to 30 hours"

  @A12
  Scenario: A policy that shuts out other countries goes against the principles
    Given the host is example-university
    And the policy of the host has these rules
      """
      rules:
        - id: exclude-other-countries
          step: S5
          when: award.issuer.country != SI
          then: {outcome: REFUSED}
          basis: Study rules of the host, section 12
          reason: {en: It was not issued here., sl: Ni bila izdana tukaj.}
          remedy: {by: learner, en: Study here., sl: Študirajte tukaj.}
      """
    When the policy of the host is checked against the European principles
    Then the policy is found to violate clause 5.2 in line 4
    And the policy is found to violate clause 6.4
    But the policy keeps clause 5.4
    And the policy keeps clause 5.7

  @A12
  Scenario: A policy that asks everybody for good quality assurance keeps the principles
    Given the host is example-university
    And the policy of the host has these rules
      """
      rules:
        - id: quality-not-shown
          step: S6
          when: award.quality.external_at_issue = false
          then: {outcome: REFERRED_TO_RPL}
          basis: Study rules of the host, section 12
          reason: {en: Its quality assurance was not valid., sl: Zagotavljanje kakovosti ni veljalo.}
          remedy: {by: provider, en: Show a valid review., sl: Izkažite veljavno presojo.}
      """
    When the policy of the host is checked against the European principles
    Then the policy keeps clause 5.2
    And the policy keeps clause 6.4

  @A12
  Scenario: A rule about other countries that names what is missing keeps the principles
    Given the host is example-university
    And the policy of the host has these rules
      """
      define:
        from_elsewhere: award.issuer.country != SI
      rules:
        - id: level-not-comparable
          step: S7
          when:
            - from_elsewhere
            - award.level.eqf < target.level
          then: {outcome: REFERRED_TO_RPL}
          basis: Study rules of the host, section 12
          reason: {en: The level is too low., sl: Raven je prenizka.}
          remedy: {by: learner, en: Ask for validation., sl: Zaprosite za vrednotenje.}
      """
    When the policy of the host is checked against the European principles
    Then the policy keeps clause 5.2

  @A12
  Scenario: A credential is not held responsible for the policy of the host that looks at it
    Given the host is example-university
    And the policy of the host has these rules
      """
      rules:
        - id: validated-elsewhere
          step: S13
          when: award.route = validation
          then: {outcome: RECOGNISED_ALTERNATIVE}
          basis: Study rules of the host, section 14
          reason: {en: It was validated., sl: Bila je vrednotena.}
          remedy: {by: learner, en: Take the course., sl: Opravite tečaj.}
      """
    When the micro-credential is checked against the European principles
    Then the outcome is conformity with declarations
    And clause 5.7 is not met
    And clause 5.2 is met
    And clause 6.3 is met with a note

  @A14
  Scenario: A micro-credential from the future is not authentic
    Given it was issued on 2027-03-01
    When the micro-credential is checked against the European principles
    Then the outcome is non-conformity
    And clause 9.3 is not met

  @A14
  Scenario: Nothing is recognised on the word of a micro-credential from the future
    Given it was issued on 2027-03-01
    And the host is example-university
    When recognition is requested for elective credit
    Then the outcome is a request for further information
    And a reason is issued-in-the-future
