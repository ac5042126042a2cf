# language: sl
# Aktualnost teče od dne, ko je bilo znanje pridobljeno; potek veljavnosti listine je nekaj drugega.

@currency
Funkcija: Znanje se lahko postara, listini lahko poteče veljavnost, in eno ni drugo

  Ozadje:
    Privzeto kandidat predloži v celoti opisano mikrokvalifikacijo „Podatkovna etika“
    In potrjeno je, da je pristna in da pripada kandidatu
    In gostiteljica je example-university
    In obvezni predmet „Pol leta podatkov“ gostiteljice ima 30 ECTS na ravni EOK 7, bistvenih učnih izidov pa je 5
    In število bistvenih učnih izidov, ki jih zajema, je 5

  @B21
  Scenarij: Kadar šteje znanje, potek veljavnosti listine ne vzame ničesar
    Privzeto mikrokvalifikacija ima te podatke
      | podatek     | vrednost   |
      | doseženo    | 2023-05-30 |
      | izdano      | 2023-06-01 |
      | veljavno do | 2025-06-01 |
    In pravila gostiteljice določajo
      | znanje je aktualno              | 5 let        |
      | listina s potečeno veljavnostjo | šteje znanje |
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid polno priznanje

  @B22
  Scenarij: Modul izpred enajstih let se ponovno preveri z izpitom
    Privzeto mikrokvalifikacija ima te podatke
      | podatek                       | vrednost   |
      | delovna obremenitev           | 30 ECTS    |
      | doseženo                      | 2015-02-15 |
      | izdano                        | 2015-02-28 |
      | zagotavljanje kakovosti       | ESG        |
      | vrsta zagotavljanja kakovosti | zunanje    |
      | zagotavljanje kakovosti od    | 2013-01-01 |
      | zagotavljanje kakovosti do    | 2018-12-31 |
    In pravila gostiteljice določajo
      | znanje je aktualno  | 8 let     |
      | ponovno preverjanje | z izpitom |
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid pogojno priznanje
    In število vpisanih ECTS je 30
    In je treba dopolniti podatek zadnji dan prakse
    In obrazložitev pove „Znanje je tu aktualno 8 let“

  # Primer razume „brez dokazil o praksi“ kot ugotovitev, da prakse ni bilo.
  @B22
  Scenarij: Kjer ponovnega preverjanja ni, je davno opuščeno znanje zavrnjeno, pot nazaj pa je navedena
    Privzeto mikrokvalifikacija ima te podatke
      | podatek                       | vrednost   |
      | delovna obremenitev           | 30 ECTS    |
      | doseženo                      | 2015-02-15 |
      | izdano                        | 2015-02-28 |
      | zagotavljanje kakovosti       | ESG        |
      | vrsta zagotavljanja kakovosti | zunanje    |
      | zagotavljanje kakovosti od    | 2013-01-01 |
      | zagotavljanje kakovosti do    | 2018-12-31 |
    In po ugotovitvi gostiteljice velja
      | praksa do | 2016-06-30 |
    In pravila gostiteljice določajo
      | znanje je aktualno  | 8 let         |
      | ponovno preverjanje | ni predvideno |
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid zavrnitev
    In je razlika pri elementu aktualnost bistvena
    In lahko pomanjkljivost odpravi učeči se
