# Joint awards (EAR manual, chapter 15), and what a provider may offer in which form (chapters 11 and 13).

@joint-awards
Feature: A joint award is judged by the bodies at which the learner studied

  Background:
    Given the applicant presents a fully described micro-credential "Data Ethics"
    And it is confirmed to be authentic and to belong to the applicant
    And the host is example-university
    And the compulsory module "Data Ethics" of the host has 5 ECTS at EQF 7 and 5 essential outcomes
    And it covers 5 of the essential outcomes

  # published: EAR manual, chapter 15, example 2
  @P15 @published @source:EAR-15
  Scenario: A private company among the awarding bodies changes nothing where the studies were at recognised ones
    Given it was awarded jointly with "University of Turin", whose status is formal
    And it was awarded jointly with "University of Cork", whose status is formal
    And it was awarded jointly with "University of Ghent", whose status is formal
    And it was awarded jointly with "Example Consulting", whose status is non-formal
    And the applicant studied at "University of Examples"
    And the applicant studied at "University of Cork"
    When recognition is requested for exemption
    Then the outcome is full recognition
    And the formal status of the issuer counts as "formal"

  # published: EAR manual, chapter 15, example 3. The stored copy ends after "the authority may decide not to recognise",
  # so a person decides; the case names no outcome.
  @P16 @published @source:EAR-15 @truncated
  Scenario: Studies partly at a body that is not recognised are for a person to judge
    Given it was awarded jointly with "University of Cork", whose status is formal
    And it was awarded jointly with "Example Academy", whose status is not recognised
    And the applicant studied at "University of Cork"
    And the applicant studied at "Example Academy"
    When recognition is requested for exemption
    Then the outcome is a decision put on hold
    And a reason is joint-partly-recognised
    And the host settles the question
    And the outcome is anything but a refusal

  Scenario: Where the learner studied is asked for when it matters
    Given it was awarded jointly with "Example Consulting", whose status is non-formal
    When recognition is requested for exemption
    Then the outcome is a request for further information
    And the place of study is asked for
    And the learner can put it right

  Scenario: Where the learner studied is not asked for when all bodies are recognised
    Given it was awarded jointly with "University of Cork", whose status is formal
    When recognition is requested for exemption
    Then the outcome is full recognition

  # published: EAR manual, chapter 11, example 3; the stored copy is truncated after "it is established that no studies"
  @P07 @published @source:EAR-11 @truncated
  Scenario: An award behind which there are no studies is refused
    Given it is established that it was granted without any studies
    When recognition is requested for exemption
    Then the outcome is a refusal
    And a reason is granted-without-learning
    And the learner can put it right

  # published: EAR manual, chapter 13, example 3: the authority is not obliged to decide positively
  @P13 @published @source:EAR-13
  Scenario: A distance programme that is not accredited, though the provider's others are, is for a person to judge
    Given the micro-credential has these details
      | field         | value  |
      | participation | online |
    And it is established that its programme is not accredited in the form in which it was taken
    When recognition is requested for exemption
    Then the outcome is a decision put on hold
    And a reason is mode-not-authorised
    And the host settles the question
    And the outcome is anything but full recognition
