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
    " partnerjobid externalid externalreference externaljobid uniqueid uuid guid id identifier sku uid code number"
)
ID_ATTRIBUTES = words("@id @jobid @ref @reference @referencenumber @key @guid @uid @number @code")

BASE: Aliases = {
    "title": words(
        "title jobtitle positiontitle vacancytitle postingtitle jobpostingtitle externaltitle advertisedtitle"
        " offertitle jobname positionname vacancyname position name headline stellenbezeichnung stellentitel titre"
        " intitule titulo titel functietitel bezeichnung role designation subject @title @name"
    ),
    "company": words(
        "company companyname employer employername hiringorganization hiringorganizationname organization"
        " organizationname organisation organisationname advertiser advertisername clientname client agency"
        " agencyname brand business firma unternehmen arbeitgeber entreprise societe empresa azienda bedrijf"
        " bedrijfsnaam sourcename recruiter companytitle subcompany recruitingcompany @company"
    ),
    "location": words(
        "location joblocation formattedlocation locationname joblocationname locations worklocation primarylocation"
        " locationsname fulllocation place region area workplace office site standort arbeitsort ort lieu lugar"
        " localizacion localidad luogo locatie plaats address jobaddress @location"
    ),
    "city": words("city town jobcity locationcity ville ciudad cidade citta stad citycode municipality suburb @city"),
    "state": words(
        "state province stateprovince jobstate locationstate statecode county regionname departement bundesland"
        " provincia estado provincie federalstate @state"
    ),
    "postal": words("postalcode zip zipcode postcode jobzip plz codepostal cp cap"),
    "country": words(
        "country countrycode jobcountry locationcountry countryname countryid pays pais land paese isocountry @country"
    ),
    "url": words(
        "url link joburl jobdetailurl detailurl detailsurl joblink applyurl applicationurl applylink externalurl"
        " externaladurl externalapplyurl canonicalurl absoluteurl hostedurl landingpage landingpageurl deeplink"
        " permalink weburl vacancyurl posturl advertisementurl adurl jobapplyurl apply href uri lien enlace guid @url"
        " @href @link"
    ),
    "description": words(
        "description jobdescription content:encoded content fulldescription longdescription descriptionhtml"
        " htmldescription jobdescriptionhtml vacancydescription body text jobbody details jobdetails jobad htmlad"
        " positiondescription stellenbeschreibung beschreibung descriptif descripcion descricao descrizione"
        " omschrijving functieomschrijving summary shortdescription jobsummary excerpt abstract teaser intro"
    ),
    "sections": words(
        "responsibilities duties examplesofduties jobresponsibilities requirements jobrequirements qualifications"
        " jobqualifications skillsrequired requiredskills profile profil candidateprofile benefits joboffer"
        " whatweoffer supplementalinformation companydescription aboutcompany"
    ),
    "employment_type": words(
        "jobtype employmenttype type jobtypes contracttype contract jobstatus positiontype worktype employment"
        " vacancytype workinghours workhours schedule hours shift worktime timetype jobschedule employmenttypes"
        " arbeitszeit contrat typecontrat typedecontrat tipocontrato jornada contratto dienstverband"
    ),
    "category": words(
        "category jobcategory categories jobcategories categoryname industry sector jobindustry function jobfunction"
        " jobfunctions department jobfamily occupation specialism discipline field rubrik berufsfeld branche secteur"
        " metier categoria settore vakgebied"
    ),
    "salary": words(
        "salary salarytext salaryrange compensation pay payrate wage remuneration salarydescription salarydisplay"
        " basesalary salarydetails salaryinformation gehalt verguetung salaire remuneracion salario stipendio salaris"
        " compensationsummary"
    ),
    "salary_min": words(
        "salarymin minsalary minimumsalary salaryminimum salaryfrom salarylow paymin minpay payratemin compensationmin"
        " mincompensation lowsalary annualsalarymin salarylowerbound salaryminvalue"
    ),
    "salary_max": words(
        "salarymax maxsalary maximumsalary salarymaximum salaryto salaryhigh paymax maxpay payratemax compensationmax"
        " maxcompensation highsalary annualsalarymax salaryupperbound salarymaxvalue"
    ),
    "salary_currency": words(
        "salarycurrency currency salarycurrencycode currencycode compensationcurrency paycurrency"
    ),
    "salary_period": words(
        "salaryperiod salaryinterval salarytype salaryunit salaryunittext payperiod payinterval compensationinterval"
        " compensationperiod salaryschedule salaryfrequency payfrequency period interval per salarytimeunit salaryper"
    ),
    "posted": words(
        "pubdate date dateposted posteddate postedat postdate postingdate publishdate publisheddate publicationdate"
        " datepublished published publishedat createdat created creationdate datecreated startdate"
        " advertisefromdateutc activationdate dc:date postedon opendate listdate jobdate datum veroeffentlicht"
        " datepublication fechapublicacion onlinesince firstpublished pubdateutc lastupdated updated updatedat"
        " datemodified modified @date"
    ),
    "expires": words(
        "expirationdate expirydate expiredate expiry expires expiresat expireson validthrough validuntil dateexpires"
        " dateexpired closingdate closedate closingon enddate deadline applicationdeadline applyby applicationenddate"
        " applicationclosedate expire expiration advertisetodatetimeutc unpublishdate jobexpirydate endon"
        " bewerbungsfrist"
    ),
    "remote": words(
        "remote isremote remotetype remoteok telecommute telecommuting jobislocationtype joblocationtype workfromhome"
        " homeoffice workplacetype workplacetypes worklocationtype remotework teletravail teletrabajo"
    ),
    "language": words("language lang joblanguage locale sprache langue idioma dc:language"),
    "tags": words("tags tag skills keywords keyword jobskills skill requiredskill technologies tag1 labels"),
}

JOB_ONLY = frozenset(
    words(
        "referencenumber jobreference requisitionid jobid jobkey jobcode jobnumber vacancyid partnerjobid jobtitle"
        " positiontitle vacancytitle company companyname employer employername hiringorganization advertiser"
        " joblocation formattedlocation jobtype jobtypes employmenttype contracttype jobcategory salary salarymin"
        " salarymax minsalary maxsalary minimumsalary maximumsalary payrate joburl jobdetailurl applyurl"
        " jobdescription stellenbezeichnung arbeitgeber closingdate applicationdeadline expirationdate validthrough"
        " recruitingcompany jobdescriptions isremote workplacetype jobcity jobstate jobcountry experience"
        " experiencelevel schedule entreprise typecontrat arbeitsort vacaturetitel"
    )
)
"""Names that hardly occur but in advertisements for jobs: the evidence on which an unknown layout is believed."""

SLOT_OF: Mapping[str, str] = {
    name: slot for slot, names in reversed(list(BASE.items())) for name in names
} | dict.fromkeys((*IDS, *ID_ATTRIBUTES), "id")


def extend(base: Aliases, **preferred: str) -> Aliases:
    """`base` with these names tried before its own."""
    return {slot: _merged(words(preferred.get(slot, "")), names) for slot, names in base.items()}


def _merged(first: tuple[str, ...], then: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *then)))
