# Profile: orientation, field, national content and form of study. What matters depends on the purpose.

@profile
Feature: A difference in profile counts only where the purpose cannot do without what is missing

  Background:
    Given the applicant presents a fully described micro-credential "Social Work in Practice"
    And it is confirmed to be authentic and to belong to the applicant
    And the host is example-university

  @B34
  Scenario: A professional award without research training leads to a research programme by way of bridging
    Given the micro-credential has these details
      | orientation       | professional |
      | research training | no           |
    And the programme "Research Master" of the host builds on EQF 6
    And the module of the host has these details
      | orientation | research |
    And the policy of the host says
      | purposes | admission |
    When recognition is requested for admission
    Then the outcome is conditional recognition
    And there is a substantial difference in profile
    And the explanation says "Bridging courses or a bridging task"

  @B34
  Scenario: A host without bridging tasks points to another programme
    Given the micro-credential has these details
      | orientation       | professional |
      | research training | no           |
    And the programme "Research Master" of the host builds on EQF 6
    And the module of the host has these details
      | orientation | research |
    And the policy of the host says
      | purposes       | admission |
      | bridging tasks | no        |
    When recognition is requested for admission
    Then the outcome is alternative recognition
    And there is a substantial difference in profile
    And the learner can put it right

  @B34
  Scenario: Whether a professional award contains research training is asked before anything is held against it
    Given the micro-credential has these details
      | orientation | professional |
    And the programme "Research Master" of the host builds on EQF 6
    And the module of the host has these details
      | orientation | research |
    And the policy of the host says
      | purposes | admission |
    When recognition is requested for admission
    Then the outcome is a request for further information
    And the research training is asked for

  @B34
  Scenario: A module that builds on research is replaced after a bridging task
    Given the micro-credential has these details
      | orientation       | professional |
      | research training | no           |
    And the compulsory module "Research Design" of the host has 5 ECTS at EQF 7 and 4 essential outcomes
    And the module of the host has these details
      | orientation | research |
    And it covers 4 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is conditional recognition
    And 5 ECTS are booked

  # derived: EAR manual, chapter 10, example 2
  @B35 @derived @source:EAR-10
  Scenario: The history of another country teaches the method of history as well
    Given its learning outcomes are
      | Weighs sources against each other      |
      | Writes a history from sources          |
      | Knows the twentieth century of Finland |
    And the essential outcomes of the module are
      | Weighs sources against each other |
      | Writes a history from sources     |
    And the module of the host has these details
      | title   | Historical Method |
      | kind    | compulsory        |
      | credits | 5                 |
      | level   | EQF 7             |
    When recognition is requested for exemption
    Then the outcome is full recognition
    And there is no substantial difference

  @P01 @published @source:EAR-10
  Scenario: For a doctorate only the outcomes that it builds on are compared
    Given the micro-credential has these details
      | orientation | academic |
    And its learning outcomes are
      | Designs an experiment     |
      | Models a structure        |
      | Signs off a building plan |
    And the essential outcomes of the module are
      | Designs an experiment |
      | Models a structure    |
    And the module of the host has these details
      | what it is  | programme                |
      | title       | Doctorate in Engineering |
      | level       | EQF 7                    |
      | orientation | research                 |
    And the policy of the host says
      | purposes | admission |
    When recognition is requested for admission
    Then the outcome is full recognition
    And there is no difference in learning outcomes

  @P01 @published @source:EAR-10
  Scenario: For the profession the outcomes that a post needs are compared, and missing ones are named
    Given its learning outcomes are
      | Designs an experiment     |
      | Signs off a building plan |
    And the essential outcomes of the module are
      | Signs off a building plan |
      | Runs a building site      |
    And the host is example-works
    And the module of the host has these details
      | what it is | post          |
      | title      | Site Engineer |
    When recognition is requested for employment
    Then the outcome is full recognition
    And there is a minor difference in learning outcomes

  # published; the stored copy is cut off. What is compared is level and outcomes, and neither asks for a field.
  @P03 @published @source:EAR-10
  Scenario: A change of field between two cycles is no substantial difference by itself
    Given the micro-credential has these details
      | title          | Bachelor of Physics |
      | level          | FiNQF 6             |
      | field of study | 0533                |
    And the programme "Master of Economics" of the host builds on EQF 6
    And the policy of the host says
      | purposes | admission |
    When recognition is requested for admission
    Then the outcome is full recognition
    And there is no difference in profile

  # published, by its title only
  @P04 @published @source:EAR-10
  Scenario: A smaller workload is accepted where the outcomes are there
    Given its workload is 3 ECTS
    And the compulsory module "Social Work" of the host has 5 ECTS at EQF 7 and 4 essential outcomes
    And it covers 4 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is full recognition
    And there is a minor difference in workload
    And 5 ECTS are booked

  @P12 @published @source:EAR-13
  Scenario: An online professional award is stated to an employer like any other of its country
    Given the micro-credential has these details
      | orientation   | professional |
      | participation | online       |
    And its learning outcomes are
      | Advises families |
    And the host is example-works
    When recognition is requested for employment
    Then the outcome is full recognition
    And there is no substantial difference

  @P18 @published @source:EAR-5
  Scenario: An employer does not miss research training in a professional award
    Given the micro-credential has these details
      | title             | Professional Bachelor of Social Work |
      | orientation       | professional                         |
      | research training | no                                   |
    And its learning outcomes are
      | Advises families |
    And the host is example-works
    When recognition is requested for employment
    Then the outcome is full recognition
    And there is no difference in profile

  @P18 @published @source:EAR-5
  Scenario: For postgraduate admission the missing research training is the key consideration
    Given the micro-credential has these details
      | title             | Professional Bachelor of Social Work |
      | level             | FiNQF 6                              |
      | orientation       | professional                         |
      | research training | no                                   |
    And the programme "Research Master of Social Work" of the host builds on EQF 6
    And the module of the host has these details
      | orientation | research |
    And the policy of the host says
      | purposes | admission |
    When recognition is requested for admission
    Then the outcome is conditional recognition
    And there is a substantial difference in profile
