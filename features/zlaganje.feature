# language: sl
# Kaj se iz enot sestavi: primeri združevanja. Enota je na ravni EOK 7 in iz junija 2025, kjer vrstica ne pove drugega.

@stacking
Funkcija: Enote se sestavijo v listino, če to dovolijo vsa pravila gostiteljice

  @D01
  Scenarij: Polovica potrdila je od drugod, in vse drugo drži
    Privzeto učeči se ima enote
      | oznaka | točke | raven | izdajatelj   | vrsta            |
      | I1     | 10    | 7     | gostiteljica | modul            |
      | I2     | 5     | 7     | gostiteljica | sklepni projekt  |
      | E1     | 10    | 7     | drugje       | modul            |
      | E2     | 5     | 6     | drugje       | modul            |
    Ko se sklop presoja po pravilih hosts/example-university/pgcert-30
    Potem je sklop ustrezen
    In so upoštevane enote I1, I2, E1, E2
    In je upoštevanih 30 ECTS
    In je enota I2 vpisana na capstone

  @D03
  Scenarij: Edina izbira pod omejitvijo ni tista, ki najprej vzame največjo enoto
    Privzeto pravila gostiteljice „PGDip-60“ zahtevajo natanko 60 ECTS
    In od drugih izdajateljev sme biti največ 50 % skupnega obsega, upoštevane so cele enote
    In vsaj 40 ECTS mora biti na ravni EOK 7 ali višje
    In učeči se ima enote
      | oznaka | točke | raven | izdajatelj   |
      | I1     | 15    | 7     | gostiteljica |
      | I2     | 10    | 7     | gostiteljica |
      | I3     | 5     | 6     | gostiteljica |
      | E1     | 20    | 7     | drugje       |
      | E2     | 15    | 7     | drugje       |
      | E3     | 15    | 6     | drugje       |
    Ko se sklop presoja za „PGDip-60“
    Potem je sklop ustrezen
    In so upoštevane enote I1, I2, I3, E2, E3
    In enota E1 ostane zaradi pravila external

  @D07 @P19
  Scenarij: Trije moduli iz teme pustijo šest točk, ker je natisnjeno 24 in ne 22,5
    Privzeto učeči se ima enote
      | oznaka | točke           | raven | izdajatelj   | tema  |
      | A      | 6 HKQF credits  | 6     | gostiteljica | theme |
      | B      | 6 HKQF credits  | 6     | gostiteljica | theme |
      | C      | 6 HKQF credits  | 6     | gostiteljica | theme |
      | D      | 6 HKQF credits  | 6     | gostiteljica | other |
      | E      | 6 HKQF credits  | 6     | gostiteljica | other |
    In applied je opravljeno
    Ko se sklop presoja po pravilih hosts/hku-space/certificate
    Potem je sklop neustrezen
    In za theme manjka 6 točk

  @D08
  Scenarij: Obseg je dosežen, raven ni
    Privzeto učeči se ima enote
      | oznaka | točke | raven | izdajatelj   |
      | A      | 38    | 7     | gostiteljica |
      | B      | 22    | 6     | gostiteljica |
    Ko se sklop presoja po pravilih hosts/mfhea/pgdip
    Potem je sklop neustrezen
    In za at-level manjka 2 ECTS

  @D09
  Scenarij: Listina s 27 točkami ni potrdilo
    Privzeto učeči se ima enote
      | oznaka | točke | raven | izdajatelj   |
      | A      | 15    | 7     | gostiteljica |
      | B      | 12    | 7     | gostiteljica |
    Ko se sklop presoja po pravilih hosts/mfhea/level-7-award
    Potem je sklop ustrezen
    In se listina imenuje „Listina“

  @D20
  Oris scenarija: Ista enota je ob vlogi sveža in ob podelitvi prestara
    Privzeto pravila gostiteljice „Ura“ zahtevajo vsaj 5 ECTS
    In ob dogodku <ura> sme biti enota stara največ 5 let
    In učeči se ima enote
      | oznaka | točke | doseženo   |
      | A      | 5     | 2020-06-30 |
    In učeči se je oddal vlogo 2025-06-01
    In listina naj bi bila podeljena 2025-09-15
    Ko se sklop presoja za „Ura“
    Potem je sklop <izid>

    Primeri:
      | ura      | izid       |
      | vloga    | ustrezen   |
      | podelitev | neustrezen |

  @D21
  Scenarij: Brez dneva pridobitve nihče ne ve, ali je enota sveža
    Privzeto pravila gostiteljice „Ura“ zahtevajo vsaj 5 ECTS
    In ob dogodku podelitev sme biti enota stara največ 5 let
    In učeči se ima enote
      | oznaka | točke | doseženo | izdano     |
      | A      | 5     | -        | 2025-06-30 |
    Ko se sklop presoja za „Ura“
    Potem je sklop neodločen
    In odloča dan pridobitve enote A

  @D24
  Scenarij: Devet let star predmet preveri izpit
    Privzeto učeči se ima enote
      | oznaka | točke  | raven | izdajatelj   | doseženo   |
      | F1     | 27 SCH | 7     | gostiteljica | 2024-06-15 |
      | S1     | 3 SCH  | 7     | gostiteljica | 2017-01-10 |
    Ko se sklop presoja po pravilih hosts/revalidation-alabama/master-30
    Potem je sklop pogojno ustrezen
    In je odprt pogoj eight-years za enoto S1

  @D26
  Scenarij: Kjer se presežek zabeleži, iste enote zadoščajo
    Privzeto pravila gostiteljice „Vsaj“ zahtevajo vsaj 60 ECTS
    In učeči se ima enote
      | oznaka | točke | izdajatelj   |
      | A      | 15    | gostiteljica |
      | B      | 15    | gostiteljica |
      | C      | 15    | gostiteljica |
      | D      | 10    | gostiteljica |
      | E      | 7,5   | gostiteljica |
    Ko se sklop presoja za „Vsaj“
    Potem je sklop ustrezen
    In je upoštevanih 62,5 ECTS
    In je presežek 2,5 ECTS

  @D33
  Scenarij: Od dveh izbir tista, ki enoto pusti prosto
    Privzeto pravila gostiteljice „Prosto“ zahtevajo natanko 20 ECTS
    In učeči se ima enote
      | oznaka | točke |
      | A      | 10    |
      | B      | 10    |
      | X      | 10    |
    In učeči se želi ohraniti proste X
    Ko se sklop presoja za „Prosto“
    Potem je sklop ustrezen
    In so upoštevane enote A, B

  @D39
  Scenarij: Kdor nima ničesar, mu manjka vse
    Privzeto učeči se nima enot
    Ko se sklop presoja po pravilih hosts/keele/pgcert
    Potem je sklop neustrezen
    In ni upoštevana nobena enota
    In za total manjka 60 CATS

  Scenarij: Kdor zaradi premajhnega obsega ne dobi magisterija, ima potrdilo
    Privzeto učeči se ima enote
      | oznaka | točke | raven | izdajatelj   |
      | A      | 25    | 7     | gostiteljica |
      | B      | 5     | 6     | gostiteljica |
    Ko se sklop presoja po pravilih hosts/mfhea/master
    Potem je sklop neustrezen
    In je dosežena izhodna listina pgcert

  @D43
  Scenarij: Delodajalec združi tri značke in ne vpraša po ogrodju
    Privzeto učeči se ima enote
      | oznaka | točke | vrsta  | raven | izdajatelj |
      | A      | -     | značka | -     | drugje     |
      | B      | -     | značka | -     | drugje     |
      | C      | -     | značka | -     | drugje     |
    Ko se sklop presoja po pravilih hosts/example-works/senior-technician
    Potem je sklop ustrezen
    In so upoštevane enote A, B, C

  @D44
  Scenarij: Pravila, ki zahtevajo več, kot dovolijo, so zavrnjena ob branju
    Privzeto pravila gostiteljice za združevanje vsebujejo te določbe
      """
      total: {exactly: 30 ECTS}
      requires:
        - {id: core, choose: 20 ECTS, from: themes contains 'core'}
        - {id: capstone, choose: 15 ECTS, from: kind is capstone}
      """
    Ko se preberejo pravila gostiteljice za združevanje
    Potem so pravila za združevanje zavrnjena z „35“
