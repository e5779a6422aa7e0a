"""What publishers call the fields of a job, in the plain spelling of `xml.names` (lower case, no separators).

Collected from the documents that the formats name, and from feeds seen in public repositories. The order is that of
preference.
"""

from collections.abc import Mapping

from job_importer.intake.fields.pay_names import PAY, PAY_MAX, PAY_MIN
from job_importer.intake.fields.values import words

Aliases = Mapping[str, tuple[str, ...]]


IDS = words(
    "referencenumber jobreference jobreferencenumber referenceid reference refnumber refno jobref requisitionid"
    " jobrequisitionid reqid requisitionnumber jobid jobidentifier jobkey jobcode jobnumber jobnum jobno vacancyid"
    " vacancynumber vacancyreference positionid postingid jobpostingid joblistingid listingid advertid adid"
    " adreference offerid offerreference opportunityid referenznummer referenz referencia kennung stellenid"
    " partnerjobid externalid externalreference externaljobid jobreqid reqnumber contestnumber jobrefcode refcode"
    " jobrefid anzeigennummer anzeigenid stellennummer vacaturenummer vacatureid idoferta idoffre offreid"
    " numerooffre senderreference displayreference jobpositionpostingid numerreferencyjny numeroferty codigooferta"
    " annonsid annonseid refnr atsjobid displayjobid requisitioncode vacancycode vacancyref joborderid codice"
    " codigo codiceannuncio riferimento referenciaoferta kodoferty jobpostid opportunityguid inseratid did"
    " stillingsid idvaga idannuncio idvacature"
    " ilmoitusnumero jobdbid kennziffer stellenkennziffer annonsnummer stillingsnummer annoncenummer"
    " refoffre referenceoffre numeroannonce idannonce idogloszenia numerogloszenia idnabidky cislonabidky"
    " ausschreibungsnummer"
    " documentid uniqueid uuid guid id identifier sku uid shortcode slug code kod"
)
ID_ATTRIBUTES = words("@id @jobid @jobrefcode @ref @reference @referencenumber @externalid @key @guid @uid @code")

