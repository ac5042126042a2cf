# language: sl
# Sedem meril za mikrokvalifikacije in kaj iz njih sledi za posamezen namen.

@criteria
Funkcija: Mikrokvalifikacija se presodi po sedmih merilih, namen pa določa, katera so odločilna

  Ozadje:
    Privzeto kandidat predloži v celoti opisano mikrokvalifikacijo „Podatkovna etika“
    In potrjeno je, da je pristna in da pripada kandidatu
    In gostiteljica je example-university

  @B07
  Scenarij: Spletni preizkus brez preverjanja istovetnosti nadomesti obvezni predmet po ustnem izpitu
    Privzeto mikrokvalifikacija ima te podatke
      | podatek             | vrednost                                 |
      | delovna obremenitev | 4 ECTS                                   |
      | oblika udeležbe     | na spletu                                |
      | nadzor              | brez nadzora in preverjanja istovetnosti |
    In obvezni predmet „Podatkovna etika“ gostiteljice ima 4 ECTS na ravni EOK 7, bistvenih učnih izidov pa je 4
    In število bistvenih učnih izidov, ki jih zajema, je 4
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid pogojno priznanje
    In število vpisanih ECTS je 4
    In obrazložitev pove „Potrditveni preizkus učnih izidov pri gostiteljici“
    In obrazložitev pove „v šestih mesecih od te odločitve“
    In je merilo ugotavljanje istovetnosti ocenjeno kot brez

  @B07
  Scenarij: Za izbirne kreditne točke isto izobraževanje zadošča, če gostiteljica istovetnosti ne preverja
    Privzeto mikrokvalifikacija ima te podatke
      | podatek             | vrednost                                 |
      | delovna obremenitev | 4 ECTS                                   |
      | oblika udeležbe     | na spletu                                |
      | nadzor              | brez nadzora in preverjanja istovetnosti |
    In pravila gostiteljice določajo
      | istovetnost za izbirne točke | brez |
    Ko kandidat zaprosi za priznanje za izbirne kreditne točke
    Potem je izid polno priznanje
    In število vpisanih ECTS je 4

  @B08 @published @source:Nuffic-Micro-evaluator
  Scenarij: Pri izobraževanju na kraju samem se istovetnost ne presoja
    Privzeto mikrokvalifikacija ima te podatke
      | podatek         | vrednost                                 |
      | oblika udeležbe | na kraju samem                           |
      | nadzor          | brez nadzora in preverjanja istovetnosti |
    In obvezni predmet „Podatkovna etika“ gostiteljice ima 5 ECTS na ravni EOK 7, bistvenih učnih izidov pa je 5
    In število bistvenih učnih izidov, ki jih zajema, je 5
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid polno priznanje
    In je merilo ugotavljanje istovetnosti ocenjeno kot nepotrebno

  @B10 @published @source:Nuffic-Micro-evaluator
  Scenarij: Akreditirana ustanova, ki o samem izobraževanju ne pove ničesar, ima zadostno kakovost
    Privzeto mikrokvalifikacija ima te podatke
      | podatek                       | vrednost   |
      | zagotavljanje kakovosti       | ESG        |
      | vrsta zagotavljanja kakovosti | zunanje    |
      | zagotavljanje kakovosti od    | 2022-01-01 |
      | zagotavljanje kakovosti do    | 2027-12-31 |
    In obvezni predmet „Podatkovna etika“ gostiteljice ima 5 ECTS na ravni EOK 7, bistvenih učnih izidov pa je 5
    In število bistvenih učnih izidov, ki jih zajema, je 5
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid polno priznanje
    In je merilo zagotavljanje kakovosti ocenjeno kot znatno
