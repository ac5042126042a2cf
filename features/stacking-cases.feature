# What units add up to: the worked cases of stacking. The day is 2026-01-15; a unit is at EQF 7 and of June 2025 where its
# row says nothing else.

@stacking
Feature: Units add up to an award if every rule of the host's policy allows it

  @D01
  Scenario: Half of a certificate comes from elsewhere, and all else holds
    Given the learner holds the units
      | id | credits | level | issuer   | kind     |
      | I1 | 10      | 7     | host     | module   |
      | I2 | 5       | 7     | host     | capstone |
      | E1 | 10      | 7     | external | module   |
      | E2 | 5       | 6     | external | module   |
    When the stack is evaluated for hosts/example-university/pgcert-30
    Then the stack is eligible
    And the counted units are I1, I2, E1, E2
    And 30 ECTS are counted
    And unit I2 is booked on capstone

  @D03
  Scenario: The only choice under a cap is not the one that takes the largest unit first
    Given the host policy "PGDip-60" requires exactly 60 ECTS
    And at most 50 % of the target total may come from other issuers, counted in whole units
    And at least 40 ECTS must be at EQF 7 or above
    And the learner holds the units
      | id | credits | level | issuer   |
      | I1 | 15      | 7     | host     |
      | I2 | 10      | 7     | host     |
      | I3 | 5       | 6     | host     |
      | E1 | 20      | 7     | external |
      | E2 | 15      | 7     | external |
      | E3 | 15      | 6     | external |
    When the stack is evaluated for "PGDip-60"
    Then the stack is eligible
    And the counted units are I1, I2, I3, E2, E3
    And unit E1 is left over because of external

  # The case computes 55 at level 7 from the two that are clipped; three externals clip no worse.
  @D04
  Scenario: Where a cap cuts off, five of the external credits do not count
    Given the host policy "PGDip-60" requires exactly 60 ECTS
    And at most 50 % of the target total may come from other issuers, and what is more is cut off
    And at least 40 ECTS must be at EQF 7 or above
    And the learner holds the units
      | id | credits | level | issuer   |
      | I1 | 15      | 7     | host     |
      | I2 | 10      | 7     | host     |
      | I3 | 5       | 6     | host     |
      | E1 | 20      | 7     | external |
      | E2 | 15      | 7     | external |
    When the stack is evaluated for "PGDip-60"
    Then the stack is eligible
    And the counted units are I1, I2, I3, E1, E2
    And 60 ECTS are counted
    And unit E1 counts with 15 ECTS
    And unit E2 counts with 15 ECTS
    And rule at-level is met
    And external shows counting as clip

  @D06
  Scenario: Of 210 credits from three sources 120 count
    Given the learner holds the units
      | id | credits | level | issuer   | theme             | kind       | sector          |
      | N1 | 60      | 6     | external | non-degree course | course     | higher education |
      | N2 | 30      | 6     | external | non-degree course | course     | higher education |
      | T1 | 60      | 6     | external | other             | course     | adult education |
      | W1 | 60      | 6     | external | other             | experience | employer        |
      | I1 | 60      | 6     | host     | other             | course     | higher education |
    When the stack is evaluated for hosts/portugal-dl74/licenciatura
    Then the stack is eligible
    And 180 ECTS are counted
    And rule together is met

  @D06
  Scenario: Without sixty credits of the degree itself the two thirds are not enough
    Given the learner holds the units
      | id | credits | level | issuer   | theme             | kind       | sector          |
      | N1 | 60      | 6     | external | non-degree course | course     | higher education |
      | N2 | 30      | 6     | external | non-degree course | course     | higher education |
      | T1 | 60      | 6     | external | other             | course     | adult education |
      | W1 | 60      | 6     | external | other             | experience | employer        |
    When the stack is evaluated for hosts/portugal-dl74/licenciatura
    Then the stack is not eligible
    And 60 ECTS are missing for total
    And the conflict names together

  @D07 @P19 @published @source:HKU-SPACE
  Scenario: Four of five modules in the theme and four at the level are a certificate
    Given the learner holds the units
      | id | credits | level | issuer | theme |
      | A  | 6 HKQF credits | 6     | host   | theme |
      | B  | 6 HKQF credits | 6     | host   | theme |
      | C  | 6 HKQF credits | 6     | host   | theme |
      | D  | 6 HKQF credits | 5     | host   | theme |
      | E  | 6 HKQF credits | 6     | host   | other |
    And applied is done
    When the stack is evaluated for hosts/hku-space/certificate
    Then the stack is eligible
    And 30 credits are counted
    And rule theme is met
    And rule at-level is met

  @D07 @P19 @published @source:HKU-SPACE
  Scenario: Three modules in the theme leave six credits, because 24 is printed and not 22.5
    Given the learner holds the units
      | id | credits | level | issuer | theme |
      | A  | 6 HKQF credits | 6     | host   | theme |
      | B  | 6 HKQF credits | 6     | host   | theme |
      | C  | 6 HKQF credits | 6     | host   | theme |
      | D  | 6 HKQF credits | 6     | host   | other |
      | E  | 6 HKQF credits | 6     | host   | other |
    And applied is done
    When the stack is evaluated for hosts/hku-space/certificate
    Then the stack is not eligible
    And 6 credits are missing for theme
    And one more unit of 6 credits would do

  @D08
  Scenario: The total is reached and the level is not
    Given the learner holds the units
      | id | credits | level | issuer |
      | A  | 38      | 7     | host   |
      | B  | 22      | 6     | host   |
    When the stack is evaluated for hosts/mfhea/pgdip
    Then the stack is not eligible
    And 2 ECTS are missing for at-level
    And one more unit of 2 ECTS with "level >= EQF 7" would do

  @D09
  Scenario: An award of 27 credits is no certificate
    Given the learner holds the units
      | id | credits | level | issuer |
      | A  | 15      | 7     | host   |
      | B  | 12      | 7     | host   |
    When the stack is evaluated for hosts/mfhea/level-7-award
    Then the stack is eligible
    And 27 ECTS are counted
    And the award is called "Award"

  @D11 @published @source:SUTD
  Scenario: Who started before August 2020 needs sixty
    Given the learner holds the units
      | id | credits              | issuer | achieved   |
      | A  | 30 SUTD subject credits | host   | 2020-07-01 |
      | B  | 20 SUTD subject credits | host   | 2021-06-01 |
      | C  | 12 SUTD subject credits | host   | 2022-06-30 |
    When the stack is evaluated for hosts/sutd/modular-master
    Then the stack is eligible
    And 62 credits are counted
    And the surplus is 2 credits

  @D11 @published @source:SUTD
  Scenario: Who started in August 2020 needs seventy-two
    Given the learner holds the units
      | id | credits              | issuer | achieved   |
      | A  | 30 SUTD subject credits | host   | 2020-08-02 |
      | B  | 20 SUTD subject credits | host   | 2021-06-01 |
      | C  | 12 SUTD subject credits | host   | 2022-06-30 |
    When the stack is evaluated for hosts/sutd/modular-master
    Then the stack is not eligible
    And 10 credits are missing for total

  @D12 @published @source:SUTD
  Scenario: Subject credits are no academic credits, and nobody can say how many ECTS they are
    Given the host policy "Master" requires at least 60 ECTS
    And the learner holds the units
      | id | credits              | issuer   |
      | A  | 72 SUTD subject credits | external |
    When the stack is evaluated for "Master"
    Then the stack is undetermined
    And the credits of unit A decides

  @D13
  Scenario: What counts in a conferred certificate does not count again
    Given the host policy "PGCert-B" requires at least 10 ECTS
    And a unit that is used for another award does not count
    And the learner holds the units
      | id | credits | used for | conferred |
      | A  | 10      | pgcert-a | yes       |
    When the stack is evaluated for "PGCert-B"
    Then the stack is not eligible
    And unit A is left over because of used-once
    And 10 ECTS are missing for total

  @D13 @published @source:IOB
  Scenario: What was used for admission may still be used for credit
    Given the learner holds the units
      | id | credits | level | used for | used as   |
      | A  | 30      | 6     | ba       | admission |
    When the stack is evaluated for hosts/iob/certificate
    Then the stack is eligible
    And the counted units are A

  @D14 @published @source:SUNY-Canton
  Scenario: A course counts for the degree and for the micro-credential inside it
    Given the learner holds the units
      | id | credits | level | issuer | used for | kind of that award |
      | A  | 3 SCH   | 6     | host   | bs       | degree             |
      | B  | 3 SCH   | 6     | host   | bs       | degree             |
    When the stack is evaluated for hosts/suny-canton/micro-credential
    Then the stack is eligible
    And 6 credits are counted

  @D14 @published @source:Tulane
  Scenario: Two certificates do not share a course
    Given the learner holds the units
      | id | credits | level | issuer | used for | kind of that award |
      | A  | 3 SCH   | 6     | host   | other-certificate | certificate |
      | B  | 9 SCH   | 6     | host   | bs       | degree             |
    When the stack is evaluated for hosts/tulane/certificate
    Then the stack is not eligible
    And unit A is left over because of certificates-apart
    And 3 credits are missing for total

  @D16
  Scenario: By the smaller set two units overlap too much and one counts
    Given the host policy "Overlap" requires at least 5 ECTS
    And two units may share at most 50 % of the outcomes of the smaller one, else one of them counts
    And the learner holds the units
      | id | credits | outcomes      |
      | A  | 5       | a; b; c; d; e |
      | B  | 5       | c; d; e; f    |
    When the stack is evaluated for "Overlap"
    Then the stack is eligible
    And 5 ECTS are counted
    And the counted units are A
    And unit B is left over because of overlap
    And the units B would do as well
    And overlap shows measure as smaller

  @D16
  Scenario: By both sets together they overlap by half and both count
    Given the host policy "Overlap" requires at least 5 ECTS
    And two units may share at most 50 % of the outcomes of both together, else one of them counts
    And the learner holds the units
      | id | credits | outcomes      |
      | A  | 5       | a; b; c; d; e |
      | B  | 5       | c; d; e; f    |
    When the stack is evaluated for "Overlap"
    Then the stack is eligible
    And 10 ECTS are counted

  @D17
  Scenario: Of two versions of one micro-credential one counts
    Given the host policy "Versions" requires at least 5 ECTS
    And of the versions of a unit one counts
    And the learner holds the units
      | id | credits | specification | version | achieved   |
      | A  | 5       | "urn:mc:1"    | 1       | 2019-06-01 |
      | B  | 5       | "urn:mc:1"    | 2       | 2024-06-01 |
    When the stack is evaluated for "Versions"
    Then the stack is eligible
    And 5 ECTS are counted

  @D18 @P22 @published @source:UK-RPL
  Scenario: With the diploma as exit award sixty credits of prior learning count
    Given the learner holds the units
      | id | credits | level | issuer   |
      | R1 | 30 CATS | 7     | external |
      | R2 | 30 CATS | 7     | external |
      | I1 | 60 CATS | 7     | host     |
    And the learner applied on 2025-10-01
    When the stack is evaluated for hosts/uk-postgraduate-rpl/pgdip
    Then the stack is eligible
    And the counted units are I1, R1, R2

  @D18 @P22 @published @source:UK-RPL
  Scenario: With the certificate as exit award forty may count, so thirty do
    Given the learner holds the units
      | id | credits | level | issuer   |
      | R1 | 30 CATS | 7     | external |
      | R2 | 30 CATS | 7     | external |
      | I1 | 30 CATS | 7     | host     |
    And the learner applied on 2025-10-01
    When the stack is evaluated for hosts/uk-postgraduate-rpl/pgcert
    Then the stack is eligible
    And the counted units are I1, R1
    And unit R2 is left over because of prior-learning

  @D20
  Scenario Outline: Four clocks, and the policy names its own
    Given the host policy "Clock" requires at least 5 ECTS
    And a unit may be at most 5 years old at the <clock>
    And the learner holds the units
      | id | credits | achieved   |
      | A  | 5       | 2020-06-30 |
    And the learner applied on 2025-06-01
    And the award is to be given on 2025-09-15
    When the stack is evaluated for "Clock"
    Then the stack is <outcome>

    Examples:
      | clock       | outcome      |
      | application | eligible     |
      | award       | not eligible |

  @D21
  Scenario: A new copy does not make old learning new
    Given the host policy "Clock" requires at least 5 ECTS
    And a unit may be at most 5 years old at the award
    And the learner holds the units
      | id | credits | achieved   | issued     |
      | A  | 5       | 2016-06-30 | 2025-06-30 |
    When the stack is evaluated for "Clock"
    Then the stack is not eligible
    And unit A is left over because of currency

  @D21
  Scenario: Without the day of achievement nobody knows
    Given the host policy "Clock" requires at least 5 ECTS
    And a unit may be at most 5 years old at the award
    And the learner holds the units
      | id | credits | achieved | issued     |
      | A  | 5       | -        | 2025-06-30 |
    When the stack is evaluated for "Clock"
    Then the stack is undetermined
    And the day of achievement of unit A decides

  @D23
  Scenario: Twelve of fifteen expired credits may be revalidated, and transferred ones never
    Given the learner holds the units
      | id | credits | level | issuer   | achieved   |
      | F1 | 21 SCH  | 7     | host     | 2024-06-15 |
      | S1 | 3 SCH   | 7     | host     | 2018-06-15 |
      | S2 | 3 SCH   | 7     | host     | 2018-06-15 |
      | S3 | 3 SCH   | 7     | host     | 2018-06-15 |
      | S4 | 3 SCH   | 7     | host     | 2018-06-15 |
      | S5 | 3 SCH   | 7     | host     | 2018-06-15 |
      | T1 | 3 SCH   | 7     | external | 2018-06-15 |
    When the stack is evaluated for hosts/revalidation-utrgv/master-36
    Then the stack is not eligible
    And 3 credits are missing for total
    And unit T1 is left over because of seven-years

  @D23
  Scenario: With three fresh credits more the degree hangs on the revalidation of twelve
    Given the learner holds the units
      | id | credits | level | issuer   | achieved   |
      | F1 | 24 SCH  | 7     | host     | 2024-06-15 |
      | S1 | 3 SCH   | 7     | host     | 2018-06-15 |
      | S2 | 3 SCH   | 7     | host     | 2018-06-15 |
      | S3 | 3 SCH   | 7     | host     | 2018-06-15 |
      | S4 | 3 SCH   | 7     | host     | 2018-06-15 |
      | S5 | 3 SCH   | 7     | host     | 2018-06-15 |
      | T1 | 3 SCH   | 7     | external | 2018-06-15 |
    When the stack is evaluated for hosts/revalidation-utrgv/master-36
    Then the stack is eligible under conditions
    And the counted units are F1, S1, S2, S3, S4
    And a condition of seven-years is open for unit S1

  @D24
  Scenario: A course of nine years is revalidated by an examination
    Given the learner holds the units
      | id | credits | level | issuer | achieved   |
      | F1 | 27 SCH  | 7     | host   | 2024-06-15 |
      | S1 | 3 SCH   | 7     | host   | 2017-01-10 |
    When the stack is evaluated for hosts/revalidation-alabama/master-30
    Then the stack is eligible under conditions
    And a condition of eight-years is open for unit S1

  @D24
  Scenario: A course of eleven years never is
    Given the learner holds the units
      | id | credits | level | issuer | achieved   |
      | F1 | 27 SCH  | 7     | host   | 2024-06-15 |
      | S1 | 3 SCH   | 7     | host   | 2015-01-10 |
    When the stack is evaluated for hosts/revalidation-alabama/master-30
    Then the stack is not eligible
    And unit S1 is left over because of eight-years

  @D25
  Scenario: A thesis from elsewhere is elective credit at most
    Given the host policy "Master" requires at least 60 ECTS
    And a capstone of at least 20 ECTS must be of the host
    And the learner holds the units
      | id | credits | issuer   | kind   |
      | A  | 40      | host     | module |
      | T  | 20      | external | thesis |
    When the stack is evaluated for "Master"
    Then the stack is not eligible
    And the counted units are A, T
    And 20 ECTS are missing for capstone

  @D26
  Scenario: No choice of the units is exactly sixty
    Given the learner holds the units
      | id | credits | issuer |
      | A  | 15      | host   |
      | B  | 15      | host   |
      | C  | 15      | host   |
      | D  | 10      | host   |
      | E  | 7.5     | host   |
    When the stack is evaluated for hosts/mid-sweden/master-60
    Then the stack is not eligible
    And the counted units are A, B, C, D
    And 5 ECTS are missing for total
    And one more unit of 5 ECTS would do
    And one more unit of 7.5 ECTS would do

  @D26
  Scenario: Where surplus is recorded the same units are enough
    Given the host policy "At least" requires at least 60 ECTS
    And the learner holds the units
      | id | credits | issuer |
      | A  | 15      | host   |
      | B  | 15      | host   |
      | C  | 15      | host   |
      | D  | 10      | host   |
      | E  | 7.5     | host   |
    When the stack is evaluated for "At least"
    Then the stack is eligible
    And 62.5 ECTS are counted
    And the surplus is 2.5 ECTS

  @D27
  Scenario: A unit of the doctoral level counts where the level is a least one
    Given the host policy "Level" requires at least 5 ECTS
    And at least 5 ECTS must be at EQF 7 or above
    And the learner holds the units
      | id | credits | level |
      | A  | 5       | 8     |
    When the stack is evaluated for "Level"
    Then the stack is eligible

  @D27
  Scenario: Where the level is meant exactly it adds credit and not at the level
    Given the host policy "Level" requires at least 5 ECTS
    And at least 5 ECTS must be at exactly EQF 7
    And the learner holds the units
      | id | credits | level |
      | A  | 5       | 8     |
    When the stack is evaluated for "Level"
    Then the stack is not eligible
    And the counted units are A
    And 5 ECTS are missing for at-level

  @D29
  Scenario: Vocational learning counts in Austria where it is validated
    Given the learner holds the units
      | id | credits | level | issuer   | sector           | validated |
      | I1 | 120     | 6     | host     | higher education |           |
      | V1 | 60      | 5     | external | vocational education       | yes       |
    When the stack is evaluated for hosts/austria-ug78/bachelor
    Then the stack is eligible

  @D29
  Scenario: In Germany the same learning is not at the level
    Given the learner holds the units
      | id | credits | level | issuer   | sector           |
      | I1 | 120     | 6     | host     | higher education |
      | V1 | 60      | 5     | external | vocational education       |
    When the stack is evaluated for hosts/germany-kmk/bachelor
    Then the stack is not eligible
    And unit V1 is left over because of level-of-outside-learning

  @D29
  Scenario Outline: The same kind of learning has a cap of sixty in Austria and of half the degree in Germany
    Given the learner holds the units
      | id | credits | level | issuer   | sector               | validated |
      | I1 | <own>   | 6     | host     | higher education     | -         |
      | V1 | <vet>   | 6     | external | vocational education | <valid>   |
    When the stack is evaluated for <policy>
    Then the stack is <outcome>
    And <missing> ECTS are missing for total

    Examples:
      | policy                      | own | vet | valid | outcome      | missing |
      | hosts/germany-kmk/bachelor  | 90  | 90  | -     | eligible     | 0       |
      | hosts/germany-kmk/bachelor  | 89  | 91  | -     | not eligible | 91      |
      | hosts/austria-ug78/bachelor | 120 | 60  | yes   | eligible     | 0       |
      | hosts/austria-ug78/bachelor | 119 | 61  | yes   | not eligible | 61      |
      | hosts/austria-ug78/bachelor | 120 | 60  | no    | not eligible | 60      |

  @D31
  Scenario: A German grade says nothing of a US one without a table
    Given the learner holds the units
      | id | credits | level | issuer   | grade | scale |
      | A  | 2 SCH   | 7     | host     | A     | -     |
      | B  | 2 SCH   | 7     | external | 2.7   | DE    |
    When the stack is evaluated for hosts/findlay/micro-credential
    Then the stack is undetermined
    And the converted grade of unit B decides

  @D32 @published @source:Open-University
  Scenario: A learner may take part of what was awarded
    Given the host policy "Open" requires at least 30 ECTS
    And the learner holds the units
      | id | credits |
      | A  | 30      |
      | B  | 30      |
      | C  | 30      |
    And the learner wants to keep C free
    When the stack is evaluated for "Open"
    Then the stack is eligible
    And the counted units are A, B
    And unit C is left over as kept free

  @D33
  Scenario: Of two choices the one that leaves the unit free
    Given the host policy "Free" requires exactly 20 ECTS
    And the learner holds the units
      | id | credits |
      | A  | 10      |
      | B  | 10      |
      | X  | 10      |
    And the learner wants to keep X free
    When the stack is evaluated for "Free"
    Then the stack is eligible
    And the counted units are A, B

  @D33
  Scenario: Without a wish the ids decide, and the other choices are named
    Given the host policy "Free" requires exactly 20 ECTS
    And the learner holds the units
      | id | credits |
      | A  | 10      |
      | B  | 10      |
      | X  | 10      |
    When the stack is evaluated for "Free"
    Then the stack is eligible
    And the counted units are A, B
    And the units A, X would do as well
    And the units B, X would do as well

  @D34
  Scenario: Credit for the second course does not give the first
    Given the learner holds the units
      | id | credits        | level | issuer   | theme           | route      |
      | I1 | 117 MQF credits | 6     | host     | other           | course     |
      | A2 | 3 MQF credits  | 6     | external | Accounting (II) | validation of prior learning |
    When the stack is evaluated for hosts/malaysia-apel-c/bachelor
    Then the stack is not eligible
    And 3 credits are missing for accounting-1

  @D36
  Scenario: Four credits do not replace a component of five
    Given the stacking policy of the host has these rules
      """
      requires:
        - {id: ethics, component: Data Ethics, credits: 5 ECTS, from: themes contains 'ethics', tolerance: 0 %, combine: no}
      """
    And the learner holds the units
      | id | credits | theme  |
      | A  | 4       | ethics |
      | B  | 3       | ethics |
    When the stack is evaluated for "Award"
    Then the stack is not eligible
    And rule ethics is not met

  @D36
  Scenario: Two units together replace it where the host combines
    Given the stacking policy of the host has these rules
      """
      requires:
        - {id: ethics, component: Data Ethics, credits: 5 ECTS, from: themes contains 'ethics', tolerance: 0 %, combine: yes}
      """
    And the learner holds the units
      | id | credits | theme  |
      | A  | 4       | ethics |
      | B  | 3       | ethics |
    When the stack is evaluated for "Award"
    Then the stack is eligible
    And 5 ECTS are counted

  @D38
  Scenario: An award that rests on a revoked unit is looked at again and not taken away
    Given the learner holds the units
      | id | credits | level | issuer |
      | A  | 20      | 7     | host   |
      | B  | 10      | 7     | host   |
    And the award of hosts/mfhea/pgcert was given for these units on 2025-09-01
    And unit B was revoked on 2026-01-10
    When the stack is evaluated for hosts/mfhea/pgcert
    Then the award pgcert is to be looked at again because of unit B
    And the stack is not eligible
    And the counted units are A
    And unit B is left over because of revoked
    And 10 ECTS are missing for total

  @D39
  Scenario: Who holds nothing lacks the whole award
    Given the learner holds no units
    When the stack is evaluated for hosts/keele/pgcert
    Then the stack is not eligible
    And no unit is counted
    And 60 CATS are missing for total
    And the smallest gap is 60 CATS

  @D40
  Scenario: A badge without credits can be what another unit builds on, and adds none
    Given the stacking policy of the host has these rules
      """
      total: {exactly: 10 ECTS}
      requires:
        - {id: badge-first, for: themes contains 'advanced', needs: kind is badge}
      """
    And the learner holds the units
      | id | credits | kind   | theme    | bears credit |
      | A  | 10      | module | advanced | yes          |
      | B  |         | badge  | other    | no           |
    When the stack is evaluated for "Award"
    Then the stack is eligible
    And the counted units are A, B
    And unit B counts with 0 ECTS

  @D42
  Scenario Outline: What is not known never makes a no into a yes
    Given the learner holds the units
      | id | credits   | level   | issuer   | kind       | achieved   |
      | I1 | <credits> | 6       | host     | <kind>     | 2025-06-15 |
      | E1 | 15        | <level> | external | module     | <achieved> |
    When the stack is evaluated for hosts/example-university/pgcert-30
    Then the stack is <outcome>

    Examples:
      | credits | level | kind     | achieved   | outcome      |
      | 15      | 7     | module   | 2025-06-15 | not eligible |
      | -       | 7     | capstone | 2025-06-15 | not eligible |
      | 15      | -     | capstone | 2025-06-15 | not eligible |
      | 15      | 7     | -        | -          | not eligible |

  @D43
  Scenario: An employer stacks three badges, and no framework is asked
    Given the learner holds the units
      | id | credits | kind  | level | issuer   | sector   |
      | A  | -       | badge | -     | external | employer |
      | B  | -       | badge | -     | external | employer |
      | C  | -       | badge | -     | external | employer |
    When the stack is evaluated for hosts/example-works/senior-technician
    Then the stack is eligible
    And the counted units are A, B, C

  @D44
  Scenario: A policy that asks for more than it allows is found when it is read
    Given the stacking policy of the host has these rules
      """
      total: {exactly: 30 ECTS}
      requires:
        - {id: core, choose: 20 ECTS, from: themes contains 'core'}
        - {id: capstone, choose: 15 ECTS, from: kind is capstone}
      """
    When the stacking policy of the host is read
    Then the stacking policy is refused with "35"

  @P26 @published @source:UGC-2021
  Scenario: Credit that was redeemed for a degree is debited for good
    Given the learner holds the units
      | id | credits | level | used for | used up |
      | A  | 60 NCrF | 6     | degree-a | yes     |
      | B  | 60 NCrF | 6     | -        | -       |
    When the stack is evaluated for hosts/india-abc/degree
    Then the stack is not eligible
    And unit A is left over as excluded
    And 60 credits are missing for total

  @P26 @published @source:UGC-2021
  Scenario: No credit is older than its shelf life
    Given the learner holds the units
      | id | credits | level | achieved   |
      | A  | 60 NCrF | 6     | 2018-06-15 |
      | B  | 60 NCrF | 6     | 2024-06-15 |
    When the stack is evaluated for hosts/india-abc/degree
    Then the stack is not eligible
    And unit A is left over because of shelf-life

  @P27 @published @source:APEL.C
  Scenario: Two courses are two claims
    Given the learner holds the units
      | id | credits         | level | issuer   | theme           | route      | outcomes                                             |
      | I1 | 114 MQF credits | 6     | host     | other           | course     | other                                                |
      | A1 | 3 MQF credits   | 6     | external | Accounting (I)  | validation of prior learning | keeps accounting records                             |
      | A2 | 3 MQF credits   | 6     | external | Accounting (II) | validation of prior learning | draws up financial reports                           |
    When the stack is evaluated for hosts/malaysia-apel-c/bachelor
    Then the stack is eligible
    And unit A1 is booked on accounting-1
    And unit A2 is booked on accounting-2

  @P27 @published @source:APEL.C
  Scenario: One block of six credits is no claim for both
    Given the learner holds the units
      | id | credits         | level | issuer   | theme                            | route      | outcomes                                             |
      | I1 | 114 MQF credits | 6     | host     | other                            | course     | other                                                |
      | AB | 6 MQF credits   | 6     | external | Accounting (I); Accounting (II)  | validation of prior learning | keeps accounting records; draws up financial reports |
    When the stack is evaluated for hosts/malaysia-apel-c/bachelor
    Then the stack is not eligible

  @P28 @published @source:NTU-NIE
  Scenario: Sixteen units are transferred, fourteen and two remain
    Given the learner holds the units
      | id | credits | level | issuer | theme        | grade | awarded    |
      | F1 | 8 NTU AU | 7     | host   | FlexiMasters | C+    | 2023-06-30 |
      | F2 | 8 NTU AU | 7     | host   | FlexiMasters | A     | 2023-06-30 |
      | M1 | 14 NTU AU | 7     | host   | master       | B     | -          |
      | L1 | 2 NTU AU | 7     | host   | elective     | B     | -          |
    And the programme begins on 2024-08-01
    When the stack is evaluated for hosts/ntu-nie/masters
    Then the stack is eligible
    And unit M1 is booked on remaining
    And unit L1 is booked on electives

  @P28 @published @source:NTU-NIE
  Scenario: A course with less than C+ is not transferred
    Given the learner holds the units
      | id | credits | level | issuer | theme        | grade | awarded    |
      | F1 | 8 NTU AU | 7     | host   | FlexiMasters | C     | 2023-06-30 |
      | F2 | 8 NTU AU | 7     | host   | FlexiMasters | A     | 2023-06-30 |
      | M1 | 14 NTU AU | 7     | host   | master       | B     | -          |
      | L1 | 2 NTU AU | 7     | host   | elective     | B     | -          |
    And the programme begins on 2024-08-01
    When the stack is evaluated for hosts/ntu-nie/masters
    Then the stack is not eligible
    And unit F1 is left over because of grade