_NAMES: Aliases = {
    "title": words(
        "jobpositiontitledescription externalpostingname title jobtitle positiontitle vacancytitle postingtitle"
        " jobpostingtitle externaltitle advertisedtitle offertitle jobopeningname vacaturetitel vacaturenaam"
        " functienaam tituloferta intituleposte puesto jobname positionname jobposttitle rolename vacancyname"
        " position name headline stellenbezeichnung stellentitel titre intitule titulo titel titolo posizione"
        " mansione stanowisko nazwastanowiska cargo nomevaga tituloda titulovaga headlinetext overskrift"
        " stillingstittel tittel stillingsbetegnelse bezeichnungstelle appellationlibelle functietitel bezeichnung"
        " role designation subject @title @name titreoffre titoloannuncio titreposte nomposte rubrik storytitle"
        " displayjobtitle beruf"
        " otsikko tehtavanimike nimike nazevpozice nazov nazev pozice jobtitel stellenname tytul tytuloferty"
        " intitulee titulopuesto titrejob functienaamvacature nazwastanowiskapracy megnevezes munkakor"
        " denumire functie poste libelleposte nomofferta figuraricercata"
    ),
    "company": words(
        "company companyname employer employername hiringorganization hiringorganizationname organization"
        " organizationname organisation organisationname advertiser advertisername clientname client agency"
        " agencyname brand business firma unternehmen arbeitgeber entreprise companydisplayname hiringorgname"
        " advertiserdisplayname nazwafirmy pracodawca empregador datoredilavoro werkgever arbetsgivare"
        " arbejdsgiver arbeidsgiver foretag virksomhed bedrift nomeempresa ragionesociale societe empresa azienda"
        " bedrijf bedrijfsnaam firmenname nomentreprise nombreempresa hiringcompany contactcompany sourcename"
        " recruiter companytitle subcompany recruitingcompany @company companies behoerde behorde dienststelle"
        " clientcompanyname postedcompany careerpagename"
        " tyonantaja yritys zamestnavatel zamestnavatelnazev spolecnost organisaatio betrieb dienstgeber"
        " arbeidsgivernavn arbetsgivarnamn foretagsnamn firmanavn virksomhedsnavn nazwapracodawcy nomeazienda"
        " nomsociete raisonsociale razonsocial clientcorporation organisatie munkaltato angajator"
    ),
    "location": words(
        "fulllocation location joblocation formattedlocation locationname joblocationname locations worklocation"
        " primarylocation locationsname locationstext formattedaddress candidaterequiredlocation"
        " locationrestrictions place region office site standort arbeitsort ort lieu lugar ubicacion localizacion"
        " localidad luogo locatie worklocations jobpositionlocation workplaceaddress physicallocation einsatzort"
        " dienstort arbeitsorte standorte lieutravail lieudetravail lugardetrabajo sededilavoro sede localidade"
        " localtrabalho standplaats miejscepracy lokalizacja lokalisering arbetsort arbejdssted arbeidssted"
        " addresses plaats address jobaddress @location workplace"
        " sijainti tyopaikkakunta tyoskentelypaikka mistoprace mistovykonuprace miestovykonuprace lokalita"
        " sted localisation lieuposte luogodilavoro luogolavoro sedelavoro lugartrabajo ubicaciontrabajo"
        " localdetrabalho werklocatie locatienaam miejsce munkavegzeshelye countries"
    ),
    "city": words(
        "city cities town jobcity locationcity cityname ville ciudad cidade citta stad stadt by poststed"
        " postort miasto miejscowosc"
        " comune commune kommun gemeente municipio ortsname kommune vestigingsplaats citycode municipality suburb @city"
        " actualcity geocity poblacion einsatzortort ortname"
        " mesto obec paikkakunta kaupunki kunta localita localite varos oras"
    ),
    "state": words(
        "state province stateprovince jobstate locationstate statecode county regionname departement bundesland"
        " provincia estado regione wojewodztwo lan fylke distrito provincie kanton federalstate @state area uf"
        " maakunta okres kraj"
    ),
    "postal": words(
        "postalcode zip zipcode postcode jobzip plz codepostal cp cap"
        " postinumero psc postnr postnummer kodpocztowy codigopostal codicepostale"
    ),
    "country": words(
        "country countrycode jobcountry locationcountry countryname countryid pays pais land nazione maa"
        " stat kraj landname paese isocountry addresscountry @country geocountry orszag tara krajina"
    ),
    "url": words(
        "direkturl alternateurl url link joburl urljobad jobdetailurl detailurl detailsurl jobadurl jobpostingurl"
        " jobpositionurl jobpublicationurl jobpublicurl publicurl canonicalpositionurl webpageurl careersurl"
        " jobboardurl viewurl displayurl shareurl positionuri positionurl joblink descriptionurl applyurl"
        " applicationurl applylink applyonlineurl applicationformurl externeurl urlorigine urlapply externalurl"
        " externaladurl externalapplyurl canonicalurl absoluteurl hostedurl landingpage landingpageurl deeplink"
        " permalink weburl vacancyurl vacatureurl urloferta urloffre urlvaga linkvaga enlaceoferta lienoffre"
        " linkannuncio offerurl vacancylink lank redirecturl responseurl applicationlink applicationuri postingurl"
        " shortlink posturl advertisementurl adurl jobadlink candidatelink applicantapplylink applicantlink jobviewurl"
        " careerpageurl jobapplyurl positionpostingurl vacurl apply href uri lien enlace guid @url @href @link linkki"
        " ilmoituslinkki odkaz lenke stellenlink stellenurl lienannonce urlannonce vacaturelink linkoferta linkoferty"
        " linkogloszenia linkofferta urlofferta urlvacante annonselenke bewerbungslink bewerbungsurl hakulinkki"
        " ansokningslank ansoegningslink lienpostuler urlcandidature sollicitatielink internetreference"
    ),
    "description": words(
        "description jobdescription descr content:encoded content fulldescription fulltext longdescription"
        " htmldescription vacancydescription body text jobbody details jobdetails jobad htmlad positiondescription"
        " descriptionexternal descriptionposte contents overview stellenbeschreibung beschreibung descriptif"
        " externaldescription descricaovaga descripcionoferta descriptionoffre descriptifposte descrizioneannuncio"
        " vacatureomschrijving userprovideddescription descripcion descricao jobdescriptionhtml descriptionhtml"
        " jobpositiondescription opis opisstanowiska opisoferty beskrivning beskrivelse stillingsbeskrivelse"
        " annonstekst jobtext stellentext objective missions descrizione omschrijving functieomschrijving summary"
        " shortdescription briefdescription shortdesc descriptionteaser introduction einleitung jobsummary excerpt"
        " abstract snippet teaser intro vorspann commenttext roledescription"
        " kuvaus tyonkuvaus ilmoitusteksti popisprace popispozice popis jobtekst stillingstekst annonstext"
        " tresc trescogloszenia testo testoannuncio texteannonce texte textooferta vacaturetekst tekst"
        " anzeigentext stellenausschreibung tatigkeitsbeschreibung jobadtext leiras descriere publicdescription"
        " generaltext #text"
    ),
    "sections": words(
        "responsibilities duties examplesofduties jobresponsibilities requirements jobrequirements qualifications"
        " jobqualifications skillsrequired requiredskills profile profil candidateprofile benefits joboffer"
        " whatweoffer profilrecherche aufgaben anforderungen wirbieten functieeisen requisitos"
        " supplementalinformation companydescription aboutcompany tasks weoffer angebot requisiti wymagania"
        " oferujemy obowiazki requisitiofferta keyresponsibilities skillsknowledgeexpertise majorduties"
        " qualificationsummary kvalifikationer kravprofil closingtext eisen wijbieden functieinhoud"
        " mainrequirements nicetohave"
        " ihreaufgaben ihrprofil deineaufgaben deinprofil vaatimukset tarjoamme pozadavky nabizime"
        " arbeidsoppgaver arbetsuppgifter vitilbyder vierbjuder profielschets"
    ),
    "employment_type": words(
        "jobtype employmenttype jobtypes contracttype contract jobstatus positiontype employment vacancytype"
        " workinghours workhours schedule hours shift worktime timetype jobschedule employmenttypes"
        " employmenttypelabel employmenttypename employmenttypetext jobtypename jobtypelabel contracttypename"
        " contracttypelabel typeofemployment employmentstatus employmentstatuslabel contracttime"
        " classificationtime anstellungsart beschaeftigungsart vertragsart arbeitszeit contrat typecontrat"
        " typedecontrat tipocontrato jornada jornadalaboral stillingstype typeemploi contratto dienstverband"
        " rodzajumowy umowa tipocontratto tipovinculo regime anstallningsform ansaettelsesform engagementtype"
        " typeofposition positionofferingtype beschaftigungsart befristung employmentlevel extent workday"
        " tempstravail wymiarpracy etat orario orariodilavoro horario workingtime workingtimes worktype"
        " hoursperweek uren arbetstid omfang omfattning positionschedule workinghourstype workpattern type"
        " tyosuhde tyosuhteentyyppi uvazek typuvazku pracovnipomer ansettelsesform wymiaretatu typumowy"
        " worktimes workload tipojornada tipodejornada tipodecontrato tipodicontratto tipologiacontratto"
        " tipocontratual naturecontrat contractvorm soortdienstverband tyoaika arbeitszeitmodell employmenttypecode"
        " positionscheduletypecode anstallning omfattning"
    ),
    "hours": words(
        "contracttime workinghours workhours schedule timetype positiontimetype hours worktime classificationtime"
        " jornada arbeitszeit jobstatus worktype workday extent tempstravail uren wymiarpracy etat orario"
        " orariodilavoro horario workingtime workingtimes arbetstid omfang omfattning positionschedule workinghourstype"
        " workpattern dureetravaillibelleconverti jornadalaboral"
        " tyoaika uvazek typuvazku wymiaretatu worktimes workload tipojornada tipodejornada arbeitszeitmodell"
    ),
    "category": words(
        "category jobcategory categories jobcategories categoryname jobcategoryname categorylabel industry sector"
        " jobindustry function jobfunction jobfunctions jobfield department departmentname departmentlabel"
        " hiringdepartment jobfamily occupation specialism discipline field rubrik berufsfeld branche secteur metier"
        " categoria settore vakgebied departments classification publishedcategory bereich fachbereich berufsgruppe"
        " abteilung kategoria branza areadelavoro areafuncional setor ambito specializzazione yrkesomrade bransch"
        " occupationcategory"
        " toimiala ammattiala obor oborprace kategori kategorie fagomrade dzial secteuractivite domaine"
        " sectoractividad rubrique tatigkeitsfeld yrkesgrupp beroepsgroep positioncategory"
    ),
    "salary": (
        *words(
            "salary salarytext salaryrange compensation pay payrate wage remuneration salarydescription salarydisplay"
            " basesalary salarydetails salaryinformation gehalt verguetung salaire remuneracion salario stipendio"
            " salaris compensationsummary payrange compensationrange wages salairetexte salarisindicatie retribuzione"
            " wynagrodzenie zarobki placa remuneracao vencimento stipendiolordo vergoeding bruttolohn entgelt"
            " entgeltgruppe lohn compensationdescription faixasalarial ral salarioofrecido"
            " vergutung palkka mzda plat lonn loenn loen sueldo retribucion compenso remuneracaobruta salairebrut"
            " salariobruto fizetes salariu wagetext"
        ),
        *PAY,
    ),
    "salary_min": (
        *words(
            "salarymin minsalary minimumsalary salaryminimum salaryfrom salarylow paymin minpay payratemin"
            " compensationmin mincompensation lowsalary salaryminamount salairemin salariomin gehaltvon"
            " annualsalarymin salarylowerbound salaryminvalue salairemini wynagrodzenieod retribuzionemin loonmin"
            " basepayamountmin salarismin salariominimo paylow lowerbound salaryrangemin salaryrangefrom"
            " grosssalarylow"
            " compensationrangemin"
            " mzdaod platod gehaltmin salarioda salarisvan salairede salariodesde wynagrodzeniemin lonnfra lonfran"
            " placaod"
        ),
        *PAY_MIN,
    ),
    "salary_max": (
        *words(
            "salarymax maxsalary maximumsalary salarymaximum salaryto salaryhigh paymax maxpay payratemax"
            " compensationmax maxcompensation highsalary salarymaxamount salairemax salariomax gehaltbis"
            " annualsalarymax salaryupperbound salarymaxvalue salairemaxi wynagrodzeniedo retribuzionemax loonmax"
            " basepayamountmax salarismax salariomaximo payhigh upperbound salaryrangemax salaryrangeto"
            " grosssalaryhigh"
            " compensationrangemax"
            " mzdado platdo gehaltmax salarioa salaristot salairea salariohasta wynagrodzeniemax lonntil lonetill"
            " placado"
        ),
        *PAY_MAX,
    ),
    "salary_currency": words(
        "salarycurrency currency salarycurrencycode currencycode compensationcurrency paycurrency devise waehrung"
        " moneda"
        " wahrung valuta waluta mena moeda"
    ),
    "salary_period": words(
        "salaryperiod salaryinterval salarytype salaryunit salaryunittext payperiod payinterval"
        " compensationinterval compensationperiod compensationtimeframe salarytimeframe compensationfrequency"
        " compensationtype salaryschedule salaryfrequency payfrequency period interval per salarytimeunit"
        " salaryper baseinterval salarisperiode periode periodosalario payper"
        " periodo gehaltsperiode periodicite periodicidad"
    ),
    "posted": words(
        "pubdate dategmt postedatdatetimeutc date dateposted"
        " posteddate postedat postdate postingdate publishdate publisheddate"
        " publicationdate datepublished published publishedat createdat created creationdate datecreated"
        " advertisefromdateutc activationdate dc:date postedon opendate poststartdate dateopened openeddate opened"
        " datefrompublic datefrom firstdate listdate jobdate datum veroeffentlicht datepublication"
        " fechapublicacion fechaalta publicerad posteddateutc publicationstartdate postingpublishtime"
        " datapubblicazione dataannuncio datapublikacji datadodania datapublicacao datecreation datedepublication"
        " dateparution veroeffentlichtam veroeffentlichungam publiceringsdatum publiceddate publikationsdatum"
        " firstpublishedat publishtime tcreate dateadded datelive golivedate onlinedate livedate jobdateposted"
        " postingstart veroeffentlichungsdatum publicatiedatum listeddate releaseddate publishedon openingdate"
        " posted onlinesince firstpublished firstpublishedon pubdateutc postedattimestamp createddate activefrom"
        " postingeffectivedate lastupdated updateddate updated updatedat datemodified"
        " modified postinglastupdateddate"
        " julkaistu julkaisupaiva julkaisupvm zverejneno datumzverejneni vlozeno datumvlozeni oprettet"
        " oprettetdato opslagsdato publisert publiseringsdato publiceret publiceringsdato datainserimento"
        " datainsercao opublikowano dataopublikowania dataogloszenia datemiseenligne fechadepublicacion"
        " fechacreacion onlineseit onlineab erstelltam eingestelltam veroffentlicht veroffentlichtam"
        " veroffentlichungsdatum plaatsingsdatum geplaatstop publicationstart publishstart publishfrom publishedfrom"
        " publicationfrom postingstartdate"
        " @date startdate startdatum"
    ),
    "expires": words(
        "expirationdate expirydate expiredate expiry expires expiresat expireson validthrough validuntil"
        " dateexpires dateexpired closingdate closedate closingon enddate deadline applicationdeadline"
        " applicationdeadlinedate deadlinedate closingat deadlineat applyby postenddate applydeadline einddatum"
        " dateto dateuntil applicationenddate applicationclosedate unpostingdate sluitingsdatum gueltigbis"
        " ablaufdatum datelimite datefin fechafin fechabaja postingexpiretime datascadenza scadenza datawaznosci"
        " datazakonczenia dataexpiracao datafim validade sistaansokningsdag ansoegningsfrist soknadsfrist"
        " applicationdue datecloture dateexpiration bewerbungsschluss expirytime closingdatetime fechacaducidad"
        " fechacierre vacancyclosingdate expirationtime goofflinedate postingend validto closes expire expiration"
        " advertisetodatetimeutc offerexpirationdatetimeutc postingexpirationdate"
        " unpublishdate jobexpirydate endon bewerbungsfrist enddatum"
        " hakuaikapaattyy hakupaattyy viimeinenhakupaiva uzaverka datumukonceni platnostdo platido frist"
        " ansogningsfrist soeknadsfrist udloebsdato sistaansokningsdatum waznado waznedo datafinepubblicazione"
        " datelimitecandidature fechalimite fechaexpiracion fechavencimiento datalimite dataencerramento"
        " datavalidade validaate publicationend publicationto publishend publishuntil publisheduntil publishedto"
        " dateclosed postingenddate onlinebis gultigbis reageervoor"
    ),
    "remote": words(
        "remote isremote remotetype remoteok telecommute telecommuting jobislocationtype joblocationtype"
        " workfromhome homeoffice workplacetype workplacetypes worklocationtype remotework remotestatus"
        " remoteallowed teletravail teletrabajo teleworking telelavoro lavoroagile smartworking lavororemoto"
        " pracazdalna trabalhoremoto distansarbete thuiswerken telearbeit workarrangement workplacemodel"
        " worklocationoption remotepolicy workplace remoteposition"
        " etatyo praceizdomova fjernarbejde mobilesarbeiten homeofficemoglich teletravailpossible"
    ),
    "language": words(
        "language lang joblanguage locale sprache langue idioma dc:language languagecode joblanguagecode langcode"
        " jezyk lingua idiomaoferta taal sprak"
        " kieli jazyk @xml:lang @lang @language @languagecode"
    ),
    "tags": words(
        "tags tag skills keywords keyword jobskills skill requiredskill technologies tag1 labels"
        " avainsanat klicovaslova schlagworte stichworte motscles palabrasclave parolechiave trefwoorden"
        " slowakluczowe nyckelord nokkelord stikord"
    ),
}

