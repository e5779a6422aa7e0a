"""The words by which articles, and listings of other things than jobs, are known; `words.jobs` has those of jobs.

The patterns are text, which `re` compiles when it first meets them: most runs never do.
"""

FOLDER = (
    r"/(?:news|blogs?|articles?|story|stories|press(?:-releases?)?|podcasts?|episodes?|opinion|tag(?:ged)?|forums?"
    r"|questions"
    r"|releases|commits?|issues|watch|viewtopic\.php|events?|courses?|tenders?|propert(?:y|ies)|products?|recipes?"
    r"|guides?|case-studies|insights|resumes?|cvs?|(?:[a-z]+-)*advice|(?:19|20)\d\d/[a-z0-9]{1,3}/\d\d?)(?:/|$)"
)

TITLE = (
    r"(?i)^(?:how|why|what|when|where|\d+ (?:ways|tips|things|reasons|mistakes|steps)"
    r"|\d+ (?:[^\W\d_]+ ){1,3}(?:every|that|you|which)|top \d+|ep(?:isode|\.)? ?\d+"
    r"|podcast|webinar|comments? (?:on|by)|re:|meet (?!and\b|&)|become|becoming|introducing|welcome to"
    r"|inside (?:the|our)|life at|(?:a )?day in the life|behind the|lessons"
    r"|(?:an? |the )?(?:ultimate )?(?:guide|introduction) to|the (?:future|rise|art|case) (?:of|for)|interview with|q&a"
    r"|releases? (?:notes|v?\d)|v?\d+\.\d+|land (?:a|your)|watch:"
    r"|video:)(?:\b|(?<=:))|\?$|\b(?:announces?|announced|launches|appointed|joins|celebrates|rises|falls|slips|says"
    r"|reveals|explains|explained|wins)\b|\bvs\b"
)

# Said by somebody to somebody; "US", "Nurse I" and "Our Lady" are others
_TOLD = r"\b(?:[Oo]ur(?! Lady)|[Yy]our|[Ww]e|[Mm]y|us|[Hh]ere's)\b|^I [a-z']|\bI'(?:m|ve|d)\b"
# Sentences: their verbs, conjunctions and words of question. The names of jobs have none.
_FINITE = (
    r"[Ii]s|[Aa]re|was|were|has|had|can(?! (?:be|start|train|work|drive))|could|[Dd]oes|did"
    r"|(?:is|are|do|does|wo|ca)n't|than|because|amid|despite"
    r"|votes?(?= (?:to|for|on|against))|vows|urges|warns|blames|soars?|surges|plunges|slumps|tumbles|climbs|rebounds"
    r"|wants|gets|goes|makes|gives|begins|unveils|agrees|grew|rose|fell|jumped|to (?:cut|axe|strike|ban|lay off)"
    r"|ist|sind|wird|werden|wurden?|hat|haben|kann|können|soll(?:en)?|muss|müssen|darf|dürfen|nicht"
    r"|[Ww]ie(?! (?:du|sie)\b)|[Ww]arum"
    r"|[Ww]ann|weil|dass"
    r"|est(?!\.)|sont|sera|seront|vont|peut|peuvent|doit|doivent|[Cc]omment|[Pp]ourquoi|recule|grimpe|chute|bondit"
    r"|será|serán|están?|fueron|puede|pueden|[Cc]ómo|[Pp]or qué|[Qq]ué|sube|cae|crece"
    r"|são|foi|foram|serão|estão|pode|podem|cai|sobe|cresce|è|sono|sarà|hanno|può|possono|perché|cala"
    r"|jest|są|będzie|będą|może|mogą|[Dd]laczego|[Jj]ak|[Ii]le|rośnie|spada"
    r"|wordt|worden|heeft|hebben|kunnen|[Ww]aarom|[Hh]oe|är|blir|inte|[Vv]arför|[Hh]ur"
    r"|будет|будут|может|могут|[Кк]ак|[Пп]очему|вырос\w*|упал\w*"
)
TOLD = rf"{_TOLD}|(?<![/(*-])\b(?:{_FINITE})\b(?![/)*])|\b\d[\d,.]+ (?:new )?jobs\b"
INVITING = (
    r"(?i)\b(?:join|looking for|wanted|hiring|need(?:ed)?|seeking|recruit\w*|apply|work (?:with|for)|available"
    r"|sought|who (?:is|has|can)"
    r"|such\w+|gesucht|werde\b|bewirb|komm\b|recrute\w*|recherche\w*|cherche\w*|rejoignez|busc\w+"
    r"|se (?:necesita|solicita|requiere)\w*|únete|contrata\w*|procura\w*|cerca\w*"
    r"|cerchiamo|selezion\w+|szuka\w*|poszukuje\w*|zatrudni\w*"
    r"|zoek\w*|gezocht|sök\w*|søk\w*|søger|søges|требу\w+|ищ[еу]\w*)"
)
# A title that begins like a heading; "The Acme Group - Cook" and "La Cantina: cuoco" have the employer there
HEADED = r"^(?:The|Les?|La|El|L[ao]s|Il|Gli|Os|Der|Die|Das) [^-–—|:@(/]*$"

