# language: sl
# Vrednotenje neformalnega in priložnostnega učenja: ugotovljeno, dokumentirano, ocenjeno, potrjeno.

@validation
Funkcija: Znanje zunaj formalnega izobraževanja gre v vrednotenje, naslednja faza pa je vedno navedena

  Ozadje:
    Privzeto kandidat predloži v celoti opisano mikrokvalifikacijo „Podatkovna etika“
    In potrjeno je, da je pristna in da pripada kandidatu
    In gostiteljica je example-university

  @B11
  Scenarij: Delodajalčevo dokazilo gre na univerzi v vrednotenje in ni zavrnjeno
    Privzeto mikrokvalifikacija ima te podatke
      | podatek                     | vrednost               |
      | naslov                      | Prevoz nevarnega blaga |
      | izdajatelj                  | Logistika Primer       |
      | formalni status izdajatelja | neformalni             |
      | področje                    | delodajalec            |
      | ocenjevanje                 | praktični prikaz       |
      | oblika udeležbe             | pri delu               |
    In obvezni predmet „Varnost v prometu“ gostiteljice ima 5 ECTS na ravni EOK 6, bistvenih učnih izidov pa je 3
    In število bistvenih učnih izidov, ki jih zajema, je 3
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid napotitev na vrednotenje predhodnega učenja
    In obrazložitev pove „dokumentirano; naslednja faza je ocenjevanje“
    In obrazložitev pove „predložite listino z učnimi izidi, vzorce svojega dela in priporočila“
    Toda izid ni zavrnitev

  # načelo 5.7
  @B26
  Scenarij: Mikrokvalifikacija, pridobljena z vrednotenjem, velja enako kot pridobljena na tečaju
    Privzeto mikrokvalifikacija ima te podatke
      | podatek             | vrednost                       |
      | delovna obremenitev | 4 ECTS                         |
      | pot                 | vrednotenje predhodnega učenja |
      | ocenjevanje         | portfolijo; ustni izpit        |
    In obvezni predmet „Podatkovna etika“ gostiteljice ima 4 ECTS na ravni EOK 7, bistvenih učnih izidov pa je 4
    In število bistvenih učnih izidov, ki jih zajema, je 4
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid polno priznanje
    In število vpisanih ECTS je 4

  @B27
  Scenarij: Neocenjen portfolijo gre v vrednotenje in ni zavrnjen
    Privzeto mikrokvalifikacija ima te podatke
      | podatek                     | vrednost                       |
      | naslov                      | Deset let dela s podatki       |
      | formalni status izdajatelja | -                              |
      | ocenjevanje                 | -                              |
      | pot                         | vrednotenje predhodnega učenja |
      | stopnja vrednotenja         | dokumentirano                  |
    In obvezni predmet „Podatkovna etika“ gostiteljice ima 5 ECTS na ravni EOK 7, bistvenih učnih izidov pa je 5
    In število bistvenih učnih izidov, ki jih zajema, je 5
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid napotitev na vrednotenje predhodnega učenja
    In obrazložitev pove „naslednja faza je ocenjevanje“
    Toda izid ni zavrnitev

  # izpeljano: vodnik ETF, poglavje o veljavnem ocenjevanju
  @A02 @derived @source:ETF-guide-valid-assessment
  Scenarij: Potrdilo o udeležbi gre v vrednotenje na njegovi prvi stopnji
    Privzeto mikrokvalifikacija ima te podatke
      | podatek             | vrednost        |
      | naslov              | Spletni seminar |
      | delovna obremenitev | 12 ur           |
      | ocenjevanje         | samo udeležba   |
    Ko kandidat zaprosi za priznanje za izbirne kreditne točke
    Potem je izid napotitev na vrednotenje predhodnega učenja
    In obrazložitev pove „ugotovljeno; naslednja faza je dokumentiranje“
