# language: sl
Funkcija: Kaj lahko učeči se stori zdaj

  Odločitev, ki ni polno priznanje, pove, kaj bi jo spremenilo: najmanjše skupine podatkov, ki pripeljejo do ugodnejšega
  izida, in kdo jih lahko dopolni.

  Ozadje:
    Privzeto kandidat predloži v celoti opisano mikrokvalifikacijo "Etika podatkov"
    In obvezni predmet "Etika podatkov" gostiteljice ima 5 ECTS na ravni EQF 7, bistvenih učnih izidov pa je 5
    In število bistvenih učnih izidov, ki jih zajema, je 5

  Scenarij: Dokler nihče ni preveril pristnosti, zadošča gostiteljica
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid zahteva po dodatnih informacijah
    In pot do izida polno priznanje zahteva podatek pristnost
    In za izid polno priznanje zadošča gostiteljica

  Scenarij: Komur manjkata dva bistvena učna izida, izve, katera
    Privzeto potrjeno je, da je pristna in da pripada kandidatu
    In število bistvenih učnih izidov, ki jih zajema, je 2
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid delno priznanje
    In bi do izida polno priznanje pripeljalo dodatnih učnih izidov predmeta: 2
