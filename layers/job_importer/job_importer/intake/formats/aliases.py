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
    " jobrefid anzeigennummer anzeigenid stellennummer vacaturenummer vacatureid idoferta idoffre offreid numerooffre"
    " documentid uniqueid uuid guid id identifier sku uid shortcode slug code"
)
ID_ATTRIBUTES = words("@id @jobid @jobrefcode @ref @reference @referencenumber @externalid @key @guid @uid @code")

_NAMES: Aliases = {
    "title": words(
        "title jobtitle positiontitle vacancytitle postingtitle jobpostingtitle externaltitle advertisedtitle"
        " offertitle jobopeningname vacaturetitel vacaturenaam functienaam tituloferta intituleposte puesto jobname"
        " positionname vacancyname position name headline stellenbezeichnung stellentitel titre intitule titulo titel"
        " functietitel bezeichnung role designation subject @title @name"
    ),
    "company": words(
        "company companyname employer employername hiringorganization hiringorganizationname organization"
        " organizationname organisation organisationname advertiser advertisername clientname client agency agencyname"
        " brand business firma unternehmen arbeitgeber entreprise societe empresa azienda bedrijf bedrijfsnaam"
        " firmenname nomentreprise nombreempresa hiringcompany contactcompany sourcename recruiter companytitle"
        " subcompany recruitingcompany @company"
    ),
    "location": words(
        "location joblocation formattedlocation locationname joblocationname locations worklocation primarylocation"
        " locationsname locationstext fulllocation formattedaddress candidaterequiredlocation locationrestrictions"
        " place region area workplace office site standort arbeitsort ort lieu lugar ubicacion localizacion localidad"
        " luogo locatie plaats address jobaddress @location"
    ),
    "city": words(
        "city town jobcity locationcity cityname ville ciudad cidade citta stad stadt vestigingsplaats citycode"
        " municipality suburb @city"
    ),
    "state": words(
        "state province stateprovince jobstate locationstate statecode county regionname departement bundesland"
        " provincia estado provincie kanton federalstate @state"
    ),
    "postal": words("postalcode zip zipcode postcode jobzip plz codepostal cp cap"),
    "country": words(
        "country countrycode jobcountry locationcountry countryname countryid pays pais land paese isocountry"
        " addresscountry @country"
    ),
    "url": words(
        "url link joburl jobdetailurl detailurl detailsurl joblink applyurl applicationurl applylink externalurl"
        " externaladurl externalapplyurl canonicalurl absoluteurl hostedurl landingpage landingpageurl deeplink"
        " permalink weburl vacancyurl vacatureurl urloferta urloffre redirecturl responseurl applicationlink"
        " applicationuri postingurl shortlink posturl advertisementurl adurl jobapplyurl apply href uri lien enlace"
        " guid @url @href @link"
    ),
    "description": words(
        "description jobdescription content:encoded content fulldescription longdescription descriptionhtml"
        " htmldescription jobdescriptionhtml vacancydescription body text jobbody details jobdetails jobad htmlad"
        " positiondescription descriptionexternal descriptionposte contents overview stellenbeschreibung beschreibung"
        " descriptif descripcion descricao descrizione omschrijving functieomschrijving summary shortdescription"
        " jobsummary excerpt abstract snippet teaser intro"
    ),
    "sections": words(
        "responsibilities duties examplesofduties jobresponsibilities requirements jobrequirements qualifications"
        " jobqualifications skillsrequired requiredskills profile profil candidateprofile benefits joboffer"
        " whatweoffer profilrecherche aufgaben anforderungen wirbieten functieeisen requisitos supplementalinformation"
        " companydescription aboutcompany"
    ),
    "employment_type": words(
        "jobtype employmenttype type jobtypes contracttype contract jobstatus positiontype worktype employment"
        " vacancytype workinghours workhours schedule hours shift worktime timetype jobschedule employmenttypes"
        " typeofemployment employmentstatus employmentstatuslabel contracttime classificationtime anstellungsart"
        " beschaeftigungsart vertragsart arbeitszeit contrat typecontrat typedecontrat tipocontrato jornada contratto"
        " dienstverband"
    ),
    "hours": words(
        "contracttime workinghours workhours schedule timetype positiontimetype hours worktime classificationtime"
        " jornada arbeitszeit"
    ),
    "category": words(
        "category jobcategory categories jobcategories categoryname industry sector jobindustry function jobfunction"
        " jobfunctions jobfield department departmentname departmentlabel jobfamily occupation specialism discipline"
        " field rubrik berufsfeld branche secteur metier categoria settore vakgebied"
    ),
    "salary": words(
        "salary salarytext salaryrange compensation pay payrate wage remuneration salarydescription salarydisplay"
        " basesalary salarydetails salaryinformation gehalt verguetung salaire remuneracion salario stipendio salaris"
        " compensationsummary payrange compensationrange wages salairetexte salarisindicatie"
    ),
    "salary_min": words(
        "salarymin minsalary minimumsalary salaryminimum salaryfrom salarylow paymin minpay payratemin"
        " compensationmin mincompensation lowsalary salaryminamount salairemin salariomin gehaltvon annualsalarymin"
        " salarylowerbound salaryminvalue"
    ),
    "salary_max": words(
        "salarymax maxsalary maximumsalary salarymaximum salaryto salaryhigh paymax maxpay payratemax compensationmax"
        " maxcompensation highsalary salarymaxamount salairemax salariomax gehaltbis annualsalarymax salaryupperbound"
        " salarymaxvalue"
    ),
    "salary_currency": words(
        "salarycurrency currency salarycurrencycode currencycode compensationcurrency paycurrency devise waehrung"
        " moneda"
    ),
    "salary_period": words(
        "salaryperiod salaryinterval salarytype salaryunit salaryunittext payperiod payinterval compensationinterval"
        " compensationperiod compensationtimeframe salarytimeframe compensationfrequency compensationtype"
        " salaryschedule salaryfrequency payfrequency period interval per salarytimeunit salaryper"
    ),
    "posted": words(
        "pubdate date dateposted posteddate postedat postdate postingdate publishdate publisheddate publicationdate"
        " datepublished published publishedat createdat created creationdate datecreated startdate"
        " advertisefromdateutc activationdate dc:date postedon opendate listdate jobdate datum veroeffentlicht"
        " datepublication fechapublicacion veroeffentlichungsdatum publicatiedatum listeddate releaseddate publishedon"
        " openingdate posted onlinesince firstpublished pubdateutc lastupdated updateddate updated updatedat"
        " datemodified modified @date"
    ),
    "expires": words(
        "expirationdate expirydate expiredate expiry expires expiresat expireson validthrough validuntil dateexpires"
        " dateexpired closingdate closedate closingon enddate deadline applicationdeadline applyby applicationenddate"
        " applicationclosedate unpostingdate sluitingsdatum gueltigbis ablaufdatum datelimite datefin fechafin validto"
        " closes expire expiration advertisetodatetimeutc unpublishdate jobexpirydate endon bewerbungsfrist"
    ),
    "remote": words(
        "remote isremote remotetype remoteok telecommute telecommuting jobislocationtype joblocationtype workfromhome"
        " homeoffice workplacetype workplacetypes worklocationtype remotework remotestatus remoteallowed teletravail"
        " teletrabajo"
    ),
    "language": words("language lang joblanguage locale sprache langue idioma dc:language"),
    "tags": words("tags tag skills keywords keyword jobskills skill requiredskill technologies tag1 labels"),
}

