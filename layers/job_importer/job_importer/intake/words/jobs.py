"""The words by which advertisements for jobs are known, in the languages of job feeds; `words.articles` has the others.

The patterns are text, which `re` compiles when it first meets them: most runs never do.
"""

# Of addresses and channels: these mean work for pay …
JOBS = (
    r"jobs?|vacanc(?:y|ies)|(?:open|vacant|job|phd|faculty|current|available|latest)[ -](?:position|opening)s?"
    r"|stellen\w*|emplois?|empleos?|empregos?|vagas?|vacatures?"
    r"|jobb|lediga|(?:promotion|ausbildung|arbeit|praktikum)s?stellen"
    r"|kyujin|saiyo|tenshoku|zhaopin|ty[oö]paik\w+|[aá]ll[aá]s(?:aj[aá]nlat\w*)?|i[sş][ -]?ilan\w+|ilanlar[ıi]|вакансии"
    r"|вакансий|вакансі[їй]|lowongan|loker|jawatan|vi[eệ]c[ -]l[aà]m|tuy[eể]n[ -]d[uụ]ng"
    r"|locuri[ -]de[ -]munc[aă]|joburi|delovna[ -]mesta|radna[ -]m(?:j)?esta|pracovn[ií][ -]m[ií]sta"
    r"|pracovn[eé][ -]ponuky"
    r"|voln[aáeé][ -]m(?:[ií]|ie)sta|darbo[ -]skelbimai|vakances|t[oö][oö]pakkumi\w+"
    r"|(?:θ[εέ]σ(?:εις|η)|αγγελ[ιί]ες)[ -]εργασ[ιί]ας"
    r"|обяви[ -]за[ -]работа|swyddi|ajira|ofert[ay][ -]pracy|offert[ae][ -]di[ -]lavoro"
    r"|ofert(?:as?|es)[ -]de[ -](?:trabajo|feina|treball)|oglasi[ -]za[ -]posao|ledige[ -]stillinger|laus[ -]störf"
    r"|vacantes?|postes?[ -]vacants?|poslovi"
)
# … and these may be grants, tenders, bargains or a magazine's section as well.
PERHAPS_JOBS = (
    r"careers?|positions?|openings?|opportunit(?:y|ies)|recrui?t\w*|rekrut\w*|reclutamiento|concors[oi]|hiring|employment|karriere|carri[eè]res?|offres?|ofertas?|offerte"
    r"|pracy|praca|pr[aá]ce|arbeit|work|annunci[oa]|annonces?|trabajos?|trabalhos?|ledige|stillinger|lavoro"
    r"|kariera|kariyer"
    r"|karriär|rekrutacja|работа|робота|karir"
)
# Of scripts whose words are not parted, or have letters that are none to `re`
_JOBS_UNSPACED = (
    r"求人|採用|転職|募集|招聘|招募|职位|職缺|채용|구인|وظائف|وظيفة|استخدام|شغلی"
    r"|דרושים|משרות|หางาน|สมัครงาน|ตำแหน่งงาน|नौकरी|भर्ती|চাকরি|ვაკანსი"
)
_WORDS = rf"{JOBS}|{PERHAPS_JOBS}"

