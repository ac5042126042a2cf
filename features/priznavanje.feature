# language: sl
# Primeri B v slovenščini. Dan odločanja je 15. 1. 2026, če scenarij ne pove drugače.

@recognition
Funkcija: Kako gostiteljica prizna mikrokvalifikacijo od drugod

  Ozadje:
    Privzeto kandidat predloži v celoti opisano mikrokvalifikacijo „Podatkovna etika“
    In potrjeno je, da je pristna in da pripada kandidatu
    In gostiteljica je example-university

  @B01
  Scenarij: Mikrokvalifikacija formalnega ponudnika, ki zajema ves predmet, ga nadomesti
    Privzeto obvezni predmet „Podatkovna etika“ gostiteljice ima 5 ECTS na ravni EOK 7, bistvenih učnih izidov pa je 5
    In število bistvenih učnih izidov, ki jih zajema, je 5
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid polno priznanje
    In število vpisanih ECTS je 5
    In bistvenih razlik ni

  # izpeljano: Vodnik za uporabnike ECTS 2015, poglavje o mobilnosti
  @B02 @derived @source:ECTS-users-guide
  Scenarij: Obsežnejša mikrokvalifikacija prinese toliko točk kot predmet, presežek pa je sporočen
    Privzeto njena delovna obremenitev je 6 ECTS
    In obvezni predmet „Podatkovna etika“ gostiteljice ima 5 ECTS na ravni EOK 7, bistvenih učnih izidov pa je 5
    In število bistvenih učnih izidov, ki jih zajema, je 5
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid polno priznanje
    In število vpisanih ECTS je 5
    In presežek ECTS je 1

  # izpeljano: Revidirano priporočilo o merilih in postopkih 2010: samo trajanje ni nikoli razlog
  @B04 @derived @source:revised-recommendation-2010
  Scenarij: Manj ur ob enakih učnih izidih ni bistvena razlika
    Privzeto njena delovna obremenitev je 100 ur učenja
    In obvezni predmet „Podatkovna etika“ gostiteljice ima 6 ECTS na ravni EOK 7, bistvenih učnih izidov pa je 5
    In število bistvenih učnih izidov, ki jih zajema, je 5
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid polno priznanje
    In je razlika pri elementu delovna obremenitev nebistvena

  @B15
  Scenarij: Različni številki dveh nacionalnih ogrodij sta lahko ista raven
    Privzeto mikrokvalifikacija ima te podatke
      | podatek | vrednost |
      | država  | Irska    |
      | raven   | NFQ 8    |
    In obvezni predmet „Podatkovna etika“ gostiteljice ima 5 ECTS na ravni EOK 6, bistvenih učnih izidov pa je 5
    In število bistvenih učnih izidov, ki jih zajema, je 5
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid polno priznanje
    In podatek raven EOK velja kot „6“
    In pri elementu raven ni razlike
