# language: sl
# Pokritost učnih izidov predmeta (korak S8). Izida z istim besedilom imata tu isti identifikator.

@recognition @outcomes
Funkcija: Kako so pokriti učni izidi predmeta

  Ozadje:
    Privzeto kandidat predloži v celoti opisano mikrokvalifikacijo „Programiranje za analitike“
    In potrjeno je, da je pristna in da pripada kandidatu
    In gostiteljica je example-university
    In obvezni predmet „Programiranje“ gostiteljice ima 5 ECTS na ravni EOK 7, bistvenih učnih izidov pa je 2
    In bistveni učni izidi predmeta so
      | Piše programe      |
      | Preizkuša programe |

  Scenarij: Ožja spretnost ne pokrije širše, če gostiteljica tega ne določi
    Privzeto njeni učni izidi so
      | Piše programe v Haskellu |
      | Preizkuša programe       |
    In po klasifikaciji je „Piše programe v Haskellu“ ožje od „Piše programe“
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid delno priznanje
    In je izid predmeta „Piše programe“ nepokrit

  Scenarij: Ožja spretnost pokrije širšo, kjer jo gostiteljica sprejema
    Privzeto njeni učni izidi so
      | Piše programe v Haskellu |
      | Preizkuša programe       |
    In po klasifikaciji je „Piše programe v Haskellu“ ožje od „Piše programe“
    In pravila gostiteljice določajo
      | spretnost, ki pokrije učni izid | tudi ožja spretnost |
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid polno priznanje
    In je izid predmeta „Piše programe“ pokrit

  Scenarij: Drugače zapisan izid pokrije tistega, za katerega ga gostiteljica sprejema
    Privzeto njeni učni izidi so
      | Kodira v več jezikih |
      | Preizkuša programe   |
    In gostiteljica sprejema učni izid „Kodira v več jezikih“ za svoj izid „Piše programe“
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid polno priznanje

  Scenarij: Podobno besedilo je le predlog za primerjavo
    Privzeto njeni učni izidi so
      | Piše tudi programe      |
      | Preizkuša več programov |
    In pravila gostiteljice določajo
      | nameni | oprostitev |
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid zahteva po dodatnih informacijah
    In je za primerjavo predlagano „Piše tudi programe“ ob „Piše programe“