_ENDS = r"(?=\s*(?:$|[-–|:,(/]|(?:for|in|at|on|with|programme|program|20\d\d)\b))"
OTHER_TITLE = (
    r"(?i)\b(?:courses?|bootcamp|certification|certificate|diploma|webinar|workshop|conference|meetup|expo|summit"
    r"|tender"
    rf"|(?<!of )(?<!& )(?<!and )training|framework|rfp|grants?|funding|flat|apartment|voucher|recipe|resume|cv"
    rf"|cover letter|template|job description|interview questions?|salary guide|examples?){_ENDS}"
    r"|\b\d+ ?-?bed(?:room)?s?\b|\bfor sale\b|\b(?:careers?|jobs?|recruitment) fair\b|\b(?:supply|provision"
    r"|procurement) of\b|\bto (?:let|rent)\b|% off\b"
)
# A role that is only spoken about: "Tools for recruiters"
CONCERNED = r"(?i)(?<!looking)(?<!search)(?<!call)(?<!openings)(?<!vacancies)(?<!jobs) for (?:[\w-]+ ){0,2}[\w-]+s\b"

CHANNEL = (
    r"(?i)\b(?:we)?blog\b|\bnews\b|\bnewsroom\b|\bnewsletter\b|\bpodcast\b|\bmagazin[eo]?\b|\bforums?\b|\badvice\b|\btips\b"
    r"|\bguides?\b|\binsights\b|\bcase studies\b|\bblogs\b|\bpress releases?\b|\b(?:news|pr ?)wire\b"
    r"|\bpressemitteilungen\b|\bcommuniqués?\b"
    r"|\bactualit(?:és?|à)\b|\bactualidad\b|\bnot[ií]cias\b|\bnotizie\b|\bnachrichten\b|\bwiadomości\b"
    r"|\baktualności\b|\bnieuws\b|\bnyheter\b|\bnyheder\b|\buutiset\b|\bnovinky\b|\bzprávy\b|\bștiri\b|\bvijesti\b"
    r"|\bhírek\b|\bhaberler\w*|\bновости\b|\bновини\b|\bειδήσεις\b|\bconse(?:ils|jos)\b|\bconsigli\b|\bdicas\b|\bratgeber\b|\btipps\b|\bporadnik\b|ニュース|コラム|新闻|新聞|뉴스|أخبار|نصائح|اخبار|חדשות|समाचार|ข่าว"
)
SOFTWARE_CHANNEL = (
    r"(?i)\b(?:commits to|all builds|failed builds|jenkins|release notes|releases from|sidekiq)\b"
    r"|^(?:issues|pull requests)\b"
)
OTHER_CHANNEL = (
    r"(?i)\b(?:tenders?|procurement|contracts? (?:finder|notices?|opportunities)"
    r"|(?<!recruitment )(?<!vacancy )(?<!job )notices|bids|rfps?|vergabe"
    r"|ausschreibung(?:en)?|career (?:academy|programs?)|licitaci\w+|appels? d'offres?|grants?|funding|scholarships?"
    r"|courses?|events?|propert(?:y|ies)"
    r"|real estate|immobilien|for rent|for sale|lettings|deals|coupons|release notes|releases|reviews|consultations"
    r"|(?:planning|licen[cs]ing|patent) applications?|resumes|cvs|job ?seekers"
    r"|candidates|companies(?! (?:hiring|that|with|are))|director(?:y|ies)|exhibitors|suppliers)\b"
)
OTHER_JOBS = (  # what is called a job and is none
    r"(?i)\b(?:steve jobs|(?:odd|cron|print|batch|build|ci|etl|backup|scheduled|background) jobs?|book of job"
    r"|(?:job|employment|workforce|vacanc(?:y|ies)) (?:survey|statistics|scams?|queue|scheduler|runner))\b"
)
