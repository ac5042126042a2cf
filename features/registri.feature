# language: sl
# Kaj o izdajatelju in o njegovem zagotavljanju kakovosti povedo registri ponudnikov. V celoti opisana mikrokvalifikacija
# je izdana 2025-09-30, dan vsake odločitve je 2026-01-15.

@registers
Funkcija: Registri ponudnikov povedo, kar vedo; kdor v njih ni vpisan, ni na slabšem

  Ozadje:
    Privzeto kandidat predloži v celoti opisano mikrokvalifikacijo "Etika podatkov"
    In potrjeno je, da je pristna in da pripada kandidatu
    In gostiteljica je example-university

  @A05
  Scenarij: Izdajatelj, ki ga v registru ni, zato ne izgubi ničesar
    Privzeto register "DEQAR" navaja ponudnika "Druga univerza" s temi podatki
      | identifikatorji | ROR: 040af2s02 |
    Ko kandidat zaprosi za priznanje za izbirne kreditne točke
    Potem je izid polno priznanje

  Scenarij: Presoja, ki je ob izdaji veljala, zadošča
    Privzeto mikrokvalifikacija ima te podatke
      | vrsta zagotavljanja kakovosti | notranje |
    In register "DEQAR" navaja izdajatelja s temi podatki
      | presojo je opravil | Primer agencije za kakovost |
      | standard presoje   | ESG                         |
      | raven presoje      | ustanova                    |
      | izid presoje       | pozitiven                   |
      | velja od           | 2021-01-01                  |
      | velja do           | 2027-12-31                  |
    Ko kandidat zaprosi za priznanje za izbirne kreditne točke
    Potem je izid polno priznanje

  Scenarij: O presoji, ki je pred izdajo potekla, presodi gostiteljica sama
    Privzeto mikrokvalifikacija ima te podatke
      | vrsta zagotavljanja kakovosti | notranje |
    In register "DEQAR" navaja izdajatelja s temi podatki
      | presojo je opravil | Primer agencije za kakovost |
      | velja od           | 2015-01-01                  |
      | velja do           | 2020-12-31                  |
    Ko kandidat zaprosi za priznanje za izbirne kreditne točke
    Potem je izid zadržana odločitev
    In je razlog quality-lapsed

  Scenarij: O statusu izdajatelja ima zadnjo besedo register
    Privzeto register "Register ministrstva" navaja izdajatelja s temi podatki
      | formalni status | neformalni |
    Ko kandidat zaprosi za priznanje za izbirne kreditne točke
    Potem je izid napotitev na vrednotenje predhodnega učenja
    In obrazložitev pove "v registru ponudnik neformalnega izobraževanja"
