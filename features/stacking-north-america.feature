# The stacking policies of hosts in North America that come with the rules, and of an American college abroad.

@stacking @policies
Feature: Stacking policies of hosts in North America

  Scenario Outline: Half of a micro-credential of SUNY Canton is earned there
    Given the learner holds the units
      | id | credits     | level | issuer   | route   |
      | I1 | <own> SCH   | 6     | host     | course  |
      | E1 | <other> SCH | 6     | external | <route> |
    When the stack is evaluated for hosts/suny-canton/micro-credential
    Then the stack is <outcome>

    Examples:
      | own | other | route                        | outcome      |
      | 6   | 3     | course                       | eligible     |
      | 3   | 3     | validation of prior learning | eligible     |
      | 4   | 5     | course                       | not eligible |
      | 5   | 4     | validation of prior learning | not eligible |
      | 2.98 | 3.02 | course                       | not eligible |

  Scenario Outline: A micro-credential of SUNY Canton has six to eighteen credits and shares with a degree alone
    Given the learner holds the units
      | id | credits    | level | issuer | route  | used for | kind of that award | level of that award |
      | I1 | <size> SCH | 6     | host   | course | <award>  | <kind>             | <award level>       |
    When the stack is evaluated for hosts/suny-canton/micro-credential
    Then the stack is <outcome>

    Examples:
      | size | award | kind        | award level | outcome      |
      | 6    | -     | -           | -           | eligible     |
      | 5    | -     | -           | -           | not eligible |
      | 18   | -     | -           | -           | eligible     |
      | 19   | -     | -           | -           | not eligible |
      | 9    | bs    | degree      | EQF 6       | eligible     |
      | 9    | other | certificate | EQF 5       | not eligible |

  Scenario Outline: Half of nine is five
    Given the learner holds the units
      | id | credits     | level | issuer   | route   |
      | I1 | <own> SCH   | 6     | host     | course  |
      | E1 | <other> SCH | 6     | external | <route> |
    When the stack is evaluated for hosts/suny-canton/micro-credential-of-9
    Then the stack is <outcome>
    And <missing> credits are missing for residency

    Examples:
      | own | other | route                        | outcome      | missing |
      | 6   | 3     | validation of prior learning | eligible     | 0       |
      | 5   | 4     | course                       | eligible     | 0       |
      | 4.9 | 4.1   | course                       | not eligible | 0.1     |
      | 4   | 5     | course                       | not eligible | 1       |

  Scenario: Prior learning gives three of nine credits and not four
    Given the learner holds the units
      | id | credits | level | issuer   | route                        |
      | I1 | 5 SCH   | 6     | host     | course                       |
      | E1 | 4 SCH   | 6     | external | validation of prior learning |
    When the stack is evaluated for hosts/suny-canton/micro-credential-of-9
    Then the stack is not eligible
    And 4 credits are missing for total

  Scenario Outline: Findlay asks for a B and for half of three to twelve hours
    Given the learner holds the units
      | id | credits     | level | issuer   | grade   |
      | I1 | <own> SCH   | 6     | host     | <grade> |
      | E1 | <other> SCH | 6     | external | B       |
    When the stack is evaluated for hosts/findlay/micro-credential
    Then the stack is <outcome>

    Examples:
      | own | other | grade | outcome      |
      | 6   | 3     | A     | eligible     |
      | 6   | 6     | B     | eligible     |
      | 6   | 6     | C     | not eligible |
      | 1   | 2     | A     | not eligible |
      | 2   | 1     | A     | eligible     |
      | 12  | 1     | A     | eligible     |
      | 13  | 1     | A     | not eligible |
      | 1.48 | 1.52 | A     | not eligible |
      | 2   | 4     | A     | not eligible |

  Scenario Outline: A stacked master's of Governors State has two graduate certificates
    Given the learner holds the units
      | id | credits     | level   | issuer | theme     |
      | A1 | <one> SCH   | 7       | host   | analytics |
      | H1 | <two> SCH   | 7       | host   | health    |
      | L1 | <three> SCH | 7       | host   | leadership |
      | X1 | <rest> SCH  | <level> | host   | other     |
    And cohesive is done
    When the stack is evaluated for hosts/governors-state/scmd
    Then the stack is <outcome>

    Examples:
      | one | two | three | rest | level | outcome      |
      | 12  | 9   | 3     | 8    | 7     | eligible     |
      | 9   | 9   | 3     | 11   | 7     | eligible     |
      | 9   | 8   | 8     | 8    | 7     | not eligible |
      | 12  | 9   | 3     | 8    | 6     | not eligible |
      | 9   | 9   | 3     | 10   | 7     | not eligible |
      | 8   | 9   | 8     | 8    | 7     | not eligible |
      | 8   | 9   | 9     | 8    | 7     | eligible     |

  Scenario: That certificates are cohesive is for Governors State to say
    Given the learner holds the units
      | id | credits | level | issuer | theme     |
      | A1 | 16 SCH  | 7     | host   | analytics |
      | H1 | 16 SCH  | 7     | host   | health    |
    When the stack is evaluated for hosts/governors-state/scmd
    Then the stack is undetermined

  Scenario Outline: A certificate of Washington has a culminating experience and may share all with a degree
    Given the learner holds the units
      | id | credits   | level | issuer | kind   | used for | kind of that award |
      | A  | <one> QCH | 7     | host   | module | degree-1 | degree             |
      | B  | 5 QCH     | 7     | host   | <kind> | degree-1 | degree             |
    When the stack is evaluated for hosts/washington/certificate
    Then the stack is <outcome>

    Examples:
      | one | kind     | outcome      |
      | 12  | capstone | eligible     |
      | 10  | capstone | eligible     |
      | 9   | capstone | not eligible |
      | 10  | module   | not eligible |

  Scenario Outline: A stacked degree of Washington has a capstone in each certificate and one of its own
    Given the learner holds the units
      | id | credits | level | issuer | kind     | theme         | used for      | kind of that award |
      | A1 | 9 QCH   | 7     | host   | module   | certificate A | certificate-a | certificate        |
      | A2 | <capstone> QCH | 7 | host | capstone | certificate A | certificate-a | certificate        |
      | B1 | 9 QCH   | 7     | host   | module   | certificate B | certificate-b | certificate        |
      | B2 | 3 QCH   | 7     | host   | capstone | certificate B | certificate-b | certificate        |
      | C1 | 9 QCH   | 7     | host   | module   | certificate C | certificate-c | certificate        |
      | C2 | 3 QCH   | 7     | host   | capstone | certificate C | certificate-c | certificate        |
      | D1 | 9 QCH   | 7     | host   | <kind>   | other         | -             | -                  |
    And integrative-assessment is done
    When the stack is evaluated for hosts/washington/stacked-degree
    Then the stack is <outcome>
    And rule <rule> is <met>

    Examples:
      | capstone | kind     | outcome      | rule            | met     |
      | 3        | capstone | eligible     | degree-capstone | met     |
      | 4        | capstone | eligible     | capstone-a      | met     |
      | 2        | capstone | not eligible | certificate-a   | not met |
      | 3        | module   | not eligible | degree-capstone | not met |

  Scenario Outline: Each certificate in a stacked degree of Washington has twelve credits and a capstone
    Given the learner holds the units
      | id | credits  | level | issuer | kind     | theme         |
      | A1 | 9 QCH    | 7     | host   | module   | certificate A |
      | A2 | <a> QCH  | 7     | host   | <kind a> | certificate A |
      | B1 | 9 QCH    | 7     | host   | module   | certificate B |
      | B2 | <b> QCH  | 7     | host   | <kind b> | certificate B |
      | C1 | 9 QCH    | 7     | host   | module   | certificate C |
      | C2 | <c> QCH  | 7     | host   | <kind c> | certificate C |
      | D1 | <d> QCH  | 7     | host   | capstone | other         |
    And integrative-assessment is done
    When the stack is evaluated for hosts/washington/stacked-degree
    Then the stack is <outcome>

    Examples:
      | a | b | c | d  | kind a   | kind b   | kind c   | outcome      |
      | 3 | 3 | 3 | 9  | capstone | capstone | capstone | eligible     |
      | 3 | 3 | 3 | 8  | capstone | capstone | capstone | not eligible |
      | 3 | 2 | 3 | 12 | capstone | capstone | capstone | not eligible |
      | 3 | 3 | 2 | 12 | capstone | capstone | capstone | not eligible |
      | 3 | 3 | 3 | 12 | module   | capstone | capstone | not eligible |
      | 3 | 3 | 3 | 12 | capstone | module   | capstone | not eligible |
      | 3 | 3 | 3 | 12 | capstone | capstone | module   | not eligible |

  Scenario: What integrates the certificates of Washington is still to be assessed
    Given the learner holds the units
      | id | credits | level | issuer | kind     | theme         |
      | A1 | 12 QCH  | 7     | host   | capstone | certificate A |
      | B1 | 12 QCH  | 7     | host   | capstone | certificate B |
      | C1 | 12 QCH  | 7     | host   | capstone | certificate C |
      | D1 | 9 QCH   | 7     | host   | capstone | other         |
    When the stack is evaluated for hosts/washington/stacked-degree
    Then the stack is eligible under conditions
    And a condition of integration is open

  Scenario Outline: In Arizona a course is in two programmes at most
    Given the learner holds the units
      | id | credits | level | issuer | used for |
      | A  | <size> SCH | 7  | host   | -        |
      | B  | 9 SCH   | 7     | host   | <awards> |
    And approved-stack is done
    When the stack is evaluated for hosts/arizona/master
    Then the stack is <outcome>

    Examples:
      | size | awards      | outcome      |
      | 21   | -           | eligible     |
      | 20   | -           | not eligible |
      | 21   | cert-1      | eligible     |
      | 21   | cert-1; phd | not eligible |

  Scenario Outline: A certificate of Arizona has nine units
    Given the learner holds the units
      | id | credits    | level | issuer | used for |
      | A  | <size> SCH | 7     | host   | <awards> |
    When the stack is evaluated for hosts/arizona/certificate
    Then the stack is <outcome>

    Examples:
      | size | awards           | outcome      |
      | 12   | master-1         | eligible     |
      | 9    | -                | eligible     |
      | 8    | -                | not eligible |
      | 12   | master-1; cert-2 | not eligible |

  Scenario Outline: Certificates of Tulane share with the degree and not with one another
    Given the learner holds the units
      | id | credits    | level | issuer | used for | kind of that award |
      | A  | <size> SCH | 6     | host   | x        | <kind>             |
    When the stack is evaluated for hosts/tulane/certificate
    Then the stack is <outcome>

    Examples:
      | size | kind        | outcome      |
      | 12   | degree      | eligible     |
      | 12   | certificate | not eligible |
      | 11   | degree      | not eligible |

  Scenario Outline: Steinhardt transfers thirty percent, with a B, of ten years, unused
    Given the learner holds the units
      | id | credits     | level | issuer   | theme      | grade   | achieved   | used for | kind of that award |
      | I1 | 18 SCH      | 7     | host     | 2000 level | A       | 2025-06-15 | -        | -                  |
      | I2 | <own> SCH   | 7     | host     | other      | A       | 2025-06-15 | -        | -                  |
      | E1 | <other> SCH | 7     | external | other      | <grade> | <day>      | <award>  | <kind>             |
    And the learner applied on 2025-09-01
    When the stack is evaluated for hosts/nyu-steinhardt/master
    Then the stack is <outcome>
    And policy shows grade_treatment as ungraded

    Examples:
      | own | other | grade | day        | award    | kind        | outcome      |
      | 8   | 8     | B     | 2024-06-15 | -        | -           | eligible     |
      | 6   | 10    | B     | 2015-09-01 | -        | -           | eligible     |
      | 6   | 10    | B     | 2015-08-31 | -        | -           | not eligible |
      | 5   | 11    | B     | 2024-06-15 | -        | -           | not eligible |
      | 5.9 | 10.1  | B     | 2024-06-15 | -        | -           | not eligible |
      | 6   | 10.5  | B     | 2024-06-15 | -        | -           | not eligible |
      | 6   | 10    | C     | 2024-06-15 | -        | -           | not eligible |
      | 6   | 10    | B     | 2024-06-15 | cert-1   | certificate | eligible     |
      | 6   | 10    | B     | 2024-06-15 | degree-2 | degree      | not eligible |

  Scenario: Steinhardt asks for eighteen points at the 2000 level
    Given the learner holds the units
      | id | credits | level | issuer | theme      | grade |
      | I1 | 17 SCH  | 7     | host   | 2000 level | A     |
      | I2 | 17 SCH  | 7     | host   | other      | A     |
    When the stack is evaluated for hosts/nyu-steinhardt/master
    Then the stack is not eligible
    And 1 credits is missing for at-2000

  Scenario Outline: Under 2.0050P half may be earlier credit, internal or external
    Given the learner holds the units
      | id | credits     | level | issuer   | in the programme | grade   | achieved   |
      | I1 | <own> SCH   | 7     | host     | yes              | A       | 2025-06-15 |
      | I2 | <intern> SCH | 7    | host     | no               | B       | 2024-02-01 |
      | E1 | <extern> SCH | 7    | external | no               | <grade> | 2024-02-01 |
    And the learner enrolled on 2024-01-15
    When the stack is evaluated for hosts/graduate-2-0050p/master
    Then the stack is <outcome>
    And policy shows grade_treatment as ungraded

    Examples:
      | own | intern | extern | grade | outcome      |
      | 24  | 6      | 6      | B     | eligible     |
      | 18  | 9      | 9      | B     | eligible     |
      | 17  | 10     | 9      | B     | not eligible |
      | 24  | 6      | 6      | C     | not eligible |

  Scenario Outline: Under 2.0050P twelve credits may be from before enrolment, none older than seven years
    Given the learner holds the units
      | id | credits     | level | issuer   | in the programme | grade | achieved   |
      | I1 | <own> SCH   | 7     | host     | yes              | A     | 2025-06-15 |
      | E1 | <other> SCH | 7     | external | no               | B     | <day>      |
    And the learner enrolled on 2024-09-01
    And the award is to be given on 2026-06-30
    When the stack is evaluated for hosts/graduate-2-0050p/master
    Then the stack is <outcome>

    Examples:
      | own | other | day        | outcome      |
      | 24  | 12    | 2019-06-30 | eligible     |
      | 24  | 12    | 2019-06-29 | not eligible |
      | 23  | 13    | 2023-06-15 | not eligible |

  Scenario Outline: A microcertificate under 2.1150P is taken in order and not afterwards
    Given the learner holds the units
      | id | credits   | level | issuer | specification | achieved |
      | A  | <one> SCH | 7     | host   | "course-1"    | <first>  |
      | B  | <two> SCH | 7     | host   | "course-2"    | <second> |
    And the learner enrolled on 2024-09-01
    When the stack is evaluated for hosts/graduate-2-1150p/microcertificate
    Then the stack is <outcome>

    Examples:
      | one | two | first      | second     | outcome      |
      | 3   | 3   | 2024-12-15 | 2025-06-15 | eligible     |
      | 3   | 2   | 2024-12-15 | 2025-06-15 | eligible     |
      | 2   | 2   | 2024-12-15 | 2025-06-15 | not eligible |
      | 5   | 3   | 2024-12-15 | 2025-06-15 | eligible     |
      | 6   | 3   | 2024-12-15 | 2025-06-15 | not eligible |
      | 3   | 3   | 2025-06-15 | 2024-12-15 | not eligible |
      | 3   | 3   | 2025-06-15 | 2025-06-15 | not eligible |
      | 3   | 3   | 2024-06-15 | 2025-06-15 | not eligible |

  Scenario Outline: After UTRGV twelve credits may be revalidated, none older than ten years
    Given the learner holds the units
      | id | credits     | level | issuer   | achieved   |
      | F1 | <fresh> SCH | 7     | host     | 2024-06-15 |
      | S1 | <stale> SCH | 7     | <issuer> | <day>      |
    When the stack is evaluated for hosts/revalidation-utrgv/master-36
    Then the stack is <outcome>
    And seven-years shows once as yes
    And seven-years shows to as award

    Examples:
      | fresh | stale | issuer   | day        | outcome                   |
      | 24    | 12    | host     | 2019-01-15 | eligible                  |
      | 24    | 12    | host     | 2018-06-15 | eligible under conditions |
      | 23    | 13    | host     | 2018-06-15 | not eligible              |
      | 24    | 12    | external | 2018-06-15 | not eligible              |
      | 24    | 12    | host     | 2016-01-15 | eligible under conditions |
      | 24    | 12    | host     | 2016-01-14 | not eligible              |

  Scenario Outline: After Alabama State nine credits may be revalidated
    Given the learner holds the units
      | id | credits     | level | issuer | achieved   |
      | F1 | <fresh> SCH | 7     | host   | 2024-06-15 |
      | S1 | <stale> SCH | 7     | host   | <day>      |
    When the stack is evaluated for hosts/revalidation-alabama/master-30
    Then the stack is <outcome>
    And eight-years shows to as award

    Examples:
      | fresh | stale | day        | outcome                   |
      | 21    | 9     | 2018-01-15 | eligible                  |
      | 21    | 9     | 2017-06-15 | eligible under conditions |
      | 20    | 10    | 2017-06-15 | not eligible              |
      | 20    | 9     | 2024-06-15 | not eligible              |
      | 21    | 9     | 2016-01-15 | eligible under conditions |
      | 21    | 9     | 2016-01-14 | not eligible              |

  Scenario Outline: Two thirds of a Pennsylvanian master's are of the university
    Given the learner holds the units
      | id | credits     | level | issuer   |
      | I1 | <own> SCH   | 7     | host     |
      | E1 | <other> SCH | 7     | external |
    When the stack is evaluated for hosts/pa-state/master
    Then the stack is <outcome>
    And <missing> credits are missing for at-the-university

    Examples:
      | own | other | outcome      | missing |
      | 24  | 6     | eligible     | 0       |
      | 20  | 10    | eligible     | 0       |
      | 19  | 11    | not eligible | 1       |

  Scenario Outline: The last quarter of a diploma of CNA-Q is taken there, and technology is of five years
    Given the learner holds the units
      | id | credits     | level | issuer   | field of study | achieved   |
      | I1 | <own> SCH   | 5     | host     | 0711           | <last>     |
      | E1 | <other> SCH | 5     | external | 0711           | <day>      |
    And the learner applied on 2024-09-01
    When the stack is evaluated for hosts/cna-q/diploma
    Then the stack is <outcome>

    Examples:
      | own | other | last       | day        | outcome      |
      | 20  | 20    | 2025-06-15 | 2021-06-15 | eligible     |
      | 10  | 30    | 2025-06-15 | 2019-09-01 | eligible     |
      | 10  | 30    | 2025-06-15 | 2019-08-31 | not eligible |
      | 9   | 31    | 2025-06-15 | 2021-06-15 | not eligible |
      | 20  | 20    | 2023-06-15 | 2024-06-15 | not eligible |
