# language: sl
# Kar je bilo obljubljeno, se prizna brez ponovne primerjave; roki in prejšnje odločitve. Isti primeri v angleščini:
# automatic-route.feature, applications.feature, joint-awards.feature.

@samodejno
Funkcija: Kar je bilo obljubljeno, se prizna brez ponovne primerjave

  Ozadje:
    Privzeto kandidat predloži v celoti opisano mikrokvalifikacijo "Etika podatkov"
    In potrjeno je, da je pristna in da pripada kandidatu
    In gostiteljica je example-university
    In obvezni predmet "Etika podatkov" gostiteljice ima 5 ECTS na ravni EOK 7, bistvenih učnih izidov pa je 5
    In število bistvenih učnih izidov, ki jih zajema, je 5

  # objavljeno: Priporočilo Sveta 2018/C 444/01
  @B29 @published @source:council-recommendation-2018
  Scenarij: Podpisan študijski sporazum in prepis ocen nadomestita predmet
    Privzeto število bistvenih učnih izidov, ki jih zajema, je 1
    In študijski sporazum, ki so ga podpisali vsi, jo navaja za predmet, prepis ocen pa izkazuje pozitivno oceno
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid polno priznanje
    In je razlog component-as-agreed
    In obrazložitev pove "takoj ter brez primerjave"

  Scenarij: Študijski sporazum druge osebe ne šteje in nikomur ne škodi
    Privzeto študijski sporazum, ki so ga podpisali vsi, jo navaja za predmet, prepis ocen pa izkazuje pozitivno oceno
    In študijski sporazum ima te podatke
      | podatek  | vrednost   |
      | učeči se | Bor Primer |
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid polno priznanje
    In je ugotovitev agreement-of-another-person

  @E04
  Scenarij: O izjavah, ki si nasprotujeta, odloči človek
    Privzeto izjava 2025-2, ki jo je 2025-05-01 dal organ "Svet programa", jo sprejema za predmet
    In izjava 2025-3, ki jo je 2025-05-01 dal organ "Senat fakultete", je ne sprejema za predmet
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid zadržana odločitev
    In vprašanje razreši gostiteljica
    In obrazložitev pove "2025-2"
    In obrazložitev pove "2025-3"

  # izpeljano: Spremenjeno priporočilo 2010
  @B31 @derived @source:revised-recommendation-2010
  Scenarij: Dan po izteku štirih mesecev je odločitev prepozna
    Privzeto podatki so bili popolni 2026-01-15
    In dan odločanja je 2026-05-16
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je rok za odločitev 2026-05-15
    In je odločitev prepozna

  # objavljeno: priročnik EAR, poglavje 15, primer 2
  @P15 @published @source:EAR-15
  Scenarij: Zasebno podjetje med izdajatelji ne spremeni ničesar, če je študij potekal na priznanih ustanovah
    Privzeto podeljena je bila skupaj s soizdajateljem "Univerza v Torinu", njegov status je formalni
    In podeljena je bila skupaj s soizdajateljem "Svetovanje Zgled", njegov status je neformalni
    In kandidat je študiral pri izdajatelju "Univerza v Torinu"
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid polno priznanje
