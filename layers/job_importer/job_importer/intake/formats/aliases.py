"""What publishers call the fields of a job, in the plain spelling of `xml.names` (lower case, no separators).

Collected from the documents that the formats name, and from feeds seen in public repositories. The order is that of
preference.
"""

from collections.abc import Mapping

from job_importer.intake.values import words

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
    " stillingsid idvaga idannuncio idvacature documentid uniqueid uuid guid id identifier sku uid shortcode slug"
    " code"
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
        " displayjobtitle"
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
    ),
    "location": words(
        "fulllocation location joblocation formattedlocation locationname joblocationname locations worklocation"
        " primarylocation locationsname locationstext formattedaddress candidaterequiredlocation"
        " locationrestrictions place region office site standort arbeitsort ort lieu lugar ubicacion localizacion"
        " localidad luogo locatie worklocations jobpositionlocation workplaceaddress physicallocation einsatzort"
        " dienstort arbeitsorte standorte lieutravail lieudetravail lugardetrabajo sededilavoro sede localidade"
        " localtrabalho standplaats miejscepracy lokalizacja lokalisering arbetsort arbejdssted arbeidssted"
        " addresses plaats address jobaddress @location workplace countries"
    ),
    "city": words(
        "city cities town jobcity locationcity cityname ville ciudad cidade citta stad stadt miasto miejscowosc"
        " comune commune kommun gemeente municipio ortsname kommune vestigingsplaats citycode municipality suburb @city"
        " actualcity geocity poblacion einsatzortort ortname"
    ),
    "state": words(
        "state province stateprovince jobstate locationstate statecode county regionname departement bundesland"
        " provincia estado regione wojewodztwo lan fylke distrito provincie kanton federalstate @state area uf"
    ),
    "postal": words("postalcode zip zipcode postcode jobzip plz codepostal cp cap"),
    "country": words(
        "country countrycode jobcountry locationcountry countryname countryid pays pais land nazione kraj"
        " landname paese isocountry addresscountry @country geocountry"
    ),
    "url": words(
        "alternateurl url link joburl urljobad jobdetailurl detailurl detailsurl jobadurl jobpostingurl jobpositionurl"
        " jobpublicationurl jobpublicurl publicurl canonicalpositionurl webpageurl careersurl jobboardurl viewurl"
        " displayurl shareurl positionuri positionurl joblink applyurl applicationurl applylink applyonlineurl"
        " applicationformurl externeurl urlorigine urlapply externalurl externaladurl externalapplyurl"
        " canonicalurl absoluteurl hostedurl landingpage landingpageurl deeplink permalink weburl vacancyurl"
        " vacatureurl urloferta urloffre urlvaga linkvaga enlaceoferta lienoffre linkannuncio offerurl vacancylink"
        " lank redirecturl responseurl applicationlink applicationuri postingurl shortlink posturl"
        " advertisementurl adurl jobadlink candidatelink applicantapplylink applicantlink jobviewurl careerpageurl"
        " jobapplyurl vacurl apply href uri lien enlace guid @url @href @link"
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
        " abstract snippet teaser intro commenttext roledescription"
    ),
    "sections": words(
        "responsibilities duties examplesofduties jobresponsibilities requirements jobrequirements qualifications"
        " jobqualifications skillsrequired requiredskills profile profil candidateprofile benefits joboffer"
        " whatweoffer profilrecherche aufgaben anforderungen wirbieten functieeisen requisitos"
        " supplementalinformation companydescription aboutcompany tasks weoffer angebot requisiti wymagania"
        " oferujemy obowiazki requisitiofferta keyresponsibilities skillsknowledgeexpertise majorduties"
        " qualificationsummary kvalifikationer kravprofil closingtext eisen wijbieden functieinhoud"
        " mainrequirements nicetohave"
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
        " hoursperweek uren arbetstid omfang positionschedule workinghourstype workpattern type"
    ),
    "hours": words(
        "contracttime workinghours workhours schedule timetype positiontimetype hours worktime classificationtime"
        " jornada arbeitszeit jobstatus worktype workday extent tempstravail uren wymiarpracy etat orario"
        " orariodilavoro horario workingtime workingtimes arbetstid omfang positionschedule workinghourstype"
        " workpattern dureetravaillibelleconverti jornadalaboral"
    ),
    "category": words(
        "category jobcategory categories jobcategories categoryname jobcategoryname categorylabel industry sector"
        " jobindustry function jobfunction jobfunctions jobfield department departmentname departmentlabel"
        " hiringdepartment jobfamily occupation specialism discipline field rubrik berufsfeld branche secteur metier"
        " categoria settore vakgebied departments classification publishedcategory bereich fachbereich berufsgruppe"
        " abteilung kategoria branza areadelavoro areafuncional setor ambito specializzazione yrkesomrade bransch"
        " occupationcategory"
    ),
    "salary": words(
        "salary salarytext salaryrange compensation pay payrate wage remuneration salarydescription salarydisplay"
        " basesalary salarydetails salaryinformation gehalt verguetung salaire remuneracion salario stipendio"
        " salaris compensationsummary payrange compensationrange wages salairetexte salarisindicatie retribuzione"
        " wynagrodzenie zarobki placa remuneracao vencimento stipendiolordo vergoeding bruttolohn entgelt"
        " entgeltgruppe lohn compensationdescription faixasalarial ral salarioofrecido"
    ),
    "salary_min": words(
        "salarymin minsalary minimumsalary salaryminimum salaryfrom salarylow paymin minpay payratemin"
        " compensationmin mincompensation lowsalary salaryminamount salairemin salariomin gehaltvon"
        " annualsalarymin salarylowerbound salaryminvalue salairemini wynagrodzenieod retribuzionemin loonmin"
        " basepayamountmin salarismin salariominimo paylow lowerbound salaryrangemin salaryrangefrom grosssalarylow"
        " compensationrangemin"
    ),
    "salary_max": words(
        "salarymax maxsalary maximumsalary salarymaximum salaryto salaryhigh paymax maxpay payratemax"
        " compensationmax maxcompensation highsalary salarymaxamount salairemax salariomax gehaltbis"
        " annualsalarymax salaryupperbound salarymaxvalue salairemaxi wynagrodzeniedo retribuzionemax loonmax"
        " basepayamountmax salarismax salariomaximo payhigh upperbound salaryrangemax salaryrangeto grosssalaryhigh"
        " compensationrangemax"
    ),
    "salary_currency": words(
        "salarycurrency currency salarycurrencycode currencycode compensationcurrency paycurrency devise waehrung"
        " moneda"
    ),
    "salary_period": words(
        "salaryperiod salaryinterval salarytype salaryunit salaryunittext payperiod payinterval"
        " compensationinterval compensationperiod compensationtimeframe salarytimeframe compensationfrequency"
        " compensationtype salaryschedule salaryfrequency payfrequency period interval per salarytimeunit"
        " salaryper baseinterval salarisperiode periode periodosalario payper"
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
        " posted onlinesince firstpublished firstpublishedon pubdateutc postedattimestamp createddate"
        " activefrom postingeffectivedate lastupdated updateddate updated updatedat datemodified"
        " modified postinglastupdateddate @date startdate"
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
        " unpublishdate jobexpirydate endon bewerbungsfrist"
    ),
    "remote": words(
        "remote isremote remotetype remoteok telecommute telecommuting jobislocationtype joblocationtype"
        " workfromhome homeoffice workplacetype workplacetypes worklocationtype remotework remotestatus"
        " remoteallowed teletravail teletrabajo teleworking telelavoro lavoroagile smartworking lavororemoto"
        " pracazdalna trabalhoremoto distansarbete thuiswerken telearbeit workarrangement workplacemodel"
        " worklocationoption remotepolicy workplace remoteposition"
    ),
    "language": words(
        "language lang joblanguage locale sprache langue idioma dc:language languagecode joblanguagecode langcode"
        " jezyk lingua idiomaoferta taal sprak"
    ),
    "tags": words("tags tag skills keywords keyword jobskills skill requiredskill technologies tag1 labels"),
}

_NOT_OF_JOBS = ("site", "startdate", "enddate")  # "jobsite" is a website, "job_start_date" when the work begins

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

JOB_ONLY = frozenset(name for name in SLOT_OF if name.startswith("job")) | frozenset(
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
        " compensation faixasalarial titulovaga stillingstype grosssalarylow grosssalaryhigh"
    )
)
"""Names that hardly occur but in advertisements for jobs: the evidence on which an unknown layout is believed."""


def extend(base: Aliases, **preferred: str) -> Aliases:
    """`base` with these names tried before its own."""
    return {slot: _merged(words(preferred.get(slot, "")), names) for slot, names in base.items()}


def _merged(first: tuple[str, ...], then: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *then)))
