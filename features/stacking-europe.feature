# The stacking policies of hosts in Europe that come with the rules: for each a stack that passes, one that does not, and
# the figure of its source at the edge.

@stacking @policies
Feature: Stacking policies of hosts in Europe

  Scenario Outline: Germany takes half of a degree from outside higher education
    Given the learner holds the units
      | id | credits   | level | issuer   | sector           |
      | I1 | <own>     | 6     | host     | higher education |
      | W1 | <outside> | 6     | external | employer         |
    When the stack is evaluated for hosts/germany-kmk/bachelor
    Then the stack is <outcome>
    And <missing> ECTS are missing for total

    Examples:
      | own | outside | outcome      | missing |
      | 90  | 90      | eligible     | 0       |
      | 120 | 60      | eligible     | 0       |
      | 89  | 91      | not eligible | 91      |

  Scenario: Credit of higher education has no cap in Germany
    Given the learner holds the units
      | id | credits | level | issuer   | sector           |
      | I1 | 30      | 6     | host     | higher education |
      | E1 | 150     | 6     | external | higher education |
    When the stack is evaluated for hosts/germany-kmk/bachelor
    Then the stack is eligible

  Scenario Outline: Mainz takes a quarter after individual review
    Given the learner holds the units
      | id | credits   | level | issuer   | sector           |
      | I1 | <own>     | 6     | host     | higher education |
      | W1 | <outside> | 6     | external | employer         |
    And individual-review is done
    When the stack is evaluated for hosts/kh-mainz/bachelor
    Then the stack is <outcome>
    And <missing> ECTS are missing for total

    Examples:
      | own | outside | outcome      | missing |
      | 140 | 40      | eligible     | 0       |
      | 135 | 45      | eligible     | 0       |
      | 134 | 46      | not eligible | 46      |

  Scenario: What nobody has reviewed is open in Mainz
    Given the learner holds the units
      | id | credits | level | issuer   | sector           |
      | I1 | 140     | 6     | host     | higher education |
      | W1 | 40      | 6     | external | employer         |
    When the stack is evaluated for hosts/kh-mainz/bachelor
    Then the stack is undetermined

  Scenario: Who brings nothing from outside needs no review in Mainz
    Given the learner holds the units
      | id | credits | level | issuer | sector           |
      | I1 | 180     | 6     | host   | higher education |
    When the stack is evaluated for hosts/kh-mainz/bachelor
    Then the stack is eligible

  Scenario Outline: Austria caps school at sixty, professions at sixty, both at ninety
    Given the learner holds the units
      | id | credits      | level | issuer   | sector               | validated |
      | I1 | <own>        | 6     | host     | higher education     | -         |
      | S1 | <school>     | 4     | external | vocational education | -         |
      | P1 | <profession> | 6     | external | employer             | <valid>   |
    When the stack is evaluated for hosts/austria-ug78/bachelor
    Then the stack is <outcome>
    And <missing> ECTS are missing for total

    Examples:
      | own | school | profession | valid | outcome      | missing |
      | 90  | 45     | 45         | yes   | eligible     | 0       |
      | 120 | 30     | 30         | yes   | eligible     | 0       |
      | 60  | 60     | 60         | yes   | not eligible | 60      |
      | 89  | 45     | 46         | yes   | not eligible | 45      |
      | 119 | 60     | 1          | yes   | eligible     | 0       |
      | 118 | 61     | 1          | yes   | not eligible | 61      |
      | 119 | 1      | 60         | yes   | eligible     | 0       |
      | 119 | 1      | 60         | no    | not eligible | 60      |
      | 118 | 1      | 61         | yes   | not eligible | 61      |

  Scenario: Who has nothing recognised in Austria needs no application
    Given the learner holds the units
      | id | credits | level | issuer | sector           |
      | I1 | 180     | 6     | host   | higher education |
    And the learner enrolled on 2024-10-01
    And the learner applied on 2025-10-02
    When the stack is evaluated for hosts/austria-ug78/bachelor
    Then the stack is eligible

  Scenario Outline: Austria asks for the application by the end of the second semester
    Given the learner holds the units
      | id | credits | level | issuer   | sector           |
      | I1 | 120     | 6     | host     | higher education |
      | E1 | 60      | 6     | external | higher education |
    And the learner enrolled on 2024-10-01
    And the learner applied on <day>
    When the stack is evaluated for hosts/austria-ug78/bachelor
    Then the stack is <outcome>
    And rule applied-in-time is <met>

    Examples:
      | day        | outcome      | met     |
      | 2025-03-01 | eligible     | met     |
      | 2025-10-01 | eligible     | met     |
      | 2025-10-02 | not eligible | not met |

  Scenario Outline: Vigo takes nine of sixty credits from experience and own titles together
    Given the learner holds the units
      | id | credits | level | issuer   | kind          | formal status |
      | I1 | <own>   | 7     | host     | module        | formal        |
      | T1 | 12      | 7     | host     | thesis        | formal        |
      | W1 | <work>  | 7     | external | experience    | formal        |
      | O1 | <title> | 7     | external | course        | non-formal    |
    When the stack is evaluated for hosts/uvigo/master-60
    Then the stack is <outcome>
    And <missing> ECTS are missing for total
    And policy shows grade_treatment as ungraded
    And policy shows in_classification as no

    Examples:
      | own | work | title | outcome      | missing |
      | 39  | 4    | 5     | eligible     | 0       |
      | 42  | 3    | 3     | eligible     | 0       |
      | 38  | 5    | 5     | not eligible | 5       |
      | 38  | 9    | 1     | not eligible | 1       |
      | 38  | 1    | 9     | not eligible | 1       |
      | 38  | 10   | 0.5   | not eligible | 9.5     |
      | 38  | 0.5  | 10    | not eligible | 9.5     |

  Scenario Outline: The final project of <host> has six to thirty credits
    Given the learner holds the units
      | id | credits  | level | issuer | kind   |
      | I1 | <module> | 7     | host   | module |
      | T1 | <thesis> | 7     | host   | thesis |
    When the stack is evaluated for <policy>
    Then the stack is <outcome>

    Examples:
      | host        | policy                | module | thesis | outcome      |
      | Vigo        | hosts/uvigo/master-60 | 54     | 6      | eligible     |
      | Vigo        | hosts/uvigo/master-60 | 55     | 5      | not eligible |
      | Vigo        | hosts/uvigo/master-60 | 30     | 30     | eligible     |
      | Vigo        | hosts/uvigo/master-60 | 29     | 31     | not eligible |
      | Complutense | hosts/ucm/master-60   | 54     | 6      | eligible     |
      | Complutense | hosts/ucm/master-60   | 55     | 5      | not eligible |
      | Complutense | hosts/ucm/master-60   | 30     | 30     | eligible     |
      | Complutense | hosts/ucm/master-60   | 29     | 31     | not eligible |

  Scenario: In Vigo a final project from elsewhere is never recognised
    Given the learner holds the units
      | id | credits | level | issuer   | kind   |
      | I1 | 48      | 7     | host     | module |
      | T1 | 12      | 7     | external | thesis |
    When the stack is evaluated for hosts/uvigo/master-60
    Then the stack is not eligible
    And unit T1 is left over because of thesis-never

  Scenario Outline: Elche gives half a credit for three months
    Given the learner holds the units
      | id | credits | level | issuer   | kind       | experience | formal status |
      | I1 | <own>   | 6     | host     | module     | -          | formal        |
      | W1 | -       | -     | external | experience | <months>   | formal        |
    When the stack is evaluated for hosts/umh/degree-240
    Then the stack is <outcome>
    And <missing> ECTS are missing for total

    Examples:
      | own   | months    | outcome      | missing |
      | 238   | 12 months | eligible     | 0       |
      | 239.5 | 5 months  | eligible     | 0       |
      | 239.5 | 3 months  | eligible     | 0       |
      | 239.5 | 2 months  | not eligible | 0.5     |

  Scenario Outline: Elche takes fifteen percent from experience and own titles, without grades
    Given the learner holds the units
      | id | credits | level | issuer   | kind   | formal status |
      | I1 | <own>   | 6     | host     | module | formal        |
      | O1 | <title> | 6     | external | course | non-formal    |
    When the stack is evaluated for hosts/umh/degree-240
    Then the stack is <outcome>
    And <missing> ECTS are missing for total
    And policy shows grade_treatment as ungraded
    And policy shows in_classification as no

    Examples:
      | own | title | outcome      | missing |
      | 204 | 36    | eligible     | 0       |
      | 204 | 40    | eligible     | 0       |
      | 203 | 40    | not eligible | 1       |

  Scenario Outline: Complutense recognises forty percent of a master's
    Given the learner holds the units
      | id | credits | level | issuer   | kind   |
      | I1 | <own>   | 7     | host     | module |
      | T1 | 12      | 7     | host     | thesis |
      | E1 | <other> | 7     | external | module |
    When the stack is evaluated for hosts/ucm/master-60
    Then the stack is <outcome>
    And <missing> ECTS are missing for total

    Examples:
      | own | other | outcome      | missing |
      | 24  | 24    | eligible     | 0       |
      | 30  | 18    | eligible     | 0       |
      | 23  | 25    | not eligible | 25      |
      | 23.9 | 24.1 | not eligible | 24.1    |

  Scenario: Complutense recognises no first cycle for a master's
    Given the learner holds the units
      | id | credits | level | issuer   | kind   |
      | I1 | 38      | 7     | host     | module |
      | T1 | 12      | 7     | host     | thesis |
      | E1 | 10      | 6     | external | module |
    When the stack is evaluated for hosts/ucm/master-60
    Then the stack is not eligible
    And unit E1 is left over because of second-cycle

  Scenario Outline: Italy recognises forty-eight credits in the first cycle
    Given the learner holds the units
      | id | credits  | level | issuer   | sector           | authentic |
      | I1 | <own>    | 6     | host     | higher education | -         |
      | W1 | <skills> | 6     | external | employer         | yes       |
    And coherent is done
    When the stack is evaluated for hosts/italy-dm931/laurea
    Then the stack is <outcome>
    And <missing> credits are missing for total

    Examples:
      | own | skills | outcome      | missing |
      | 150 | 30     | eligible     | 0       |
      | 132 | 48     | eligible     | 0       |
      | 131 | 49     | not eligible | 49      |

  Scenario Outline: Italy recognises twenty-four credits in the second cycle
    Given the learner holds the units
      | id | credits  | level   | issuer   | sector           | authentic |
      | I1 | <own>    | <level> | host     | higher education | -         |
      | W1 | <skills> | 7       | external | employer         | yes       |
    And coherent is done
    When the stack is evaluated for hosts/italy-dm931/laurea-magistrale
    Then the stack is <outcome>
    And <missing> credits are missing for total

    Examples:
      | own | level | skills | outcome      | missing |
      | 96  | 7     | 24     | eligible     | 0       |
      | 95  | 7     | 25     | not eligible | 25      |
      | 96  | 6     | 24     | not eligible | 96      |

  Scenario Outline: In Italy somebody looks at the coherence of skills from elsewhere, and only of those
    Given the learner holds the units
      | id | credits  | level | issuer   | sector           | authentic |
      | I1 | <own>    | 6     | host     | higher education | -         |
      | W1 | <skills> | 6     | external | employer         | yes       |
    When the stack is evaluated for hosts/italy-dm931/laurea
    Then the stack is <outcome>

    Examples:
      | own | skills | outcome      |
      | 150 | 30     | undetermined |
      | 180 | 30     | eligible     |

  Scenario Outline: Portugal caps each source of a first cycle
    Given the learner holds the units
      | id | credits   | level | issuer   | theme   | kind   | sector           |
      | I1 | <own>     | 6     | host     | other   | module | higher education |
      | X1 | <outside> | 6     | external | <theme> | <kind> | <sector>         |
    When the stack is evaluated for hosts/portugal-dl74/licenciatura
    Then the stack is <outcome>
    And <missing> ECTS are missing for total

    Examples:
      | own | outside | theme             | kind       | sector           | outcome      | missing |
      | 90  | 90      | CTeSP             | course     | higher education | eligible     | 0       |
      | 120 | 60      | other             | experience | employer         | eligible     | 0       |
      | 119 | 61      | other             | experience | employer         | not eligible | 61      |
      | 119 | 61      | CET               | course     | other            | not eligible | 61      |
      | 89  | 91      | isolated unit     | course     | higher education | not eligible | 91      |
      | 90  | 90      | isolated unit     | course     | higher education | eligible     | 0       |
      | 89  | 91      | CTeSP             | course     | higher education | not eligible | 91      |
      | 90  | 90      | non-degree course | course     | higher education | eligible     | 0       |
      | 89  | 91      | non-degree course | course     | higher education | not eligible | 91      |
      | 120 | 60      | CET               | course     | other            | eligible     | 0       |
      | 120 | 60      | other             | course     | adult education  | eligible     | 0       |
      | 119 | 61      | other             | course     | adult education  | not eligible | 61      |

  Scenario Outline: Portugal takes two thirds from four sources together
    Given the learner holds the units
      | id | credits | level | issuer   | theme | kind       | sector           |
      | I1 | <own>   | 6     | host     | other | module     | higher education |
      | C1 | 60      | 6     | external | CET   | course     | other            |
      | T1 | <more>  | 6     | external | other | course     | adult education  |
      | W1 | 1       | 6     | external | other | experience | employer         |
    When the stack is evaluated for hosts/portugal-dl74/licenciatura
    Then the stack is <outcome>
    And <missing> ECTS are missing for total

    Examples:
      | own | more | outcome      | missing |
      | 60  | 59   | eligible     | 0       |
      | 59  | 60   | not eligible | 1       |

  Scenario Outline: In a Portuguese master's the caps are of the course part
    Given the learner holds the units
      | id | credits | level | issuer   | kind       | sector           |
      | I1 | <own>   | 7     | host     | module     | higher education |
      | T1 | 30      | 7     | host     | thesis     | higher education |
      | W1 | <work>  | 7     | external | experience | employer         |
    When the stack is evaluated for hosts/portugal-dl74/mestrado
    Then the stack is <outcome>
    And <missing> ECTS are missing for total

    Examples:
      | own  | work | outcome      | missing |
      | 70   | 20   | eligible     | 0       |
      | 60   | 30   | eligible     | 0       |
      | 59   | 31   | not eligible | 31      |
      | 59.8 | 30.2 | not eligible | 30.2    |

  Scenario Outline: Each source of a Portuguese master's has its share of the course part
    Given the learner holds the units
      | id | credits   | level | issuer   | theme   | kind   | sector           |
      | I1 | <own>     | 7     | host     | other   | module | higher education |
      | T1 | 30        | 7     | host     | other   | thesis | higher education |
      | X1 | <outside> | 7     | external | <theme> | course | <sector>         |
    When the stack is evaluated for hosts/portugal-dl74/mestrado
    Then the stack is <outcome>
    And <missing> ECTS are missing for total

    Examples:
      | own | outside | theme             | sector           | outcome      | missing |
      | 45  | 45      | isolated unit     | higher education | eligible     | 0       |
      | 44.5 | 45.5   | isolated unit     | higher education | not eligible | 45.5    |
      | 45  | 45      | non-degree course | higher education | eligible     | 0       |
      | 44.5 | 45.5   | non-degree course | higher education | not eligible | 45.5    |
      | 60  | 30      | CET               | other            | eligible     | 0       |
      | 59  | 31      | CET               | other            | not eligible | 31      |
      | 60  | 30      | other             | adult education  | eligible     | 0       |
      | 59  | 31      | other             | adult education  | not eligible | 31      |

  Scenario Outline: Two thirds of the course part of a Portuguese master's come from four sources together
    Given the learner holds the units
      | id | credits  | level | issuer   | theme | kind       | sector           |
      | I1 | <own>    | 7     | host     | other | module     | higher education |
      | T1 | <thesis> | 7     | host     | other | thesis     | higher education |
      | C1 | 30       | 7     | external | CET   | course     | other            |
      | O1 | <more>   | 7     | external | other | course     | adult education  |
      | W1 | 1        | 7     | external | other | experience | employer         |
    When the stack is evaluated for hosts/portugal-dl74/mestrado
    Then the stack is <outcome>

    Examples:
      | own | thesis | more | outcome      |
      | 30  | 30     | 29   | eligible     |
      | 29  | 30     | 30   | not eligible |
      | 31  | 29     | 29   | not eligible |

  Scenario Outline: Poland confirms half of the credits of people with five years of experience
    Given the learner holds the units
      | id | credits     | level | issuer   | sector           | route                        | validated |
      | I1 | <own>       | 6     | host     | higher education | course                       | -         |
      | W1 | <confirmed> | 6     | external | employer         | validation of prior learning | yes       |
    And five-years-experience is done
    When the stack is evaluated for hosts/poland-confirmation/bachelor
    Then the stack is <outcome>
    And <missing> ECTS are missing for total

    Examples:
      | own | confirmed | outcome      | missing |
      | 90  | 90        | eligible     | 0       |
      | 100 | 80        | eligible     | 0       |
      | 89  | 91        | not eligible | 91      |

  Scenario: Poland confirms nothing for people with less experience
    Given the learner holds the units
      | id | credits | level | issuer   | sector           | route                        | validated |
      | I1 | 90      | 6     | host     | higher education | course                       | -         |
      | W1 | 90      | 6     | external | employer         | validation of prior learning | yes       |
    And five-years-experience is not done
    When the stack is evaluated for hosts/poland-confirmation/bachelor
    Then the stack is not eligible

  Scenario: Who has nothing confirmed in Poland needs no experience
    Given the learner holds the units
      | id | credits | level | issuer | sector           |
      | I1 | 180     | 6     | host   | higher education |
    And five-years-experience is not done
    When the stack is evaluated for hosts/poland-confirmation/bachelor
    Then the stack is eligible

  Scenario Outline: Győr accepts two thirds
    Given the learner holds the units
      | id | credits | level | issuer   |
      | I1 | <own>   | 6     | host     |
      | E1 | <other> | 6     | external |
    And applied-in-window is done
    When the stack is evaluated for hosts/sze-gyor/bachelor
    Then the stack is <outcome>
    And <missing> ECTS are missing for total

    Examples:
      | own | other | outcome      | missing |
      | 90  | 90    | eligible     | 0       |
      | 60  | 120   | eligible     | 0       |
      | 59  | 121   | not eligible | 121     |

  Scenario: In Győr the application is a condition
    Given the learner holds the units
      | id | credits | level | issuer   |
      | I1 | 60      | 6     | host     |
      | E1 | 120     | 6     | external |
    When the stack is evaluated for hosts/sze-gyor/bachelor
    Then the stack is eligible under conditions
    And a condition of in-the-window is open
    And policy shows grade_treatment as transfer
    And policy shows in_classification as yes

  Scenario: Who asks for no credit in Győr has nothing to apply for
    Given the learner holds the units
      | id | credits | level | issuer |
      | I1 | 180     | 6     | host   |
    When the stack is evaluated for hosts/sze-gyor/bachelor
    Then the stack is eligible

  Scenario Outline: A micro-degree of Tallinn has two courses and half from degree study
    Given the learner holds the units
      | id | credits | level | issuer | theme        | field of study | achieved   |
      | A  | <one>   | 6     | host   | degree study | 0612           | 2024-06-15 |
      | B  | <two>   | 6     | host   | other        | 0613           | <day>      |
    And coherent is done
    When the stack is evaluated for hosts/taltech/micro-degree
    Then the stack is <outcome>
    And rule <rule> is <met>

    Examples:
      | one | two | day        | outcome      | rule              | met     |
      | 12  | 6   | 2025-06-15 | eligible     | two-courses       | met     |
      | 3   | 3   | 2025-12-15 | eligible     | from-degree-study | met     |
      | 3   | 4   | 2025-06-15 | not eligible | from-degree-study | not met |
      | 3   | 1   | 2025-06-15 | not eligible | two-courses       | not met |
      | 4   | 2   | 2025-06-15 | eligible     | two-courses       | met     |
      | 3   | 2   | 2025-06-15 | not eligible | total             | not met |
      | 15  | 15  | 2025-06-15 | eligible     | total             | met     |
      | 16  | 15  | 2025-06-15 | not eligible | two-courses       | not met |
      | 4.95 | 5.05 | 2025-06-15 | not eligible | from-degree-study | not met |

  Scenario: A micro-degree of Tallinn is earned in three semesters
    Given the learner holds the units
      | id | credits | level | issuer | theme        | field of study | achieved   |
      | A  | 12      | 6     | host   | degree study | 0612           | 2023-12-14 |
      | B  | 4       | 6     | host   | other        | 0613           | 2025-06-15 |
    And coherent is done
    When the stack is evaluated for hosts/taltech/micro-degree
    Then the stack is not eligible

  Scenario Outline: A certificate of Malta has thirty credits, twenty-five at the level
    Given the learner holds the units
      | id | credits | level | issuer |
      | A  | <at>    | 7     | host   |
      | B  | <below> | 6     | host   |
    When the stack is evaluated for hosts/mfhea/pgcert
    Then the stack is <outcome>
    And <missing> ECTS are missing for at-level

    Examples:
      | at | below | outcome      | missing |
      | 28 | 4     | eligible     | 0       |
      | 25 | 5     | eligible     | 0       |
      | 24 | 6     | not eligible | 1       |

  Scenario Outline: A diploma of Malta has sixty credits, forty at the level
    Given the learner holds the units
      | id | credits | level | issuer |
      | A  | <at>    | 7     | host   |
      | B  | <below> | 6     | host   |
    When the stack is evaluated for hosts/mfhea/pgdip
    Then the stack is <outcome>
    And <missing> ECTS are missing for <rule>

    Examples:
      | at | below | outcome      | missing | rule     |
      | 50 | 10    | eligible     | 0       | at-level |
      | 40 | 20    | eligible     | 0       | at-level |
      | 39 | 21    | not eligible | 1       | at-level |
      | 40 | 19    | not eligible | 1       | total    |

  Scenario Outline: What is called a certificate in Malta has thirty credits
    Given the learner holds the units
      | id | credits   | level | issuer |
      | A  | <credits> | 7     | host   |
    When the stack is evaluated for hosts/mfhea/level-7-award
    Then the stack is eligible
    And the award is called <name>

    Examples:
      | credits | name                       |
      | 5       | "Award"                    |
      | 29      | "Award"                    |
      | 30      | "Postgraduate Certificate" |

  Scenario Outline: A master's of Malta has ninety credits, sixty at the level, and a dissertation of twenty
    Given the learner holds the units
      | id | credits  | level | issuer | kind   |
      | A  | <at>     | 7     | host   | module |
      | B  | <below>  | 6     | host   | module |
      | T  | <thesis> | 7     | host   | thesis |
    When the stack is evaluated for hosts/mfhea/master
    Then the stack is <outcome>
    And <missing> units are missing for dissertation

    Examples:
      | at | below | thesis | outcome      | missing |
      | 50 | 20    | 20     | eligible     | 0       |
      | 40 | 30    | 20     | eligible     | 0       |
      | 45 | 26    | 19     | not eligible | 1       |

  Scenario Outline: A master's of Malta and its two ways out
    Given the learner holds the units
      | id | credits | level | issuer | kind     |
      | A  | <at>    | 7     | host   | module   |
      | B  | <below> | 6     | host   | module   |
      | T  | 20      | 7     | host   | <thesis> |
    When the stack is evaluated for hosts/mfhea/master
    Then the stack is <outcome>
    And <exit> is reached

    Examples:
      | at | below | thesis | outcome      | exit                  |
      | 40 | 30    | thesis | eligible     | no exit award         |
      | 40 | 29    | thesis | not eligible | the exit award pgdip  |
      | 39 | 31    | thesis | not eligible | the exit award pgdip  |
      | 20 | 20    | module | not eligible | the exit award pgdip  |
      | 20 | 19    | module | not eligible | the exit award pgcert |
      | 19 | 21    | module | not eligible | the exit award pgcert |
      | 5  | 5     | module | not eligible | the exit award pgcert |
      | 5  | 4     | module | not eligible | no exit award         |
      | 4  | 6     | module | not eligible | no exit award         |

  Scenario Outline: An award at level 7 in Malta is mostly at the level
    Given the learner holds the units
      | id | credits | level   | issuer |
      | A  | <at>    | 7       | host   |
      | B  | <below> | <other> | host   |
    When the stack is evaluated for hosts/mfhea/level-7-award
    Then the stack is eligible
    And the counted units are <counted>

    Examples:
      | at | below | other | counted |
      | 25 | 5     | 6     | A, B    |
      | 24 | 5     | 6     | A       |
      | 25 | 5     | 5     | A       |
      | 10 | 2     | 6     | A, B    |

  Scenario Outline: An award of Malta has at least one credit
    Given the learner holds the units
      | id | credits | level | issuer |
      | A  | <size>  | 7     | host   |
    When the stack is evaluated for hosts/mfhea/level-7-award
    Then the stack is <outcome>

    Examples:
      | size | outcome      |
      | 1    | eligible     |
      | 0.9  | not eligible |

  Scenario: Who has too small a dissertation for Malta's master's leaves with the diploma
    Given the learner holds the units
      | id | credits | level | issuer | kind   |
      | A  | 45      | 7     | host   | module |
      | B  | 26      | 6     | host   | module |
      | T  | 19      | 7     | host   | thesis |
    When the stack is evaluated for hosts/mfhea/master
    Then the stack is not eligible
    And the exit award pgdip is reached

  Scenario: Who leaves Malta's master's early has a certificate
    Given the learner holds the units
      | id | credits | level | issuer | kind   |
      | A  | 25      | 7     | host   | module |
      | B  | 5       | 6     | host   | module |
    When the stack is evaluated for hosts/mfhea/master
    Then the stack is not eligible
    And the exit award pgdip is not eligible
    And the exit award pgcert is reached

  Scenario Outline: A certificate of Keele has sixty credits, forty at level 7
    Given the learner holds the units
      | id | credits      | level | issuer |
      | A  | <at> CATS    | 7     | host   |
      | B  | <below> CATS | 6     | host   |
    When the stack is evaluated for hosts/keele/pgcert
    Then the stack is <outcome>
    And <missing> CATS are missing for at-level

    Examples:
      | at | below | outcome      | missing |
      | 45 | 15    | eligible     | 0       |
      | 40 | 20    | eligible     | 0       |
      | 30 | 30    | not eligible | 10      |

  Scenario Outline: An honours degree of Keele has 360 credits, 120 at level 6
    Given the learner holds the units
      | id | credits      | level | issuer |
      | A  | <at> CATS    | 6     | host   |
      | B  | <below> CATS | 5     | host   |
    When the stack is evaluated for hosts/keele/hons
    Then the stack is <outcome>
    And <missing> CATS are missing for <rule>

    Examples:
      | at  | below | outcome      | missing | rule     |
      | 150 | 210   | eligible     | 0       | at-level |
      | 120 | 240   | eligible     | 0       | at-level |
      | 105 | 255   | not eligible | 15      | at-level |
      | 120 | 239   | not eligible | 1       | total    |

  Scenario Outline: Who leaves an honours degree of Keele early has a diploma or a certificate
    Given the learner holds the units
      | id | credits   | level   | issuer |
      | A  | <at> CATS | RQF 5   | host   |
      | B  | <below> CATS | RQF 4 | host  |
    When the stack is evaluated for hosts/keele/hons
    Then the stack is not eligible
    And <exit> is reached

    Examples:
      | at  | below | exit                  |
      | 120 | 120   | the exit award diphe  |
      | 119 | 121   | the exit award certhe |
      | 120 | 119   | the exit award certhe |
      | 60  | 60    | the exit award certhe |
      | 60  | 59    | no exit award         |

  Scenario Outline: A master's of Keele has 180 credits, 150 at level 7, and two ways out
    Given the learner holds the units
      | id | credits      | level | issuer |
      | A  | <at> CATS    | 7     | host   |
      | B  | <below> CATS | 6     | host   |
    When the stack is evaluated for hosts/keele/master
    Then the stack is <outcome>
    And <exit> is reached

    Examples:
      | at  | below | outcome      | exit                  |
      | 150 | 30    | eligible     | no exit award         |
      | 90  | 30    | not eligible | the exit award pgdip  |
      | 40  | 30    | not eligible | the exit award pgcert |
      | 39  | 31    | not eligible | no exit award         |
      | 150 | 29    | not eligible | the exit award pgdip  |
      | 149 | 31    | not eligible | the exit award pgdip  |
      | 90  | 29    | not eligible | the exit award pgcert |
      | 89  | 31    | not eligible | the exit award pgcert |
      | 40  | 20    | not eligible | the exit award pgcert |
      | 40  | 19    | not eligible | no exit award         |

  Scenario Outline: Aberystwyth caps transfer by the award
    Given the learner holds the units
      | id | credits      | level | issuer   |
      | I1 | <own> CATS   | 7     | host     |
      | E1 | 30 CATS      | 7     | external |
      | E2 | 30 CATS      | 7     | external |
      | E3 | 60 CATS      | 7     | external |
    When the stack is evaluated for hosts/aberystwyth/master
    Then the stack is <outcome>
    And <exit> is reached

    Examples:
      | own | outcome      | exit                  |
      | 60  | eligible     | no exit award         |
      | 30  | not eligible | the exit award pgcert |
      | 20  | not eligible | no exit award         |

  Scenario Outline: Aberystwyth transfers 120 of 180, 60 of 120 and 30 of 60 credits
    Given the learner holds the units
      | id | credits      | level | issuer   |
      | I1 | <own> CATS   | 7     | host     |
      | E1 | <other> CATS | 7     | external |
    When the stack is evaluated for hosts/aberystwyth/master
    Then the stack is <outcome>
    And <exit> is reached

    Examples:
      | own | other | outcome      | exit                  |
      | 60  | 120   | eligible     | no exit award         |
      | 59  | 121   | not eligible | no exit award         |
      | 60  | 60    | not eligible | the exit award pgdip  |
      | 59  | 61    | not eligible | no exit award         |
      | 30  | 30    | not eligible | the exit award pgcert |
      | 29  | 31    | not eligible | no exit award         |

  Scenario Outline: Who leaves an honours degree of Aberystwyth early takes two thirds along
    Given the learner holds the units
      | id | credits      | level | issuer   |
      | I1 | <own> CATS   | 5     | host     |
      | E1 | <other> CATS | 5     | external |
    When the stack is evaluated for hosts/aberystwyth/hons
    Then the stack is not eligible
    And <exit> is reached

    Examples:
      | own | other | exit                  |
      | 80  | 160   | the exit award diphe  |
      | 79  | 161   | no exit award         |
      | 40  | 80    | the exit award certhe |
      | 39  | 81    | no exit award         |

  Scenario Outline: Aberystwyth transfers 240 of 360 credits
    Given the learner holds the units
      | id | credits      | level | issuer   | passed   |
      | I1 | <own> CATS   | 6     | host     | yes      |
      | E1 | <other> CATS | 6     | external | <passed> |
    When the stack is evaluated for hosts/aberystwyth/hons
    Then the stack is <outcome>
    And <missing> CATS are missing for total

    Examples:
      | own | other | passed | outcome      | missing |
      | 120 | 240   | yes    | eligible     | 0       |
      | 119 | 241   | yes    | not eligible | 241     |
      | 120 | 240   | no     | not eligible | 240     |

  Scenario Outline: What a first degree has used of levels 1 and 2 does not count towards a second in Aberystwyth
    Given the learner holds the units
      | id | credits  | level   | issuer   | used for | kind of that award | level of that award |
      | I1 | 240 CATS | 6       | host     | -        | -                  | -                   |
      | E1 | 120 CATS | <level> | external | earlier  | <kind>             | <award level>       |
    When the stack is evaluated for hosts/aberystwyth/hons
    Then the stack is <outcome>
    And <missing> CATS are missing for total

    Examples:
      | level | kind        | award level | outcome      | missing |
      | 5     | degree      | EQF 6       | not eligible | 120     |
      | 5     | certificate | EQF 5       | eligible     | 0       |
      | 6     | degree      | EQF 6       | eligible     | 0       |

  Scenario Outline: The Open University considers study of sixteen years
    Given the learner holds the units
      | id | credits  | level | issuer   | achieved   | theme   |
      | I1 | 300 CATS | 6     | host     | 2025-06-15 | other   |
      | E1 | 60 CATS  | 5     | external | <day>      | other   |
    And the learner applied on 2025-09-01
    When the stack is evaluated for hosts/open-university/open-degree
    Then the stack is <outcome>

    Examples:
      | day        | outcome      |
      | 2015-06-15 | eligible     |
      | 2009-09-01 | eligible     |
      | 2009-08-31 | not eligible |

  Scenario: Sixty credits of an open degree are of free choice
    Given the learner holds the units
      | id | credits  | level | issuer   | theme       |
      | I1 | 299 CATS | 6     | host     | other       |
      | E1 | 60 CATS  | 5     | external | free choice |
      | E2 | 1 CATS   | 5     | external | free choice |
    And the learner applied on 2025-09-01
    When the stack is evaluated for hosts/open-university/open-degree
    Then the stack is not eligible
    And 1 CATS is missing for total

  Scenario Outline: A UK certificate takes two thirds from prior learning of five years
    Given the learner holds the units
      | id | credits      | level | issuer   | achieved   | practice   |
      | I1 | <own> CATS   | 7     | host     | 2025-06-15 | -          |
      | R1 | <prior> CATS | 7     | external | <day>      | <practice> |
    And the learner applied on 2025-10-01
    When the stack is evaluated for hosts/uk-postgraduate-rpl/pgcert
    Then the stack is <outcome>

    Examples:
      | own | prior | day        | practice | outcome                   |
      | 30  | 30    | 2024-06-15 | -        | eligible                  |
      | 20  | 40    | 2024-06-15 | -        | eligible                  |
      | 15  | 45    | 2024-06-15 | -        | not eligible              |
      | 30  | 30    | 2019-06-15 | -        | eligible under conditions |
      | 30  | 30    | 2019-06-15 | yes      | eligible                  |
      | 30  | 30    | 2020-10-01 | -        | eligible                  |
      | 30  | 30    | 2020-09-30 | -        | eligible under conditions |
      | 19.9 | 40.1 | 2024-06-15 | -        | not eligible              |

  Scenario Outline: A UK certificate has forty of sixty credits at level 7, and prior learning all at it
    Given the learner holds the units
      | id | credits      | level   | issuer   |
      | I1 | <at> CATS    | 7       | host     |
      | I2 | <below> CATS | 6       | host     |
      | R1 | <prior> CATS | <level> | external |
    And the learner applied on 2025-10-01
    When the stack is evaluated for hosts/uk-postgraduate-rpl/pgcert
    Then the stack is <outcome>

    Examples:
      | at | below | prior | level | outcome      |
      | 20 | 20    | 20    | 7     | eligible     |
      | 19 | 21    | 20    | 7     | not eligible |
      | 40 | 10    | 10    | 6     | not eligible |

  Scenario Outline: A UK diploma takes eighty of 120 credits from prior learning
    Given the learner holds the units
      | id | credits      | level | issuer   |
      | I1 | <own> CATS   | 7     | host     |
      | R1 | <prior> CATS | 7     | external |
    And the learner applied on 2025-10-01
    When the stack is evaluated for hosts/uk-postgraduate-rpl/pgdip
    Then the stack is <outcome>

    Examples:
      | own | prior | outcome      |
      | 60  | 60    | eligible     |
      | 40  | 80    | eligible     |
      | 30  | 90    | not eligible |
      | 39.9 | 80.1 | not eligible |

  Scenario Outline: Prior learning for a UK diploma is of level 7 and of five years, and a smaller award takes less of it
    Given the learner holds the units
      | id | credits      | level   | issuer   | achieved   |
      | I1 | <own> CATS   | 7       | host     | 2018-06-15 |
      | R1 | <prior> CATS | <level> | external | <day>      |
    And the learner applied on 2025-10-01
    And the award is to be given on 2026-01-15
    When the stack is evaluated for hosts/uk-postgraduate-rpl/pgdip
    Then the stack is <outcome>
    And <exit> is reached

    Examples:
      | own | prior | level | day        | outcome                   | exit                  |
      | 60  | 60    | 7     | 2020-10-01 | eligible                  | no exit award         |
      | 60  | 60    | 7     | 2020-09-30 | eligible under conditions | no exit award         |
      | 59  | 61    | 6     | 2024-06-15 | not eligible              | no exit award         |
      | 20  | 40    | 7     | 2024-06-15 | not eligible              | the exit award pgcert |
      | 19  | 41    | 7     | 2024-06-15 | not eligible              | no exit award         |

  Scenario Outline: The Institute of Banking counts learning once
    Given the learner holds the units
      | id | credits   | level | used for | used as |
      | A  | <credits> | 6     | <award>  | <use>   |
    When the stack is evaluated for hosts/iob/certificate
    Then the stack is <outcome>
    And policy shows grade_treatment as ungraded
    And policy shows in_classification as no

    Examples:
      | credits | award | use       | outcome      |
      | 30      | -     | -         | eligible     |
      | 30      | ba    | credit    | not eligible |
      | 30      | ba    | admission | eligible     |
      | 29      | -     | -         | not eligible |

  Scenario Outline: A Swedish degree has neither less nor more
    Given the learner holds the units
      | id | credits | issuer |
      | A  | <one>   | host   |
      | B  | <two>   | host   |
    When the stack is evaluated for hosts/mid-sweden/master-60
    Then the stack is <outcome>

    Examples:
      | one | two  | outcome      |
      | 30  | 30   | eligible     |
      | 60  | 7.5  | eligible     |
      | 45  | 22.5 | not eligible |

  Scenario Outline: The example of the guide names practice as evidence
    Given the learner holds the units
      | id | credits | level | issuer   | kind     | achieved   | practice   |
      | I1 | <own>   | 7     | host     | module   | 2026-06-15 | -          |
      | C1 | 5       | 7     | host     | capstone | 2026-06-15 | -          |
      | E1 | <other> | 7     | external | module   | <day>      | <practice> |
    And the learner enrolled on 2026-09-01
    And the award is to be given on 2027-06-30
    When the stack is evaluated for hosts/example-university/pgcert-data-practice on 2027-06-30
    Then the stack is <outcome>

    Examples:
      | own | other | day        | practice | outcome                   |
      | 10  | 15    | 2022-06-30 | -        | eligible                  |
      | 10  | 15    | 2022-06-29 | -        | eligible under conditions |
      | 10  | 15    | 2022-06-29 | yes      | eligible                  |
      | 9   | 16    | 2026-06-15 | -        | not eligible              |

  Scenario: Two badges make no senior technician
    Given the learner holds the units
      | id | credits | kind  | level | issuer   | sector   |
      | A  | -       | badge | -     | external | employer |
      | B  | -       | badge | -     | external | employer |
    When the stack is evaluated for hosts/example-works/senior-technician
    Then the stack is not eligible
    And 1 unit is missing for three-badges

  Scenario: A badge that nobody assessed does not make one either
    Given the learner holds the units
      | id | credits | kind  | level | issuer   | assessment      |
      | A  | -       | badge | -     | external | project         |
      | B  | -       | badge | -     | external | project         |
      | C  | -       | badge | -     | external | attendance only |
    When the stack is evaluated for hosts/example-works/senior-technician
    Then the stack is not eligible

  Scenario Outline: Half of the example certificate may come from elsewhere
    Given the learner holds the units
      | id | credits | level | issuer   | kind     | achieved   |
      | I1 | <own>   | 7     | host     | module   | 2025-06-15 |
      | C1 | 5       | 7     | host     | capstone | 2025-06-15 |
      | E1 | <other> | 7     | external | module   | <day>      |
    When the stack is evaluated for hosts/example-university/pgcert-30
    Then the stack is <outcome>
    And <missing> ECTS are missing for total

    Examples:
      | own | other | day        | outcome      | missing |
      | 15  | 10    | 2025-06-15 | eligible     | 0       |
      | 10  | 15    | 2021-01-15 | eligible     | 0       |
      | 10  | 15    | 2021-01-14 | not eligible | 15      |
      | 5   | 20    | 2025-06-15 | not eligible | 20      |

  Scenario Outline: The figures of the example certificates at their edges
    Given the learner holds the units
      | id | credits | level   | issuer   | kind     | achieved   | used for | kind of that award | level of that award |
      | I1 | <at>    | 7       | host     | module   | 2026-06-15 | -        | -                  | -                   |
      | I2 | <below> | <level> | host     | module   | 2026-06-15 | <used>   | <kind>             | <award level>       |
      | C1 | <cap>   | 7       | host     | capstone | 2026-06-15 | -        | -                  | -                   |
      | E1 | <other> | 7       | external | module   | 2026-06-15 | -        | -                  | -                   |
    And the learner enrolled on 2026-09-01
    When the stack is evaluated for <policy> on 2027-06-30
    Then the stack is <outcome>

    Examples:
      | policy                                        | at | below | level | cap | other | used | kind        | award level | outcome      |
      | hosts/example-university/pgcert-30            | 5  | 5     | 6     | 5   | 15    | -    | -           | -           | eligible     |
      | hosts/example-university/pgcert-30            | 4  | 6     | 6     | 5   | 15    | -    | -           | -           | not eligible |
      | hosts/example-university/pgcert-30            | 5  | 5     | 5     | 5   | 15    | -    | -           | -           | not eligible |
      | hosts/example-university/pgcert-30            | 6  | 5     | 6     | 4   | 15    | -    | -           | -           | not eligible |
      | hosts/example-university/pgcert-30            | 5  | 4.9   | 6     | 5   | 15.1  | -    | -           | -           | not eligible |
      | hosts/example-university/pgcert-30            | 5  | 5     | 6     | 5   | 20    | -    | -           | -           | not eligible |
      | hosts/example-university/pgcert-30            | 5  | 5     | 6     | 5   | 15    | x    | certificate | EQF 5       | not eligible |
      | hosts/example-university/pgcert-data-practice | 5  | 5     | 6     | 5   | 15    | -    | -           | -           | eligible     |
      | hosts/example-university/pgcert-data-practice | 4  | 6     | 6     | 5   | 15    | -    | -           | -           | not eligible |
      | hosts/example-university/pgcert-data-practice | 5  | 5     | 5     | 5   | 15    | -    | -           | -           | not eligible |
      | hosts/example-university/pgcert-data-practice | 6  | 5     | 6     | 4   | 15    | -    | -           | -           | not eligible |
      | hosts/example-university/pgcert-data-practice | 5  | 4.9   | 6     | 5   | 15.1  | -    | -           | -           | not eligible |
      | hosts/example-university/pgcert-data-practice | 5  | 5     | 6     | 5   | 20    | -    | -           | -           | not eligible |
      | hosts/example-university/pgcert-data-practice | 5  | 5     | 6     | 5   | 15    | x    | certificate | EQF 5       | not eligible |

  Scenario Outline: Units of the example certificates share two of five outcomes, and not three
    Given the learner holds the units
      | id | credits | level | issuer   | kind     | achieved   | outcomes                     |
      | I1 | 10      | 7     | host     | module   | 2026-06-15 | a; b; c; f; g; h; i; j; k; l |
      | C1 | 5       | 7     | host     | capstone | 2026-06-15 | m                            |
      | E1 | 15      | 7     | external | module   | 2026-06-15 | <outcomes>                   |
    And the learner enrolled on 2026-09-01
    When the stack is evaluated for <policy> on 2027-06-30
    Then the stack is <outcome>

    Examples:
      | policy                                        | outcomes      | outcome      |
      | hosts/example-university/pgcert-30            | a; b; x; y; z | eligible     |
      | hosts/example-university/pgcert-30            | a; b; c; y; z | not eligible |
      | hosts/example-university/pgcert-data-practice | a; b; x; y; z | eligible     |
      | hosts/example-university/pgcert-data-practice | a; b; c; y; z | not eligible |
