# language: sl
# Usmeritev, področje in oblika študija. Kaj šteje, je odvisno od namena.

@profile
Funkcija: Razlika v usmeritvi šteje le tam, kjer namen ne more brez tega, kar manjka

  Ozadje:
    Privzeto kandidat predloži v celoti opisano mikrokvalifikacijo „Socialno delo v praksi“
    In potrjeno je, da je pristna in da pripada kandidatu

  @B34
  Scenarij: Strokovna listina brez usposabljanja za raziskovanje vodi v raziskovalni program po premostitvi
    Privzeto mikrokvalifikacija ima te podatke
      | usmeritev                     | strokovna |
      | usposabljanje za raziskovanje | ne        |
    In gostiteljica je example-university
    In predmet gostiteljice ima te podatke
      | kaj je    | program                 |
      | naslov    | Raziskovalni magisterij |
      | raven     | EOK 6                   |
      | usmeritev | raziskovalna            |
    In pravila gostiteljice določajo
      | nameni | vpis |
    Ko kandidat zaprosi za priznanje za vpis
    Potem je izid pogojno priznanje
    In je razlika pri elementu profil bistvena
    In obrazložitev pove „Premostitveni predmeti ali premostitvena naloga“

  @P12 @published @source:EAR-13
  Scenarij: Strokovna listina, pridobljena na spletu, se delodajalcu potrdi kot vsaka druga
    Privzeto mikrokvalifikacija ima te podatke
      | usmeritev       | strokovna |
      | oblika udeležbe | na spletu |
    In njeni učni izidi so
      | Svetuje družinam |
    In gostiteljica je example-works
    Ko kandidat zaprosi za priznanje za zaposlitev
    Potem je izid polno priznanje
    In bistvenih razlik ni