FOLDER = (
    rf"(?:[a-z]+[-_.]){{0,2}}(?:{_WORDS}|requisitions?|postings?)"
    r"(?:[-_.]?(?:details?|listings?|search|boards?|offers?|ads?|view|in|at|for|de)(?:[-_.][a-z]+)*)?"
)
PAGE = (
    rf"(?:view|show|apply)?[-_]?(?:{_WORDS}|requisition|posting)[-_.]?(?:details?|view|ad|posting|opening)?"
    r"(?:[-_.]?\d[\w.-]*)?(?:\.\w{2,5})?"
)
CERTAIN = rf"(?:^|[^a-z])(?:view|show|apply)?(?:{JOBS}|requisition|posting)"
NUMBERED = r"(?:position|opening)s?(?:/.*)?\d"  # chess and yoga have them too, and call them by their names
PARAMETER = r"(?:^|&)(?:job|jobid|job_id|jobcode|vacancy|vacancyid|positionid|gh_jid|req|reqid)="
HOST = r"jobs?(?:\W|$)|(?:^|\W)jobs?|career|karriere|vacanc|vacature|recruit|hiring|stellen|emploi|empleo|vagas"
DATED = r"/(?:19|20)\d\d/[a-z0-9]{1,3}/\d\d?(?:/|$)"
# Of the lines and headings of advertisements. These speak of work …
LABEL = (
    r"\b(?:(?:salary|band|pay|wage|job type|contract type|vacancy (?:title|id)|employer|salaire|gehalt|arbeitsort"
    r"|salaris|contratto|retribuzione|salário|wynagrodzenie|miejsce pracy|lön|salario|зарплата"
    r"|responsibilities|duties)\s*:"
    r"|employment type|full[- ]time|part[- ]time|per (?:hour|annum)|vollzeit|teilzeit|vergütung|cdi|cdd|temps plein"
    r"|tempo pieno|pełny etat|heltid|deltid|fuldtid|plný úvazek|kokoaikainen|osa-aikainen|tam zamanlı|teljes munkaid"
    r"|about (?:the|this) (?:role|job|position)|(?:job|role) (?:summary|purpose)|equal opportunit(?:y|ies) employer"
    r"|person specification|years(?: of|['’])? experience|what you(?:['’]ll| will) (?:do|bring)|(?:ihre|deine) aufgaben"
    r"|(?:ihr|dein) profil|wir bieten|profil recherché|vos missions|oferujemy|wij bieden|functie-eisen|vi erbjuder"
    r"|arbetsuppgifter|обязанности|требования)\b|勤務地|給与|雇用形態|月給|時給|年収|月薪|工作地点|급여|근무지|仕事内容|応募資格|任职要求"
    r"|岗位职责|자격요건|주요업무|الراتب"
)
# … and these of tenders, events and courses as well.
SHARED_LABEL = (
    r"\b(?:(?:location|company|reference(?: number)?|department|closes|requirements|qualifications|lieu|locatie|sede"
    r"|local|ort|ubicación|requisitos|requisiti|empresa|город)\s*:|closing date|apply (?:by|now))\b|الموقع"
)
_ROLES = (
    r"engineer|manager|officer|assistant|developer|dev|nurse|teacher|coordinator|director|analyst|specialist|technician"
    r"|administrator|consultant|advisor|adviser|supervisor|worker|driver|cleaner|chef|cook|designer|architect"
    r"|accountant"
    r"|executive|representative|professor|lecturer|clerk|operator|lead|intern|trainee|apprentice|probation|support"
    r"|internship|apprenticeship|traineeship"
    r"|sales|counsel|cashier|waiter|baker|barista|welder|electrician|plumber|mechanic|carpenter|librarian|pharmacist"
    r"|therapist"
    r"|psychologist|carer|caregiver|attendant|receptionist|secretary|planner|scientist|postdoc\w*|tutor|trainer"
    r"|instructor"
    r"|copywriter|translator|recruiter|programmer|devops|paralegal|solicitor|housekeeper|gardener|labourer|picker"
    r"|associate"
    r"|partner|editor|writer|producer|bookkeeper|auditor|buyer|merchandiser|physician|surgeon|dentist|paramedic|porter"
    r"|security guard|handyman|painter|roofer|dispatcher|loader|sitter|nanny|host|bartender|server|dishwasher"
    r"|\w*(?:mitarbeiter|erzieher|pfleger|bearbeiter|ingenieur|entwickler|verkäufer|fahrer|leiter|berater|helfer|techniker"
    r"|monteur|assistent|referent)(?:[/:*_]?in(?:nen)?|s|es)?"
    r"|\w*kraft|ingénieur|technicien|infirmier|vendeur|développeur|responsable|chauffeur|comptable|serveur|assistante?"
    r"|medewerker|monteur|verpleegkundige|ontwikkelaar|verkoper|docent|leraar|adviseur"
    r"|ingeniero|desarrollador|gerente|camarer[oa]|dependient[ea]|conductor|enfermer[oa]|administrativ[oa]|comercial"
    r"|técnico"
    r"|magazzinier[ei]|addett[oa]|impiegat[oa]|operai[oa]|camerier[ea]|commess[oa]|infermier[ei]|autista|cuoco|tecnico"
    r"|progettista|sviluppatore|auxiliar|analista|vendedor|motorista|enfermeir[oa]|desenvolvedor|estagiári[oa]"
    r"|kierowca|magazynier|specjalist\w*|kierownik|pracownik|sprzedawca|programista|księgow\w+|inżynier"
    r"|\w*sköterska|\w*utvecklare|\w*ingenjör|\w*lärare|\w*säljare|\w*medarbetare|\w*chaufför|\w*sykepleier|\w*lærer"
    r"|\w*utvikler|\w*ingeniør|\w*medarbejder|\w*sygeplejerske|\w*hoitaja|\w*opettaja|\w*kehittäjä|\w*myyjä"
    r"|менеджер\w*|инженер\w*|водитель|разработчик\w*|программист\w*|повар|продавец|бухгалтер|специалист\w*"
)
ROLE = (
    rf"(?i)\b(?:{_ROLES})s?\b|\b(?:is|are) hiring\b|^(?:senior|junior|head of|chief|sr\.?|jr\.?|vp) "
    r"|\((?:[mwfdxgh]|all genders)(?: ?[/|*] ?[mwfdxgh]){1,3}\)|\b[hf]/[hf]\b|\b\d\d ?[-–] ?100 ?%"
    r"|正社員|看護師|エンジニア|スタッフ|募集|営業職|事務職|介護職|保育士|ドライバー|アルバイト|工程师|经理|招聘|工程師|개발자|간호사|모집|مهندس|محاسب|مطلوب|موظف|سائق|ممرض"
)
PAID = r"(?i)(?:[$€£]|\b(?:usd|eur|gbp) ?)\d[\d,.]*k?\s*(?:[-–]\s*[$€£]?\d[\d,.]*k?\s*)?(?:/|per |an? |p\.?[ah]\b)"
OFFERED = r"(?i)^\W*\[?(?:hiring|job|vacancy|task)\b\]"  # in forums where others write "[For hire]"
SOUGHT = r"(?i)^\W*\[?(?:for ?hire|offer|hire me)\b\]|\bseeking (?:a )?(?:position|employment|work|job)\b"

