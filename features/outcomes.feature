# Coverage of a module's learning outcomes (step S8): by identifier, by the classification of skills, by what the host
# accepts. Outcomes in the same words have the same identifier here.

@recognition @outcomes
Feature: How the learning outcomes of a module are covered

  Background:
    Given the applicant presents a fully described micro-credential "Programming for Analysts"
    And it is confirmed to be authentic and to belong to the applicant
    And the host is example-university
    And the compulsory module "Programming" of the host has 5 ECTS at EQF 7 and 4 essential outcomes
    And the essential outcomes of the module are
      | Writes programs      |
      | Tests programs       |
      | Documents programs   |
      | Measures performance |

  Rule: The same outcome covers

    Scenario: Outcomes that both sides name alike replace the module
      Given its learning outcomes are
        | Measures performance |
        | Tests programs       |
        | Documents programs   |
        | Writes programs      |
      When recognition is requested for exemption
      Then the outcome is full recognition
      And the module's outcome "Tests programs" is covered
      And the explanation says "Tests programs"

    Scenario: Some outcomes covered earn a part, and the decision lists what is missing
      Given its learning outcomes are
        | Writes programs |
        | Tests programs  |
        | Paints in oil   |
      When recognition is requested for exemption
      Then the outcome is partial recognition
      And 2.5 ECTS are booked
      And the module's outcome "Writes programs" is covered
      And the module's outcome "Measures performance" is missing
      And the explanation says "Not covered: Measures performance"
      And there is a minor difference in learning outcomes
      And the learner can put it right

  Rule: A more specific skill covers where the host says so, a more general one never

    Background:
      Given its learning outcomes are
        | Writes programs in Haskell |
        | Tests programs             |
        | Documents programs         |
        | Measures performance       |
      And the policy of the host says
        | essential outcomes for full recognition | 100 % |

    Scenario: A more specific skill is an instance and not the whole
      Given the classification says that "Writes programs in Haskell" is more specific than "Writes programs"
      When recognition is requested for exemption
      Then the outcome is partial recognition
      And the module's outcome "Writes programs" is missing

    Scenario: A host that counts more specific skills recognises in full
      Given the classification says that "Writes programs in Haskell" is more specific than "Writes programs"
      And the policy of the host says
        | skill that covers an outcome | a more specific skill too |
      When recognition is requested for exemption
      Then the outcome is full recognition
      And the module's outcome "Writes programs" is covered

    Scenario: It counts over any distance in the classification
      Given the classification says that "Writes programs in Haskell" is more specific than "Writes functional programs"
      And the classification says that "Writes functional programs" is more specific than "Writes programs"
      And the policy of the host says
        | skill that covers an outcome | a more specific skill too |
      When recognition is requested for exemption
      Then the module's outcome "Writes programs" is covered

    Scenario: A more general skill shows none of the specific ones, whatever the host counts
      Given the classification says that "Writes programs" is more specific than "Writes programs in Haskell"
      And the policy of the host says
        | skill that covers an outcome | a more specific skill too |
      When recognition is requested for exemption
      Then the outcome is partial recognition
      And the module's outcome "Writes programs" is missing

  Rule: What the host accepts covers

    Scenario: An outcome in other words covers where the host has said that it accepts it
      Given its learning outcomes are
        | Codes in several languages |
        | Tests programs             |
        | Documents programs         |
        | Measures performance       |
      And the host accepts the outcome "Codes in several languages" for its own "Writes programs"
      When recognition is requested for exemption
      Then the outcome is full recognition
      And the module's outcome "Writes programs" is covered

    Scenario: One outcome may be accepted for several
      Given its learning outcomes are
        | Develops software |
      And the host accepts the outcome "Develops software" for its own "Writes programs"
      And the host accepts the outcome "Develops software" for its own "Tests programs"
      When recognition is requested for exemption
      Then the outcome is partial recognition
      And the module's outcome "Writes programs" is covered
      And the module's outcome "Tests programs" is covered
      And the module's outcome "Documents programs" is missing

  Rule: A likeness of words is pointed out and never counted

    Scenario: Outcomes that read alike are not covered until somebody says so
      Given its learning outcomes are
        | Writes some programs  |
        | Tests the programs    |
        | Documents a program   |
        | Measures performances |
      And the policy of the host says
        | purposes | exemption |
      When recognition is requested for exemption
      Then the outcome is a request for further information
      And the host can put it right
      And the module's outcome "Writes programs" is missing
      And whoever compares is pointed from "Writes some programs" to "Writes programs"
      And no credits are booked
