# language: sl
# Primeri A v slovenščini. Dan odločanja je 15. 1. 2026, če scenarij ne pove drugače.

@conformance
Funkcija: Kaj je na mikrokvalifikaciji mogoče preveriti po evropskih načelih

  Ozadje:
    Privzeto kandidat predloži v celoti opisano mikrokvalifikacijo „Podatkovna etika“
    In njeni učni izidi so
      | Pojasni, kje v zbirko podatkov vstopi pristranskost. |
      | Oceni tveganja podatkovne storitve za zasebnost.     |
    In potrjeno je, da je pristna in da pripada kandidatu

  @A01
  Scenarij: V celoti opisana mikrokvalifikacija je skladna, kolikor je to od zunaj mogoče videti
    Ko se mikrokvalifikacija preveri po evropskih načelih
    Potem je izid skladnost na podlagi izjav
    In je točka 4.1 izpolnjena
    In je točka 9.2 izpolnjena
    Ampak je točka 1.2 izjavljena
    In je točka 8.2 izjavljena

  # izpeljano: vodnik ETF, poglavje o veljavnem ocenjevanju
  @A02 @derived @source:ETF-guide-valid-assessment
  Scenarij: Potrdilo o udeležbi ni mikrokvalifikacija
    Privzeto mikrokvalifikacija ima te podatke
      | podatek             | vrednost        |
      | naslov              | Spletni seminar |
      | delovna obremenitev | 12 ur           |
      | ocenjevanje         | samo udeležba   |
    Ko se mikrokvalifikacija preveri po evropskih načelih
    Potem je izid neskladnost
    In je točka 4.1 neizpolnjena
    In lahko pomanjkljivost odpravi učeči se

  @A07
  Scenarij: Država zadošča za kraj izdaje, če gostiteljica ne zahteva kraja
    Privzeto mikrokvalifikacija ima te podatke
      | podatek | vrednost  |
      | država  | Slovenija |
      | kraj    | -         |
    Ko se mikrokvalifikacija preveri po evropskih načelih
    Potem je točka 9.4 izpolnjena z opombo

  @A10
  Scenarij: Ure, ki se ne ujemajo s točkami, so le opozorilo
    Privzeto mikrokvalifikacija ima te podatke
      | podatek             | vrednost      |
      | delovna obremenitev | 5 ECTS; 40 ur |
    Ko se mikrokvalifikacija preveri po evropskih načelih
    Potem je izid skladnost na podlagi izjav
    In je točka 7 iz Priloge I vredna pozornosti

  @A12
  Scenarij: Pravila, ki izključujejo druge države, kršijo načela
    Privzeto gostiteljica je example-university
    In pravila gostiteljice vsebujejo te določbe
      """
      rules:
        - id: exclude-other-countries
          step: S5
          when: award.issuer.country != SI
          then: {outcome: REFUSED}
          basis: Študijski red gostiteljice, 12. člen
          reason: {en: It was not issued here., sl: Ni bila izdana tukaj.}
          remedy: {by: learner, en: Study here., sl: Študirajte tukaj.}
      """
    Ko se pravila gostiteljice preverijo po evropskih načelih
    Potem pravila gostiteljice kršijo točko 5.2
    In pravila gostiteljice kršijo točko 6.4
    Ampak pravila gostiteljice spoštujejo točko 5.4

  @A14
  Scenarij: Mikrokvalifikacija iz prihodnosti ni skladna
    Privzeto izdana je bila 2027-03-01
    Ko se mikrokvalifikacija preveri po evropskih načelih
    Potem je izid neskladnost
    In je točka 9.3 neizpolnjena
