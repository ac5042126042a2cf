# What hosts in several countries publish on credit for learning from elsewhere, as far as it concerns one award. The
# policies stand under rules/hosts, each figure with its source. What a case says of several awards together, or of how they
# fill a programme, is for stacking; the comments say so.
# The day of every decision is 2026-01-15 unless a scenario says otherwise.

@recognition
Feature: What hosts publish on credit for learning from elsewhere

  Background:
    Given the applicant presents a fully described micro-credential "Data Ethics"
    And it is confirmed to be authentic and to belong to the applicant

  # published: HKU SPACE. That 24 of 30 credits must be at QF 5 and 24 in the theme is about all units together.
  @P19 @published @source:HKU-SPACE
  Scenario: Whether units add up to a certificate is a question of its own
    Given the host is hku-space
    When recognition is requested for stacking
    Then the outcome is a decision put on hold
    And the host settles the question

  # published: IACET. The arithmetic is 30 minutes of ten hours a unit, 0.05, and the smallest unit is 0.1.
  @P21 @published @source:IACET
  Scenario: Half an hour of teaching is the smallest continuing education unit, and no academic credit
    Given its workload is 0.5 contact hours
    And the host is example-university
    When recognition is requested for elective credit
    Then the outcome is anything but full recognition
    And the number of continuing education units counts as "0.1"
    And no credits are booked

  # published: guidance of a UK provider. 40 of the 60 UK credits of a postgraduate certificate are 20 of 30 ECTS.
  # Several claims towards one award are counted together by stacking.
  @P22 @published @source:UK-PG-RPL
  Scenario: Towards a postgraduate certificate no more than two thirds count
    Given its workload is 60 UK credits
    And the host is uk-postgraduate-rpl
    And the elective module "Postgraduate Certificate" of the host has 30 ECTS at EQF 7 and 3 essential outcomes
    When recognition is requested for elective credit
    Then the outcome is partial recognition
    And 20 ECTS are booked
    And 10 ECTS are reported as surplus

  @P22 @published @source:UK-PG-RPL
  Scenario: Towards a postgraduate diploma the same claim counts in full
    Given its workload is 60 UK credits
    And the host is uk-postgraduate-rpl
    And the elective module "Postgraduate Diploma" of the host has 60 ECTS at EQF 7 and 3 essential outcomes
    When recognition is requested for elective credit
    Then the outcome is full recognition
    And 30 ECTS are booked

  # published: The Open University. A Higher National Certificate is at SCQF 7, level 1 of the university. Which modules
  # the learner takes after that is for pathways.
  @P23 @published @source:Open-University
  Scenario: A module may be skipped, none has to be, and the Open degree is named beside it
    Given the micro-credential has these details
      | field    | value          |
      | country  | United Kingdom |
      | level    | SCQF 7         |
      | workload | 60 UK credits  |
    And the host is open-university
    And the elective module "Business at level 1" of the host has 30 ECTS at EQF 5 and 3 essential outcomes
    And it covers 3 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is full recognition
    And the explanation says "need not"
    And the explanation says "Open degree"

  # published: Academic Bank of Credits, India
  @P26 @published @source:UGC-ABC
  Scenario: Credit that was redeemed for a degree is refused a second time
    Given it has been used for "Bachelor of Science"
    And the host is india-abc
    When recognition is requested for elective credit
    Then the outcome is a refusal
    And a reason is credit-redeemed
    And the explanation says "irrevocably debited"

  @P26 @published @source:UGC-ABC
  Scenario: Credit past its shelf life counts no more
    Given the micro-credential has these details
      | field                  | value      |
      | issued                 | 2018-01-20 |
      | achieved               | 2018-01-10 |
      | quality assurance      | ESG        |
      | kind of quality assurance | external |
      | quality assurance from | 2016-01-01 |
      | quality assurance until | 2027-12-31 |
    And the host is india-abc
    When recognition is requested for elective credit
    Then there is a substantial difference in currency
    And no credits are booked

  # published: APEL.C. Each course is a claim of its own, so there are two questions and two answers.
  @P27 @published @source:APEL-C
  Scenario: Experience that covers the first course earns that course
    Given the host is malaysia-apel-c
    And the compulsory module "Accounting (I)" of the host has 4 ECTS at EQF 6 and 3 essential outcomes
    And it covers 3 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is full recognition
    And 4 ECTS are booked
    And the explanation says "for no other course"

  @P27 @published @source:APEL-C
  Scenario: The same experience does not earn the second course with it
    Given its learning outcomes are
      | Keep the books of a small firm |
    And the host is malaysia-apel-c
    And the compulsory module "Accounting (II)" of the host has 4 ECTS at EQF 6 and 3 essential outcomes
    When recognition is requested for exemption
    Then the outcome is anything but full recognition
    And no credits are booked

  # published rule: NTU NIE. That 16 units are transferred and 14 and 2 remain is for stacking; here the conditions on the
  # award itself.
  @P28 @published @source:NTU-NIE
  Scenario: Units below C+ do not move on to the master's
    Given the micro-credential has these details
      | field              | value     |
      | grade              | C         |
      | scale of the grade | US-LETTER |
    And the host is ntu-nie
    And the compulsory module "Transferred units" of the host has 24 ECTS at EQF 7 and 2 essential outcomes
    And it covers 2 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is anything but full recognition
    And there is a substantial difference in grade

  @P28 @published @source:NTU-NIE
  Scenario: Units at C+ that count nowhere else are transferred without a grade
    Given the micro-credential has these details
      | field              | value     |
      | grade              | C+        |
      | scale of the grade | US-LETTER |
    And the host is ntu-nie
    And the compulsory module "Transferred units" of the host has 24 ECTS at EQF 7 and 2 essential outcomes
    And it covers 2 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is full recognition

  @P28 @published @source:NTU-NIE
  Scenario: Units used for another programme stay there
    Given it has been used for "Master of Arts"
    And the host is ntu-nie
    And the compulsory module "Transferred units" of the host has 24 ECTS at EQF 7 and 2 essential outcomes
    And it covers 2 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is a refusal