BASE: Aliases = {
    slot: tuple(dict.fromkeys((*names, *(f"job{name}" for name in names if name.isalpha() and name != "site"))))
    for slot, names in _NAMES.items()
}
"""With what every publisher may do: `job_company`, `jobSalaryMin`."""

SLOT_OF: Mapping[str, str] = {
    name: slot for slot, names in reversed(list(BASE.items())) for name in names if slot != "hours"
} | dict.fromkeys((*IDS, *ID_ATTRIBUTES), "id")

JOB_ONLY = frozenset(name for name in SLOT_OF if name.startswith("job")) | frozenset(
    words(
        "referencenumber requisitionid vacancyid partnerjobid positiontitle vacancytitle company companyname employer"
        " employername hiringorganization advertiser formattedlocation employmenttype contracttype salary salarymin"
        " salarymax minsalary maxsalary minimumsalary maximumsalary payrate applyurl stellenbezeichnung arbeitgeber"
        " closingdate applicationdeadline expirationdate validthrough recruitingcompany isremote workplacetype"
        " experience experiencelevel schedule entreprise typecontrat arbeitsort vacaturetitel anstellungsart gehalt"
        " salaire salario salaris tipocontrato dienstverband functietitel anzeigennummer typeofemployment"
        " employmentstatuslabel payrange idoferta urloferta idoffre urloffre"
    )
)
"""Names that hardly occur but in advertisements for jobs: the evidence on which an unknown layout is believed."""


def extend(base: Aliases, **preferred: str) -> Aliases:
    """`base` with these names tried before its own."""
    return {slot: _merged(words(preferred.get(slot, "")), names) for slot, names in base.items()}


def _merged(first: tuple[str, ...], then: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *then)))
