# Refugees, displaced persons and others in a like situation who cannot produce documents (Lisbon Recognition Convention,
# Article VII; EAR manual, chapter 12).

@displaced-persons
Feature: Nobody is refused, or kept waiting, for documents that cannot be had

  Background:
    Given the applicant presents a micro-credential "Computer Science" and nothing else is known of it
    And the micro-credential has these details
      | holder | Ada Example |
    And the applicant is a displaced person who cannot produce documents
    And the host is example-university

  # derived: Lisbon Recognition Convention, Article VII; EAR manual, chapter 12
  @B24 @derived @source:EAR-12
  Scenario: Instead of documents the host compiles a background paper with the applicant
    Given the compulsory module "Programming" of the host has 5 ECTS at EQF 6 and 4 essential outcomes
    When recognition is requested for exemption
    Then the outcome is a request for further information
    And a reason is background-paper-to-compile
    And the background paper is asked for
    And the host can put it right

  @B24 @derived @source:EAR-12
  Scenario: A sufficient portfolio stands in for the documents
    Given the micro-credential has these details
      | field    | value  |
      | workload | 5 ECTS |
    And it is established by the host
      | background paper     | compiled |
      | sufficient portfolio | yes      |
      | EQF level            | EQF 6    |
    And the compulsory module "Programming" of the host has 5 ECTS at EQF 6 and 4 essential outcomes
    And it covers 4 of the essential outcomes
    When recognition is requested for exemption
    Then the outcome is full recognition
    And 5 ECTS are booked

  @B24 @derived @source:EAR-12
  Scenario: What the portfolio does not show is shown before academic staff, with the credits of the whole module
    Given it is established by the host
      | background paper             | compiled |
      | sufficient portfolio         | no       |
      | assessment by academic staff | passed   |
    And the compulsory module "Programming" of the host has 5 ECTS at EQF 6 and 4 essential outcomes
    When recognition is requested for exemption
    Then the outcome is full recognition
    And 5 ECTS are booked

  @B24 @derived @source:EAR-12
  Scenario: Somebody who can produce documents is asked for them like anybody else
    Given the application has these details
      | documents | available |
    And the compulsory module "Programming" of the host has 5 ECTS at EQF 6 and 4 essential outcomes
    When recognition is requested for exemption
    Then the outcome is a request for further information
    And the learning outcomes is asked for

  # published validity: Council of Europe
  @B25 @published @source:CoE-EQPR
  Scenario: A qualifications passport of 2019 is an indication and no longer stands for a background paper
    Given it is established by the host
      | qualifications passport of | 2019-05-20 |
    And the compulsory module "Programming" of the host has 5 ECTS at EQF 6 and 4 essential outcomes
    When recognition is requested for exemption
    Then the outcome is a request for further information
    And a reason is passport-expired
    And the background paper is asked for

  @B25 @published @source:CoE-EQPR
  Scenario: A valid qualifications passport stands for a background paper, and recognises nothing by itself
    Given it is established by the host
      | qualifications passport of | 2023-05-20 |
    And the compulsory module "Programming" of the host has 5 ECTS at EQF 6 and 4 essential outcomes
    When recognition is requested for exemption
    Then the outcome is a decision put on hold
    And a reason is passport-is-no-recognition
    And the host can put it right

  @P08 @published @source:EAR-12
  Scenario: A refugee's bachelor is recognised on a background paper that was compiled and evaluated
    Given the micro-credential has these details
      | title | Bachelor of Computer Science |
    And it is established by the host
      | background paper     | compiled |
      | sufficient portfolio | yes      |
      | EQF level            | EQF 6    |
    And its learning outcomes are
      | Writes and tests programs |
    And the programme "Master of Software" of the host builds on EQF 6
    And the policy of the host says
      | purposes | admission |
    When recognition is requested for admission
    Then the outcome is full recognition

  @P09 @published @source:EAR-12
  Scenario: Before admission to a doctorate academic staff assess what a portfolio does not show
    Given it is established by the host
      | background paper     | compiled |
      | sufficient portfolio | no       |
    And the programme "Doctorate in Computer Science" of the host builds on EQF 7
    And the policy of the host says
      | purposes | admission |
    When recognition is requested for admission
    Then the outcome is a decision put on hold
    And a reason is staff-to-assess
    And the explanation says "a small research project and a discussion"

  # published; what followed is cut off in the source, its title says recognition of prior learning
  @P10 @published @source:EAR-12
  Scenario: A refugee accountant's certified practice is recognised as prior learning for employment
    Given the micro-credential has these details
      | title | Accountant |
    And it is established by the host
      | background paper     | compiled |
      | sufficient portfolio | no       |
      | certified practice   | yes      |
    And the host is example-works
    When recognition is requested for employment
    Then the outcome is a referral to the validation of prior learning
    And a reason is practice-to-validate
    And the explanation says "documented; what comes next is assessment"
