# The stacking policies of hosts in Asia, Oceania and Africa that come with the rules.

@stacking @policies
Feature: Stacking policies of hosts in Asia, Oceania and Africa

  Scenario Outline: A certificate of HKU SPACE has 24 of 30 credits in the theme and at the level
    Given the learner holds the units
      | id | credits               | level | issuer | theme |
      | A  | <both> HKQF credits   | 6     | host   | theme |
      | B  | <theme> HKQF credits  | 5     | host   | theme |
      | C  | <level> HKQF credits  | 6     | host   | other |
    And applied is done
    When the stack is evaluated for hosts/hku-space/certificate
    Then the stack is <outcome>
    And <missing> credits are missing for <rule>

    Examples:
      | both | theme | level | outcome      | missing | rule     |
      | 24   | 3     | 3     | eligible     | 0       | theme    |
      | 18   | 6     | 6     | eligible     | 0       | at-level |
      | 17   | 6     | 7     | not eligible | 1       | theme    |
      | 17   | 7     | 6     | not eligible | 1       | at-level |
      | 24   | 3     | 2     | not eligible | 1       | total    |

  Scenario: Who does not apply gets no certificate of HKU SPACE yet
    Given the learner holds the units
      | id | credits         | level | issuer | theme |
      | A  | 30 HKQF credits | 6     | host   | theme |
    When the stack is evaluated for hosts/hku-space/certificate
    Then the stack is eligible under conditions
    And a condition of apply is open

  Scenario Outline: A micro-credential that went to its parent award is not stacked at HKU SPACE
    Given the learner holds the units
      | id | credits              | level | issuer | theme | used for | kind of that award | level of that award |
      | A  | <main> HKQF credits  | 6     | host   | theme | -        | -                  | -                   |
      | B  | <other> HKQF credits | 6     | host   | theme | parent   | certificate        | EQF 5               |
    And applied is done
    When the stack is evaluated for <policy>
    Then the stack is not eligible
    And unit B is left over because of one-pathway

    Examples:
      | policy                      | main | other |
      | hosts/hku-space/certificate | 24   | 6     |
      | hosts/hku-space/diploma     | 50   | 10    |

  Scenario: Who does not apply gets no diploma of HKU SPACE yet
    Given the learner holds the units
      | id | credits         | level | issuer | theme |
      | A  | 60 HKQF credits | 6     | host   | theme |
    When the stack is evaluated for hosts/hku-space/diploma
    Then the stack is eligible under conditions
    And a condition of apply is open

  Scenario Outline: A diploma of HKU SPACE has 45 of 60
    Given the learner holds the units
      | id | credits              | level | issuer | theme |
      | A  | <both> HKQF credits  | 6     | host   | theme |
      | B  | <theme> HKQF credits | 5     | host   | theme |
      | C  | <level> HKQF credits | 6     | host   | other |
    And applied is done
    When the stack is evaluated for hosts/hku-space/diploma
    Then the stack is <outcome>
    And <missing> credits are missing for <rule>

    Examples:
      | both | theme | level | outcome      | missing | rule     |
      | 45   | 8     | 7     | eligible     | 0       | theme    |
      | 30   | 15    | 15    | eligible     | 0       | at-level |
      | 36   | 8     | 16    | not eligible | 1       | theme    |
      | 36   | 16    | 8     | not eligible | 1       | at-level |
      | 45   | 8     | 6     | not eligible | 1       | total    |

  Scenario Outline: The master's of NIE takes sixteen units, with C+, of five years
    Given the learner holds the units
      | id | credits         | level | issuer | theme        | grade   | awarded | used for | kind of that award |
      | F1 | <flexi> NTU AU  | 7     | host   | FlexiMasters | <grade> | <day>   | <award>  | <kind>             |
      | M1 | <taken> NTU AU  | 7     | host   | master       | B       | -       | -        | -                  |
      | L1 | <choice> NTU AU | 7     | host   | elective     | B       | -       | -        | -                  |
    And the programme begins on 2025-01-10
    When the stack is evaluated for hosts/ntu-nie/masters
    Then the stack is <outcome>

    Examples:
      | flexi | taken | choice | grade | day        | award | kind        | outcome      |
      | 16    | 14    | 2      | B+    | 2023-06-30 | -     | -           | eligible     |
      | 16    | 14    | 2      | C+    | 2020-01-10 | -     | -           | eligible     |
      | 16    | 14    | 2      | B+    | 2020-01-09 | -     | -           | not eligible |
      | 16    | 14    | 2      | C     | 2023-06-30 | -     | -           | not eligible |
      | 17    | 14    | 2      | B+    | 2023-06-30 | -     | -           | not eligible |
      | 15    | 14    | 2      | B+    | 2023-06-30 | -     | -           | not eligible |
      | 16    | 13    | 3      | B+    | 2023-06-30 | -     | -           | not eligible |
      | 16    | 15    | 1      | B+    | 2023-06-30 | -     | -           | not eligible |
      | 16    | 14    | 2      | B+    | 2023-06-30 | flexi | certificate | eligible     |
      | 16    | 14    | 2      | B+    | 2023-06-30 | other | degree      | not eligible |

  Scenario Outline: What <policy> takes over is outside the average
    Given the learner holds no units
    When the stack is evaluated for <policy>
    Then the stack is not eligible
    And policy shows grade_treatment as ungraded
    And policy shows in_classification as no

    Examples:
      | policy                                         |
      | hosts/ntu-nie/masters                          |
      | hosts/ntu-nie/masters-from-graduate-certificate |
      | hosts/malaysia-apel-c/bachelor                 |
      | hosts/malaysia-transfer/diploma                |

  Scenario Outline: After a graduate certificate NIE transfers twelve units
    Given the learner holds the units
      | id | credits        | level | issuer | theme                | grade   | awarded | used for | kind of that award |
      | G1 | <given> NTU AU | 7     | host   | graduate certificate | <grade> | <day>   | <award>  | <kind>             |
      | M1 | <taken> NTU AU | 7     | host   | master               | B       | -       | -        | -                  |
    And the programme begins on 2025-01-10
    When the stack is evaluated for hosts/ntu-nie/masters-from-graduate-certificate
    Then the stack is <outcome>

    Examples:
      | given | taken | grade | day        | award        | kind        | outcome      |
      | 10    | 20    | B     | 2023-06-30 | -            | -           | eligible     |
      | 12    | 18    | C+    | 2020-01-10 | -            | -           | eligible     |
      | 13    | 17    | B     | 2023-06-30 | -            | -           | not eligible |
      | 12    | 18    | C     | 2023-06-30 | -            | -           | not eligible |
      | 12    | 18    | B     | 2020-01-09 | -            | -           | not eligible |
      | 12    | 18    | B     | 2023-06-30 | certificate  | certificate | eligible     |
      | 12    | 18    | B     | 2023-06-30 | other-master | degree      | not eligible |

  Scenario Outline: A Specialist Certificate of PaCE has three years and an average of 2.0
    Given the learner holds the units
      | id | credits | issuer | grade   | achieved   |
      | A  | 3 NTU AU    | host   | <one>   | 2022-06-01 |
      | B  | 3 NTU AU    | host   | <two>   | 2023-06-01 |
      | C  | 3 NTU AU    | host   | <three> | <day>      |
    When the stack is evaluated for hosts/ntu-pace/specialist-certificate
    Then the stack is <outcome>
    And rule <rule> is <met>

    Examples:
      | one | two | three | day        | outcome      | rule        | met     |
      | B   | C   | C     | 2024-06-01 | eligible     | average     | met     |
      | C   | C   | C     | 2025-06-01 | eligible     | average     | met     |
      | C   | C   | D+    | 2024-06-01 | not eligible | total       | not met |

  Scenario Outline: The average of a Specialist Certificate is weighted by credits
    Given the learner holds the units
      | id | credits        | issuer | grade   | achieved   |
      | A  | <one> NTU AU   | host   | <a>     | 2022-06-01 |
      | B  | <two> NTU AU   | host   | <b>     | 2023-06-01 |
      | C  | <three> NTU AU | host   | <c>     | 2024-06-01 |
    When the stack is evaluated for hosts/ntu-pace/specialist-certificate
    Then the stack is <outcome>

    Examples:
      | one | a | two | b  | three | c  | outcome      |
      | 7   | B | 1   | D  | 1     | D  | eligible     |
      | 5   | C | 3   | C  | 1     | D+ | not eligible |
      | 5   | C | 3   | C  | 0.9   | C  | not eligible |

  Scenario: A Specialist Certificate that took longer is not given
    Given the learner holds the units
      | id | credits | issuer | grade | achieved   |
      | A  | 3 NTU AU    | host   | B     | 2022-06-01 |
      | B  | 6 NTU AU    | host   | B     | 2025-06-02 |
    When the stack is evaluated for hosts/ntu-pace/specialist-certificate
    Then the stack is not eligible

  Scenario Outline: A Graduate Certificate of PaCE has five years and 2.5 in each course
    Given the learner holds the units
      | id | credits        | issuer | grade   | achieved   |
      | A  | 3 NTU AU       | host   | A       | 2020-06-01 |
      | B  | <other> NTU AU | host   | <grade> | <day>      |
    When the stack is evaluated for hosts/ntu-pace/graduate-certificate
    Then the stack is <outcome>

    Examples:
      | other | grade | day        | outcome      |
      | 6     | B     | 2024-06-01 | eligible     |
      | 6     | C+    | 2025-06-01 | eligible     |
      | 6     | C     | 2024-06-01 | not eligible |
      | 6     | B     | 2025-06-02 | not eligible |
      | 5.9   | B     | 2024-06-01 | not eligible |

  Scenario Outline: A ModularMaster has seventy-two credits, twelve of a partner, in two years
    Given the learner holds the units
      | id | credits                        | issuer   | achieved   |
      | A  | <own> SUTD subject credits     | host     | 2023-06-01 |
      | B  | <partner> SUTD subject credits | external | <day>      |
    When the stack is evaluated for hosts/sutd/modular-master
    Then the stack is <outcome>

    Examples:
      | own | partner | day        | outcome      |
      | 66  | 6       | 2024-06-01 | eligible     |
      | 60  | 12      | 2025-06-01 | eligible     |
      | 59  | 13      | 2024-06-01 | not eligible |
      | 60  | 12      | 2025-06-02 | not eligible |

  Scenario Outline: A ModularMaster of the first years has sixty credits, twelve of a partner, in two years
    Given the learner holds the units
      | id | credits                        | issuer   | achieved   |
      | A  | <own> SUTD subject credits     | host     | 2019-06-01 |
      | B  | <partner> SUTD subject credits | external | <day>      |
    When the stack is evaluated for hosts/sutd/modular-master
    Then the stack is <outcome>

    Examples:
      | own | partner | day        | outcome      |
      | 48  | 12      | 2021-06-01 | eligible     |
      | 48  | 12      | 2021-06-02 | not eligible |
      | 47  | 13      | 2020-06-01 | not eligible |
      | 48  | 11      | 2020-06-01 | not eligible |

  Scenario Outline: APEL.C gives thirty percent, course by course, with half of every outcome
    Given the learner holds the units
      | id | credits             | level | issuer   | theme           | route                        | outcomes                   |
      | I1 | <own> MQF credits   | 6     | host     | other           | course                       | other                      |
      | A1 | 3 MQF credits       | 6     | external | Accounting (I)  | validation of prior learning | keeps accounting records   |
      | A2 | 3 MQF credits       | 6     | external | Accounting (II) | validation of prior learning | <second>                   |
      | X1 | <other> MQF credits | 6     | external | other           | validation of prior learning | something                  |
    When the stack is evaluated for hosts/malaysia-apel-c/bachelor
    Then the stack is <outcome>

    Examples:
      | own | other | second                     | outcome      |
      | 100 | 14    | draws up financial reports | eligible     |
      | 84  | 30    | draws up financial reports | eligible     |
      | 83  | 31    | draws up financial reports | not eligible |
      | 100 | 14    | something else             | not eligible |

  Scenario: By APEL.C two units of half the size are no course
    Given the learner holds the units
      | id | credits         | level | issuer   | theme           | route                        | outcomes                   |
      | I1 | 114 MQF credits | 6     | host     | other           | course                       | other                      |
      | A1 | 3 MQF credits   | 6     | external | Accounting (I)  | validation of prior learning | keeps accounting records   |
      | B1 | 1.5 MQF credits | 6     | external | Accounting (II) | validation of prior learning | draws up financial reports |
      | B2 | 1.5 MQF credits | 6     | external | Accounting (II) | validation of prior learning | something                  |
    When the stack is evaluated for hosts/malaysia-apel-c/bachelor
    Then the stack is not eligible
    And rule accounting-2 is not met

  Scenario Outline: Malaysian transfer asks for a C and for accreditation
    Given the learner holds the units
      | id | credits         | level | issuer   | grade   | scale | accredited   |
      | I1 | 90 MQF credits  | 6     | host     | B       | MY    | yes          |
      | E1 | 30 MQF credits  | 6     | external | <grade> | MY    | <accredited> |
    And applied-in-first-semester is done
    When the stack is evaluated for hosts/malaysia-transfer/diploma
    Then the stack is <outcome>

    Examples:
      | grade | accredited | outcome      |
      | A     | yes        | eligible     |
      | C     | yes        | eligible     |
      | D     | yes        | not eligible |
      | B     | no         | not eligible |
      | B     | -          | undetermined |

  Scenario: In Malaysia the second course builds on the first
    Given the learner holds the units
      | id | credits         | level | issuer | theme           |
      | I1 | 117 MQF credits | 6     | host   | other           |
      | A2 | 3 MQF credits   | 6     | host   | Accounting (II) |
    And applied-in-first-semester is done
    When the stack is evaluated for hosts/malaysia-transfer/diploma
    Then the stack is not eligible
    And unit A2 is left over because of accounting-2-after-1

  Scenario Outline: Who transfers credit in Malaysia applies once, and who transfers none need not
    Given the learner holds the units
      | id | credits              | level | issuer   | grade | scale | accredited |
      | I1 | <own> MQF credits    | 6     | host     | B     | MY    | yes        |
      | E1 | 30 MQF credits       | 6     | external | B     | MY    | yes        |
    When the stack is evaluated for hosts/malaysia-transfer/diploma
    Then the stack is <outcome>

    Examples:
      | own | outcome                   |
      | 90  | eligible under conditions |
      | 120 | eligible                  |

  Scenario Outline: Canterbury takes level 5, of five years, from what was not conferred
    Given the learner holds the units
      | id | credits       | level   | issuer   | achieved   | part of a conferred award |
      | I1 | 300 NZ points | 6       | host     | 2025-06-15 | no                        |
      | E1 | 60 NZ points  | <level> | external | <day>      | <conferred>               |
    And the learner applied on 2025-09-01
    When the stack is evaluated for hosts/canterbury/bachelor
    Then the stack is <outcome>

    Examples:
      | level | day        | conferred | outcome                   |
      | 6     | 2024-06-15 | no        | eligible                  |
      | 5     | 2020-09-01 | no        | eligible                  |
      | 5     | 2020-08-31 | no        | eligible under conditions |
      | 4     | 2024-06-15 | no        | not eligible              |
      | 6     | 2024-06-15 | yes       | not eligible              |
      | 6     | 2024-06-15 | -         | undetermined              |

  Scenario Outline: Griffith guarantees forty credit points of a diploma of ten years
    Given the learner holds the units
      | id | credits                      | level | issuer   | theme   | achieved   |
      | I1 | <own> AQF credit points      | 6     | host     | other   | 2025-06-15 |
      | E1 | <other> AQF credit points    | 5     | external | <theme> | <day>      |
    And the learner applied on 2025-09-01
    When the stack is evaluated for hosts/griffith/diploma
    Then the stack is <outcome>

    Examples:
      | own | other | theme           | day        | outcome      |
      | 200 | 40    | diploma         | 2016-06-15 | eligible     |
      | 200 | 80    | diploma         | 2015-09-01 | eligible     |
      | 200 | 40    | diploma         | 2015-08-31 | not eligible |
      | 199 | 80    | diploma         | 2024-06-15 | not eligible |
      | 220 | 40    | certificate IV  | 2000-06-15 | eligible     |
      | 219 | 40    | certificate III | 2000-06-15 | not eligible |

  Scenario Outline: Specified credit lasts seven years, unspecified ten, and half may be transferred
    Given the learner holds the units
      | id | credits                   | level | issuer   | theme   | achieved   |
      | I1 | <own> AQF credit points   | 6     | host     | other   | 2025-06-15 |
      | E1 | <other> AQF credit points | 6     | external | <theme> | <day>      |
    And the programme begins on 2025-02-17
    When the stack is evaluated for hosts/unsw-science/bachelor
    Then the stack is <outcome>

    Examples:
      | own | other | theme     | day        | outcome      |
      | 96  | 48    | specified | 2018-02-17 | eligible     |
      | 96  | 48    | specified | 2018-02-16 | not eligible |
      | 96  | 48    | other     | 2015-02-17 | eligible     |
      | 96  | 48    | other     | 2015-02-16 | not eligible |
      | 72  | 72    | other     | 2024-06-15 | eligible     |
      | 71  | 73    | other     | 2024-06-15 | not eligible |

  Scenario Outline: APIC asks for three quarters of the content, of five years, assessed and postgraduate
    Given the learner holds the units
      | id | credits                  | level   | issuer   | theme            | achieved   | assessment   | outcomes   |
      | I1 | 30 AQF credit points     | 7       | host     | other            | 2025-06-15 | project      | other      |
      | E1 | <size> AQF credit points | <level> | external | Project Planning | <day>      | <assessment> | <outcomes> |
    And the learner applied on 2025-09-01
    When the stack is evaluated for hosts/apic/master
    Then the stack is <outcome>

    Examples:
      | size | level | day        | assessment      | outcomes                                                                  | outcome      |
      | 10   | 7     | 2024-06-15 | written exam    | plans a project; estimates its cost; weighs its risks; reports on it      | eligible     |
      | 10   | 7     | 2020-09-01 | written exam    | plans a project; estimates its cost; weighs its risks                     | eligible     |
      | 10   | 7     | 2024-06-15 | written exam    | plans a project; estimates its cost                                       | not eligible |
      | 9    | 7     | 2024-06-15 | written exam    | plans a project; estimates its cost; weighs its risks; reports on it      | not eligible |
      | 10   | 6     | 2024-06-15 | written exam    | plans a project; estimates its cost; weighs its risks; reports on it      | not eligible |
      | 10   | 7     | 2020-08-31 | written exam    | plans a project; estimates its cost; weighs its risks; reports on it      | not eligible |
      | 10   | 7     | 2024-06-15 | attendance only | plans a project; estimates its cost; weighs its risks; reports on it      | not eligible |
      | 9.95 | 7     | 2024-06-15 | written exam    | plans a project; estimates its cost; weighs its risks; reports on it      | not eligible |

  Scenario Outline: APIC takes half of a programme from elsewhere, one unit for one
    Given the learner holds the units
      | id | credits                  | level | issuer   | theme            | achieved   | assessment   | outcomes                                                   |
      | I1 | <own> AQF credit points  | 7     | host     | other            | 2025-06-15 | project      | other                                                      |
      | E1 | <one> AQF credit points  | 7     | external | Project Planning | 2024-06-15 | written exam | plans a project; estimates its cost; weighs its risks      |
      | E2 | <two> AQF credit points  | 7     | external | <theme>          | 2024-06-15 | written exam | reports on it                                              |
    And the learner applied on 2025-09-01
    When the stack is evaluated for hosts/apic/master
    Then the stack is <outcome>

    Examples:
      | own | one | two | theme            | outcome      |
      | 20  | 10  | 10  | other            | eligible     |
      | 19.9 | 10 | 10.1 | other           | not eligible |
      | 30  | 5   | 5   | Project Planning | not eligible |

  Scenario Outline: The Academic Bank of India keeps credit for seven years
    Given the learner holds the units
      | id | credits | level | achieved   | used for | kind of that award | level of that award |
      | A  | 60 NCrF | 6     | 2024-06-15 | -        | -                  | -                   |
      | B  | 60 NCrF | 6     | <day>      | <award>  | certificate        | EQF 5               |
    And the award is to be given on 2026-06-30
    When the stack is evaluated for hosts/india-abc/degree
    Then the stack is <outcome>
    And policy shows consume as irrevocable

    Examples:
      | day        | award | outcome      |
      | 2022-06-15 | -     | eligible     |
      | 2019-06-30 | -     | eligible     |
      | 2019-06-29 | -     | not eligible |
      | 2022-06-15 | other | not eligible |

  Scenario Outline: The Korean credit bank asks for a major, liberal arts and accredited courses
    Given the learner holds the units
      | id | credits                 | level | issuer   | theme   | accredited |
      | M1 | <major> Korean credits  | 6     | external | major   | no         |
      | L1 | <lib> Korean credits    | 6     | external | liberal | no         |
      | P1 | <acc> Korean credits    | 6     | external | other   | yes        |
      | X1 | <rest> Korean credits   | 6     | external | other   | no         |
    When the stack is evaluated for hosts/korea-acbs/bachelor
    Then the stack is <outcome>
    And <missing> credits are missing for <rule>

    Examples:
      | major | lib | acc | rest | outcome      | missing | rule       |
      | 66    | 36  | 20  | 20   | eligible     | 0       | major      |
      | 60    | 30  | 18  | 32   | eligible     | 0       | accredited |
      | 60    | 30  | 17  | 33   | not eligible | 1       | accredited |
      | 59    | 30  | 18  | 33   | not eligible | 1       | major      |
      | 60    | 29  | 18  | 33   | not eligible | 1       | liberal    |
      | 60    | 30  | 18  | 31   | not eligible | 1       | total      |

  Scenario Outline: A Korean university confers with eighty-four credits of its own
    Given the learner holds the units
      | id | credits                | level | issuer   | theme   |
      | M1 | <major> Korean credits | 6     | host     | major   |
      | M2 | 30 Korean credits      | 6     | external | major   |
      | L1 | <lib> Korean credits   | 6     | host     | liberal |
      | O1 | <other> Korean credits | 6     | host     | other   |
      | X1 | <rest> Korean credits  | 6     | external | other   |
    When the stack is evaluated for hosts/korea-acbs/bachelor-of-a-university
    Then the stack is <outcome>
    And <missing> credits are missing for <rule>

    Examples:
      | major | lib | other | rest | outcome      | missing | rule              |
      | 40    | 30  | 30    | 10   | eligible     | 0       | from-that-college |
      | 30    | 30  | 24    | 26   | eligible     | 0       | from-that-college |
      | 30    | 30  | 23    | 27   | not eligible | 1       | from-that-college |
      | 29    | 30  | 25    | 26   | not eligible | 1       | major             |
      | 30    | 29  | 25    | 26   | not eligible | 1       | liberal           |
      | 30    | 30  | 24    | 25   | not eligible | 1       | total             |

  Scenario Outline: South Africa takes half, and credit of one source as a block
    Given the learner holds the units
      | id | credits              | level | issuer          | passed |
      | I1 | <own> SAQA credits   | 6     | host            | yes    |
      | E1 | <one> SAQA credits   | 6     | "One College"   | yes    |
      | E2 | <two> SAQA credits   | 6     | "One College"   | yes    |
    When the stack is evaluated for hosts/south-africa-cat/bachelor
    Then the stack is <outcome>

    Examples:
      | own | one | two | outcome      |
      | 240 | 60  | 60  | eligible     |
      | 180 | 90  | 90  | eligible     |
      | 179 | 91  | 90  | not eligible |
      | 300 | 60  | 60  | not eligible |