# What an employer calls its own page
_INVITED = (
    r"join (?:us|our team|the team)|(?:open|current|all) roles|roles at|we['’]?re hiring|nous rejoindre"
    r"|rejoignez[- ]nous|lavora con noi|internships?|apprenticeships?|traineeships?|trabaja con nosotros"
    r"|trabalhe con\w+|(?:kom )?werken bij|jobba hos|jobbe hos"
)
JOB_CHANNEL = rf"(?i)\b(?:{_WORDS}|{_INVITED})\b|jobs?\b|{_JOBS_UNSPACED}"
CERTAIN_CHANNEL = (
    rf"(?i)\b(?:{JOBS})\b|jobs?\b"
    r"|\bcareers\b(?!.*\b(?:events?|courses?|fairs?|advice|service|week|stories|insights)\b)"
    rf"|{_JOBS_UNSPACED}"
)
# "Library Jobs", and not "Jobs report"
BOARD_CHANNEL = rf"(?i)\b(?:{JOBS}|job (?:board|listings|offers))\s*$|{_JOBS_UNSPACED}"
# "Events Recruitment Ltd", which places the people of a trade
AGENCY_CHANNEL = (
    r"(?i)\b(?:recruit(?:ment|ers|ing)|staffing|personnel)"
    r"(?: (?:group|agency|consultan\w+|services|solutions|partners))*(?:,? (?:ltd|limited|llc|inc|gmbh)\.?)?\s*$"
)
