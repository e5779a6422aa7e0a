"""The words by which advertisements, articles and other listings are told apart, in the languages of job feeds.

The patterns are text, which `re` compiles when it first meets them: most runs never do.
"""

# Of addresses and channels: these mean work for pay …
JOBS = (
    r"jobs?|vacanc(?:y|ies)|positions?|openings?|stellen\w*|emplois?|empleos?|empregos?|vagas?|lavoro|vacatures?"
    r"|jobb|lediga"
    r"|kyujin|saiyo|tenshoku|zhaopin|ty[oö]paik\w+|[aá]ll[aá]s(?:aj[aá]nlat\w*)?|i[sş]-?ilan\w+|ilanlar[ıi]|вакансии"
    r"|вакансий"
)
# … and these may be grants, tenders, bargains or a magazine's section as well.
PERHAPS_JOBS = (
    r"careers?|opportunit(?:y|ies)|recruit\w*|hiring|employment|karriere|carri[eè]res?|offres?|ofertas?|offerte"
    r"|pracy|praca|pr[aá]ce|arbeit|work|annunci[oa]|annonces?|trabajos?|trabalhos?|ledige|stillinger"
)
# Written without spaces between words
_JOBS_UNSPACED = r"求人|採用|転職|募集|招聘|招募|职位|職缺|채용|구인"
_WORDS = rf"{JOBS}|{PERHAPS_JOBS}"

FOLDER = (
    rf"(?:[a-z]+[-_.]){{0,2}}(?:{_WORDS}|requisitions?|postings?)"
    r"(?:[-_.](?:details?|listings?|search|boards?|offers?|ads?|view|in|at|for|de)(?:[-_.][a-z]+)*)?"
)
PAGE = (
    rf"(?:view|show|apply)?[-_]?(?:{_WORDS}|requisition|posting)[-_.]?(?:details?|view|ad|posting|opening)?"
    r"(?:[-_.]?\d[\w.-]*)?(?:\.\w{2,5})?"
)
CERTAIN = rf"(?:^|[^a-z])(?:view|show|apply)?(?:{JOBS}|requisition|posting)"
PARAMETER = r"(?:^|&)(?:job|jobid|job_id|jobcode|vacancy|vacancyid|positionid|gh_jid|req|reqid)="
HOST = r"jobs?(?:\W|$)|(?:^|\W)jobs?|career|karriere|vacanc|vacature|recruit|hiring|stellen|emploi|empleo|vagas"
DATED = r"/(?:19|20)\d\d/[a-z0-9]{1,3}/\d\d?(?:/|$)"
ARTICLE_FOLDER = (
    r"/(?:news|blogs?|articles?|story|stories|press(?:-releases?)?|podcasts?|episodes?|opinion|tag(?:ged)?|forums?"
    r"|questions"
    r"|releases|commits?|issues|watch|viewtopic\.php|events?|courses?|tenders?|propert(?:y|ies)|products?|recipes?"
    r"|guides?|(?:[a-z]+-)*advice|(?:19|20)\d\d/[a-z0-9]{1,3}/\d\d?)(?:/|$)"
)

LABEL = (
    r"\b(?:(?:location|salary|band|pay|job type|contract type|vacancy (?:title|id)|reference(?: number)?|department"
    r"|company|employer|closes|lieu|salaire|gehalt|arbeitsort|locatie|salaris|sede|contratto|retribuzione|local|salário"
    r"|wynagrodzenie|miejsce pracy|ort|lön|ubicación|salario|empresa|зарплата|город)\s*:|closing date|apply (?:by|now)"
    r"|employment type|full[- ]time|part[- ]time|per (?:hour|annum)|vollzeit|teilzeit|vergütung|cdi|cdd|temps plein"
    r"|tempo pieno|pełny etat|heltid|deltid|fuldtid|plný úvazek|kokoaikainen|osa-aikainen|tam zamanlı"
    r"|teljes munkaid)|勤務地|給与|雇用形態|月給|時給|月薪|工作地点|급여|근무지"
)
_ROLES = (
    r"engineer|manager|officer|assistant|developer|dev|nurse|teacher|coordinator|director|analyst|specialist|technician"
    r"|administrator|consultant|advisor|adviser|supervisor|worker|driver|cleaner|chef|cook|designer|architect"
    r"|accountant"
    r"|executive|representative|professor|lecturer|clerk|operator|lead|intern|trainee|apprentice|probation|support"
    r"|sales|counsel|cashier|waiter|baker|barista|welder|electrician|plumber|mechanic|carpenter|librarian|pharmacist"
    r"|therapist"
    r"|psychologist|carer|caregiver|attendant|receptionist|secretary|planner|scientist|postdoc\w*|tutor|trainer"
    r"|instructor"
    r"|copywriter|translator|recruiter|programmer|devops|paralegal|solicitor|housekeeper|gardener|labourer|picker"
    r"|associate"
    r"|partner|editor|writer|producer|bookkeeper|auditor|buyer|merchandiser|physician|surgeon|dentist|paramedic|porter"
    r"|security guard|handyman|painter|roofer|dispatcher|loader|sitter|nanny|host|bartender|server|dishwasher"
    r"|mitarbeiter\w*|erzieher\w*|pfleger\w*|sachbearbeiter\w*|ingenieur\w*|entwickler\w*|verkäufer\w*|fahrer\w*"
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
    r"|\((?:[mwfdxgh]|all genders)(?: ?[/|*] ?[mwfdxgh]){1,3}\)|\b[hf]/[hf]\b"
    r"|正社員|看護師|エンジニア|スタッフ|募集|工程师|经理|招聘|工程師|개발자|간호사|모집"
)
PAID = r"(?i)(?:[$€£]|\b(?:usd|eur|gbp) ?)\d[\d,.]*k?\s*(?:[-–]\s*[$€£]?\d[\d,.]*k?\s*)?(?:/|per |an? |p\.?[ah]\b)"
OFFERED = r"(?i)^\W*\[?(?:hiring|job|vacancy|task)\b\]"  # in forums where others write "[For hire]"
SOUGHT = r"(?i)^\W*\[?(?:for ?hire|offer)\b\]"

