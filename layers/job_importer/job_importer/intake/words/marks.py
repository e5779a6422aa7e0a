"""How publishers say within an item that its job is not open. In lower case, letters and digits alone, no accents.

Of each entry a test has an example.
"""

IS_OPEN = (
    "active activated published listed visible isopen ispublic isavailable islive isenabled open available"
    " aktiv aktiviert veroffentlicht sichtbar actif active publie enligne activo activa publicado publicada visivel"
    " attivo attiva pubblicato pubblicata ativo ativa actief gepubliceerd zichtbaar aktywna aktywne opublikowana"
    " opublikowane publicerad aktivni"
)
"""Fields that say yes of a job that is open; of these with `is` before, likewise."""

IS_SHUT = (
    "inactive draft filled closed archived deleted expired hidden paused suspended unlisted unpublished cancelled"
    " canceled withdrawn removed deactivated disabledjob"
    " inaktiv geschlossen besetzt entwurf archiviert geloscht abgelaufen versteckt deaktiviert"
    " inactif inactive fermee ferme cloturee cloture pourvue pourvu brouillon archivee archive expiree expire"
    " cerrada cerrado cubierta cubierto borrador archivada archivado caducada caducado inactivo inactiva"
    " chiusa chiuso bozza archiviata archiviato scaduta scaduto coperta inattivo inattiva"
    " encerrada encerrado fechada fechado preenchida rascunho arquivada arquivado inativa inativo"
    " gesloten vervuld gearchiveerd verlopen inactief ingevuld"
    " zamknieta zamkniete nieaktywna nieaktywne wygasla archiwalna szkic stangd lukket utgatt uzavrena"
)
"""Fields that say yes of a job that is not; and what a field for the status says of it."""

SHUT_AT = "deletedat archivedat deletedon archivedon datedeleted datearchived"
"""Fields that have a date once the job is no longer there. (`closedat`, `expiredat` are as often a deadline.)"""

STATUS = "status state statut estado estatus stato situacao stan tilstand visibility sichtbarkeit visibilite"
"""What a field for the status is called, alone or behind one of OF_A_JOB."""

OF_A_JOB = (
    "job posting post vacancy position opening jobopening positionopening requisition req offer offre oferta advert ad"
    " advertisement jobad listing joblisting jobposting publication publish publishing opportunity role workflow"
    " lifecycle record item human current stellen vaga"
)
"""`job_status`, `postingState`, `human-status`; as `is` before a flag, `jobactive`, `postingclosed`."""

SHUT_WORDS = "offline trash trashed hold ended stopped discontinued stopp unpublish private internal"
"""What a field for the status says besides. `private` and `internal` where it tells of visibility."""

OF_VISIBILITY = (
    "visibility sichtbarkeit visibilite publicationstatus publishingstatus publishstatus postingstatus poststatus"
)

ASIDES = (
    "job jobs position vacancy posting post offer offre oferta vaga vacature stelle poste is the has been was already"
    " and or for to new on applications application applicants candidates offer accepting now currently temporarily"
    " by us de la le les el os as a o an is est esta sind ist candidatures candidature bewerbungen"
)
"""What may stand beside such a word: "position filled", "closed to new applications", "on hold"."""

NOT = "not no longer nicht mehr non pas plus niet meer nao mais nie ikke inte ya"
"""Before a word for open: "not published", "no longer available", "nicht mehr aktiv"."""

OPEN_WORDS = (
    "active open published listed visible available live public accepting online"
    " aktiv offen veroffentlicht sichtbar verfugbar ouvert ouverte disponible actif active publie publiee visible"
    " abierta abierto disponible activo activa publicado publicada aperta aperto attivo attiva pubblicato pubblicata"
    " aberta aberto ativo ativa publicada actief open beschikbaar gepubliceerd zichtbaar aktywna otwarta dostepna"
)

YES = "true yes y 1 ja oui si sim tak on"
NO = "false no n 0 nein non nee nie nej nao off"
