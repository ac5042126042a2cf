# language: sl
# Begunci, razseljene osebe in drugi v podobnem položaju, ki ne morejo predložiti listin (Lizbonska konvencija, VII. člen;
# priročnik EAR, 12. poglavje).

@displaced-persons
Funkcija: Nihče ni zavrnjen in nihče ne čaka zaradi listin, ki jih ni mogoče dobiti

  Ozadje:
    Privzeto kandidat predloži mikrokvalifikacijo „Računalništvo“ in o njej ni znano nič drugega
    In mikrokvalifikacija ima te podatke
      | imetnik | Ada Zgled |
    In kandidat je razseljena oseba, ki ne more predložiti listin
    In gostiteljica je example-university

  # izpeljano: Lizbonska konvencija o priznavanju, VII. člen; priročnik EAR, 12. poglavje
  @B24 @derived @source:EAR-12
  Scenarij: Namesto listin gostiteljica skupaj s kandidatom sestavi opis izobraževanja
    Privzeto obvezni predmet „Programiranje“ gostiteljice ima 5 ECTS na ravni EOK 6, bistvenih učnih izidov pa je 4
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid zahteva po dodatnih informacijah
    In je razlog background-paper-to-compile
    In lahko pomanjkljivost odpravi gostiteljica
    Toda izid ni zavrnitev

  # objavljena veljavnost: Svet Evrope
  @B25 @published @source:CoE-EQPR
  Scenarij: Kvalifikacijski potni list iz leta 2019 je v pomoč, opisa izobraževanja pa ne nadomešča več
    Privzeto po ugotovitvi gostiteljice velja
      | kvalifikacijski potni list z dne | 2019-05-20 |
    In obvezni predmet „Programiranje“ gostiteljice ima 5 ECTS na ravni EOK 6, bistvenih učnih izidov pa je 4
    Ko kandidat zaprosi za priznanje za oprostitev
    Potem je izid zahteva po dodatnih informacijah
    In obrazložitev pove „je veljal pet let“

  @P10 @published @source:EAR-12
  Scenarij: Potrjena praksa begunca računovodje se za zaposlitev prizna kot predhodno učenje
    Privzeto po ugotovitvi gostiteljice velja
      | opis izobraževanja | sestavljen |
      | zadosten listovnik | ne         |
      | potrjena praksa    | da         |
    In gostiteljica je example-works
    Ko kandidat zaprosi za priznanje za zaposlitev
    Potem je izid napotitev na vrednotenje predhodnega učenja
    In obrazložitev pove „dokumentirano; naslednja faza je ocenjevanje“
