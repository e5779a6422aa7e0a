"""What lines of descriptions are called in the languages of job feeds, by the slot of the draft that they fill."""

LABELS = {
    "company": "company|company name|employer|organisation|organization|council|agency|institution|recruiter|advertiser"
    "|hiring organization|hiring organisation|arbeitgeber|unternehmen|firma|entreprise|société|employeur"
    "|recruteur|empresa|azienda|bedrijf|werkgever|pracodawca|arbetsgivare|arbeidsgiver|arbejdsgiver"
    "|работодатель|компания|institution/agency|nazwa firmy|nombre de la empresa|nome da empresa|opdrachtgever"
    "|zaměstnavatel|zamestnávateľ|työnantaja|munkáltató|angajator|công ty|perusahaan|şirket|роботодавець"
    "|компанія|会社名|企業名|法人名|公司|公司名称|회사명|기업명|الشركة|اسم الشركة|جهة العمل|virksomhed|företag"
    "|bedrift|companie|organisatie|organizacja|společnost|spoločnosť|yritys|cég|вакансия компании|εταιρεία"
    "|חברה",
    "location": "headquarters|location|locations|job location|work location|primary location|duty station|city|place"
    "|region|standort|arbeitsort|einsatzort|dienstort|lieu|lieu de travail|localisation|ubicación|localidad"
    "|sede|luogo di lavoro|locatie|standplaats|miejsce pracy|lokalizacja|local|localização|ort|arbetsort"
    "|arbeidssted|arbejdssted|место работы|город|cidade|ciudad|città|ville|plaats|stadt|місто|місце роботи"
    "|místo výkonu práce|miesto práce|sijainti|helyszín|munkavégzés helye|oraș|locație|địa điểm|nơi làm việc"
    "|lokasi|çalışma yeri|şehir|τοποθεσία|勤務地|就業場所|勤務場所|工作地点|工作地點|근무지|근무지역|الموقع"
    "|مكان العمل|المدينة|sted|регион|מיקום|place of work|lugar de trabajo|local de trabalho|cidade/estado",
    "country": "country|land|pays|país|paese|kraj",
    "salary": "salary|salary range|salary/rate|pay|pay range|pay rate|rate|compensation|remuneration|wage|gehalt"
    "|vergütung|entgelt|salaire|rémunération|salario|retribuzione|stipendio|salaris|wynagrodzenie|salário"
    "|remuneração|lön|lønn|løn|зарплата|заробітна плата|sueldo|faixa salarial|mzda|palkka|fizetés|salariu"
    "|mức lương|gaji|maaş|ücret|μισθός|給与|月給|時給|年収|給料|薪资|月薪|급여|연봉|الراتب|lohn|bruttolohn|ral"
    "|предполагаемый уровень месячного дохода|שכר|薪资待遇|薪酬",
    "posted": "posted|posted on|posted date|date posted|posting date|published|publication date|veröffentlicht"
    "|publié le|date de publication|data publikacji|data dodania|fecha de publicación|data de publicação"
    "|data di pubblicazione|опубликовано|дата публикации|掲載日|公開日|发布日期|등록일|تاريخ النشر",
    "expires": "closing date|application deadline|deadline|deadline for applications|apply by|apply before|closes"
    "|close date|expires|expiry date|last date to apply|bewerbungsfrist|bewerbungsschluss|date limite"
    "|date limite de candidature|fecha límite|scadenza|sluitingsdatum|sista ansökningsdag|søknadsfrist"
    "|ansøgningsfrist|termin składania"
    "|ważne do|data ważności|data de expiração|fecha de cierre|data di scadenza|haku päättyy|hakuaika päättyy"
    "|son başvuru tarihi|jelentkezési határidő|termen limită|hạn nộp hồ sơ|応募締切|掲載終了日|截止日期|마감일"
    "|آخر موعد للتقديم|inscrições até|prazo de inscrição|batas lamaran|uzávěrka|срок подачи",
    "employment_type": "job type|employment type|contract type|type of contract|work type|position type|anstellungsart"
    "|beschäftigungsart|vertragsart|type de contrat|tipo de contrato|tipo di contratto|dienstverband"
    "|rodzaj umowy|tipo de contratação|regime de contratação|tipo de vaga|tipo de empleo|typ umowy"
    "|anställningsform|ansettelsesform|soort dienstverband|art der beschäftigung|beschäftigungsverhältnis"
    "|тип занятости|тип зайнятості|druh pracovního poměru|hình thức|jenis pekerjaan|çalışma şekli|雇用形態"
    "|工作性质|고용형태|نوع الدوام|نوع الوظيفة|نوع العقد|tip job|τύπος απασχόλησης|היקף משרה"
    "|foglalkoztatás jellege|type of employment|type d'emploi|formă de angajare",
    "type": "type|contract|employment|contratto|contrat|vertrag",  # what else may be called so is left alone
    "hours": "hours|wymiar etatu|schedule|working hours|working pattern|arbeitszeit|temps de travail|jornada|orario"
    "|wymiar pracy|omfattning|arbejdstid|arbeidstid|omfang|työaika|úvazek|munkaidő|занятость",
    "category": "category|role type|department|job category|job field|sector|berufsfeld|kategoria|categoría|categoria"
    "|catégorie|categorie|職種|القسم",
}