# "jobsite" is a website, "job_start_date" when the work begins
_NOT_OF_JOBS = ("site", "startdate", "startdatum", "enddate", "enddatum")

BASE: Aliases = {
    slot: tuple(
        dict.fromkeys((*names, *(f"job{name}" for name in names if name.isalpha() and name not in _NOT_OF_JOBS)))
    )
    for slot, names in _NAMES.items()
}
"""With what every publisher may do: `job_company`, `jobSalaryMin`."""

SLOT_OF: Mapping[str, str] = {
    name: slot for slot, names in reversed(list(BASE.items())) for name in names if slot != "hours"
} | dict.fromkeys((*IDS, *ID_ATTRIBUTES), "id")

_OF_OTHERS = frozenset(  # names of pay or employment that shops, goods and bills have as well; opening hours, too
    words(
        "pay wage wages placa plat vergoeding entgelt compenso vencimento paylow payhigh lowerbound upperbound contract"
        " employment shift contrat contratto regime umowa befristung type hoursperweek"
    )
).union(BASE["hours"])
JOB_ONLY = frozenset(
    name
    for slot in ("salary", "salary_min", "salary_max", "employment_type")
    for name in BASE[slot]
    if name not in _OF_OTHERS
)
JOB_ONLY |= frozenset(name for name in SLOT_OF if name.startswith("job")) | frozenset(
    words(
        "referencenumber requisitionid vacancyid partnerjobid positiontitle vacancytitle company companyname"
        " employer employername hiringorganization advertiser formattedlocation employmenttype contracttype salary"
        " salarymin salarymax minsalary maxsalary minimumsalary maximumsalary payrate salaryminimum salarymaximum"
        " salarycurrency salaryperiod salaryrange applyurl stellenbezeichnung"
        " arbeitgeber closingdate applicationdeadline expirationdate validthrough recruitingcompany isremote"
        " workplacetype experience experiencelevel schedule entreprise typecontrat arbeitsort vacaturetitel"
        " anstellungsart gehalt salaire salario salaris tipocontrato dienstverband functietitel anzeigennummer"
        " typeofemployment employmentstatuslabel payrange idoferta urloferta idoffre urloffre worklocation"
        " hiringorgname companydisplayname wynagrodzenie retribuzione rodzajumowy stanowisko pracodawca"
        " tipocontratto wymiarpracy datawaznosci externalpostingname stellentitel arbeidsgiver arbetsgivare"
        " employmenttypes contracttypes applicationdue sistaansokningsdag azienda jobpublicationurl"
        " applicationformurl postingexpiretime workhours senderreference functieomschrijving lieutravail"
        " empregador remuneracao intitule salaryfrom salaryto requisitionnumber jobpostingurl workpattern empresa"
        " puesto jornadalaboral salariominimo anstallningsform stillingstittel arbeidssted posizione ral"
        " compensation postingtitle faixasalarial titulovaga stillingstype grosssalarylow grosssalaryhigh"
        " tyonantaja tyosuhde palkka hakuaikapaattyy zamestnavatel uvazek mzda ansoegningsfrist"
        " ansogningsfrist soknadsfrist ansaettelsesform wymiaretatu typumowy vacaturenummer vacaturetekst lonn"
        " sueldo stellenbeschreibung stellennummer einsatzort stellenname stillingstekst annonstext"
        " bewerbungslink bewerbungsurl bewerbungsfrist bewerbungsschluss sollicitatielink ansokningslank"
        " ansoegningslink hakulinkki arbeitsorte dienstort arbetsort arbejdssted standplaats miejscepracy"
        " lieudetravail sededilavoro lugardetrabajo localtrabalho mistoprace tyopaikkakunta"
    )
)
"""Names that hardly occur but in advertisements for jobs: the evidence on which an unknown layout is believed."""


def extend(base: Aliases, **preferred: str) -> Aliases:
    """`base` with these names tried before its own."""
    return {slot: _merged(words(preferred.get(slot, "")), names) for slot, names in base.items()}


def _merged(first: tuple[str, ...], then: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *then)))
