# language: sl
# Pravila gostiteljic za združevanje, ki so priložena: po en sklop, ki ustreza, in en, ki ne.

@stacking @policies
Funkcija: Pravila gostiteljic za združevanje

  Oris scenarija: Nemčija od drugod kot z visoke šole vzame polovico
    Privzeto učeči se ima enote
      | oznaka | točke    | raven | izdajatelj   | področje           |
      | I1     | <lastne> | 6     | gostiteljica | visoko šolstvo     |
      | W1     | <druge>  | 6     | drugje       | delodajalec        |
    Ko se sklop presoja po pravilih hosts/germany-kmk/bachelor
    Potem je sklop <izid>
    In za total manjka <manjka> ECTS

    Primeri:
      | lastne | druge | izid       | manjka |
      | 90     | 90    | ustrezen   | 0      |
      | 89     | 91    | neustrezen | 91     |

  Oris scenarija: Avstrija omeji šolo na 60, poklic na 60, oboje na 90
    Privzeto učeči se ima enote
      | oznaka | točke    | raven | izdajatelj   | področje                | vrednoteno |
      | I1     | <lastne> | 6     | gostiteljica | visoko šolstvo          | -          |
      | S1     | <šola>   | 4     | drugje       | poklicno izobraževanje  | -          |
      | P1     | <poklic> | 6     | drugje       | delodajalec             | <vred>     |
    Ko se sklop presoja po pravilih hosts/austria-ug78/bachelor
    Potem je sklop <izid>

    Primeri:
      | lastne | šola | poklic | vred | izid       |
      | 90     | 45   | 45     | da   | ustrezen   |
      | 60     | 60   | 60     | da   | neustrezen |
      | 119    | 1    | 60     | ne   | neustrezen |

  Oris scenarija: Potrdilo Univerze Keele ima 60 točk, od tega 40 na ravni 7
    Privzeto učeči se ima enote
      | oznaka | točke       | raven | izdajatelj   |
      | A      | <na> CATS   | 7     | gostiteljica |
      | B      | <pod> CATS  | 6     | gostiteljica |
    Ko se sklop presoja po pravilih hosts/keele/pgcert
    Potem je sklop <izid>
    In za at-level manjka <manjka> CATS

    Primeri:
      | na | pod | izid       | manjka |
      | 40 | 20  | ustrezen   | 0      |
      | 30 | 30  | neustrezen | 10     |

  Oris scenarija: Magisterij Univerze Keele ima dva izhoda
    Privzeto učeči se ima enote
      | oznaka | točke     | raven | izdajatelj   |
      | A      | <na> CATS | 7     | gostiteljica |
      | B      | 30 CATS   | 6     | gostiteljica |
    Ko se sklop presoja po pravilih hosts/keele/master
    Potem je sklop <izid>
    In <izhod>

    Primeri:
      | na  | izid       | izhod                                |
      | 150 | ustrezen   | ni dosežena nobena izhodna listina   |
      | 90  | neustrezen | je dosežena izhodna listina pgdip    |
      | 40  | neustrezen | je dosežena izhodna listina pgcert   |

  Oris scenarija: Švedska stopnja nima ne manj ne več
    Privzeto učeči se ima enote
      | oznaka | točke | izdajatelj   |
      | A      | <ena> | gostiteljica |
      | B      | <dve> | gostiteljica |
    Ko se sklop presoja po pravilih hosts/mid-sweden/master-60
    Potem je sklop <izid>

    Primeri:
      | ena | dve  | izid       |
      | 30  | 30   | ustrezen   |
      | 45  | 22,5 | neustrezen |

  Oris scenarija: Elche da pol točke za tri mesece
    Privzeto učeči se ima enote
      | oznaka | točke    | raven | izdajatelj   | vrsta    | izkušnje |
      | I1     | <lastne> | 6     | gostiteljica | modul    | -        |
      | W1     | -        | -     | drugje       | izkušnje | <čas>    |
    Ko se sklop presoja po pravilih hosts/umh/degree-240
    Potem je sklop <izid>

    Primeri:
      | lastne | čas         | izid       |
      | 238    | 12 mesecev  | ustrezen   |
      | 239,5  | 2 meseca    | neustrezen |

  Oris scenarija: Petletna veljavnost pri britanskem izvajalcu se dokaže s prakso
    Privzeto učeči se ima enote
      | oznaka | točke   | raven | izdajatelj   | doseženo   | praksa   |
      | I1     | 30 CATS | 7     | gostiteljica | 2025-06-15 | -        |
      | R1     | 30 CATS | 7     | drugje       | <dan>      | <praksa> |
    In učeči se je oddal vlogo 2025-10-01
    Ko se sklop presoja po pravilih hosts/uk-postgraduate-rpl/pgcert
    Potem je sklop <izid>

    Primeri:
      | dan        | praksa | izid              |
      | 2024-06-15 | -      | ustrezen          |
      | 2019-06-15 | -      | pogojno ustrezen  |
      | 2019-06-15 | da     | ustrezen          |

  Oris scenarija: Ponovno se preveri največ dvanajst točk, prenesene pa nikoli
    Privzeto učeči se ima enote
      | oznaka | točke       | raven | izdajatelj   | doseženo   |
      | F1     | <nove> SCH  | 7     | gostiteljica | 2024-06-15 |
      | S1     | <stare> SCH | 7     | <kdo>        | 2018-06-15 |
    Ko se sklop presoja po pravilih hosts/revalidation-utrgv/master-36
    Potem je sklop <izid>

    Primeri:
      | nove | stare | kdo          | izid             |
      | 24   | 12    | gostiteljica | pogojno ustrezen |
      | 23   | 13    | gostiteljica | neustrezen       |
      | 24   | 12    | drugje       | neustrezen       |

  Oris scenarija: Koreja zahteva smer, splošne predmete in akreditirane predmete
    Privzeto učeči se ima enote
      | oznaka | točke                   | raven | izdajatelj | tema    | akreditirano |
      | M1     | <smer> Korean credits   | 6     | drugje     | major   | ne           |
      | L1     | 30 Korean credits       | 6     | drugje     | liberal | ne           |
      | P1     | 18 Korean credits       | 6     | drugje     | other   | da           |
      | X1     | <drugo> Korean credits  | 6     | drugje     | other   | ne           |
    Ko se sklop presoja po pravilih hosts/korea-acbs/bachelor
    Potem je sklop <izid>
    In za major manjka <manjka> točk

    Primeri:
      | smer | drugo | izid       | manjka |
      | 60   | 32    | ustrezen   | 0      |
      | 59   | 33    | neustrezen | 1      |

  Oris scenarija: V Arizoni je predmet največ v dveh programih
    Privzeto učeči se ima enote
      | oznaka | točke  | raven | izdajatelj   | uporabljeno za |
      | A      | 21 SCH | 7     | gostiteljica | -              |
      | B      | 9 SCH  | 7     | gostiteljica | <listine>      |
    In approved-stack je opravljeno
    Ko se sklop presoja po pravilih hosts/arizona/master
    Potem je sklop <izid>

    Primeri:
      | listine     | izid       |
      | cert-1      | ustrezen   |
      | cert-1; phd | neustrezen |