ARTICLE_TITLE = (
    r"(?i)^(?:how|why|what|when|where|\d+ (?:ways|tips|things|reasons|mistakes|steps)|top \d+|ep(?:isode|\.)? ?\d+"
    r"|podcast|webinar|comments? (?:on|by)|re:|meet (?!and\b|&)|become|becoming|introducing|welcome to"
    r"|inside (?:the|our)|life at|(?:a )?day in the life|behind the|lessons"
    r"|(?:an? |the )?(?:ultimate )?(?:guide|introduction) to|the (?:future|rise|art) of|interview with|q&a"
    r"|releases? (?:notes|v?\d)|v?\d+\.\d+|land (?:a|your)|watch:"
    r"|video:)(?:\b|(?<=:))|\?$|\b(?:announces?|announced|launches|appointed|joins|celebrates|rises|falls|slips|says"
    r"|reveals|explains|explained|wins)\b|\bvs\b"
)
# Told by somebody to somebody; "US", "Nurse I" and "Our Lady" are others
TOLD = r"\b(?:[Oo]ur(?! Lady)|[Yy]our|[Ww]e|[Mm]y|us|[Hh]ere's)\b|^I [a-z']|\bI'(?:m|ve|d)\b"
INVITING = r"(?i)\b(?:join|looking for|wanted|hiring|need(?:ed)?|seeking|recruit\w*|apply|work (?:with|for))\b"
_ENDS = r"(?=\s*(?:$|[-–|:,(/]|(?:for|in|at|on|with|programme|program|20\d\d)\b))"
OTHER_TITLE = (
    r"(?i)\b(?:courses?|bootcamp|certification|certificate|diploma|webinar|workshop|conference|meetup|expo|summit"
    r"|tender"
    rf"|(?<!of )(?<!& )(?<!and )training|framework|rfp|grants?|funding|flat|apartment|voucher|recipe|resume|cv"
    rf"|cover letter|template|job description|interview questions?|salary guide|examples?){_ENDS}"
    r"|\b\d+ ?-?bed(?:room)?s?\b|\bfor sale\b|\b(?:careers?|jobs?|recruitment) fair\b|\b(?:supply|provision"
    r"|procurement) of\b|\bto (?:let|rent)\b|% off\b"
)

JOB_CHANNEL = rf"(?i)\b(?:{_WORDS})\b|jobs?\b|{_JOBS_UNSPACED}"
CERTAIN_CHANNEL = (
    rf"(?i)\b(?:{JOBS})\b|jobs?\b|\bcareers\b(?!.*\b(?:events?|courses?|fairs?|advice)\b)|{_JOBS_UNSPACED}"
)
BOARD_CHANNEL = rf"(?i)\b(?:{JOBS}|job (?:board|listings|offers))\s*$"  # "Library Jobs", and not "Jobs report"
ARTICLE_CHANNEL = r"(?i)\b(?:we)?blog\b|\bnews\b|\bpodcast\b|\bmagazine\b|\bforums?\b|\badvice\b|\btips\b|\bguides?\b"
SOFTWARE_CHANNEL = r"(?i)\b(?:commits to|all builds|failed builds|jenkins|release notes|releases from)\b"
OTHER_CHANNEL = (
    r"(?i)\b(?:tenders?|procurement|contracts? (?:finder|notices?|opportunities)|notices|bids|rfps?|vergabe"
    r"|ausschreibung(?:en)?|career (?:academy|programs?)|licitaci\w+|appels? d'offres?|grants?|funding|scholarships?"
    r"|courses?|events?|propert(?:y|ies)"
    r"|real estate|immobilien|for rent|for sale|lettings|deals|coupons|release notes|releases)\b"
)
