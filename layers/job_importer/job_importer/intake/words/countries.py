# ruff: noqa: E501
"""Countries by their codes and names: ISO 3166-1, with the names that Unicode CLDR gives in ten languages and in the
country's own, and the everyday ones beside them; those of Europe in its smaller languages as well. "Congo" and "Korea"
are missing: each means two countries.
"""

COUNTRIES = """
AD|AND|Andorra|Principality of Andorra|Andorre|Andora
AE|ARE|United Arab Emirates|Vereinigte Arabische Emirate|Émirats arabes unis|Emiratos Árabes Unidos|Emirati Arabi Uniti|Verenigde Arabische Emiraten|Emirados Árabes Unidos|Zjednoczone Emiraty Arabskie|Förenade Arabemiraten|De Forenede Arabiske Emirater|UAE|Emirates|الإمارات|الإمارات العربية المتحدة
AF|AFG|Afghanistan|Islamic Republic of Afghanistan|Afganistán|Afeganistão|Afganistan
AG|ATG|Antigua and Barbuda|Antigua & Barbuda|Antigua und Barbuda|Antigua-et-Barbuda|Antigua y Barbuda|Antigua e Barbuda|Antigua en Barbuda|Antígua e Barbuda|Antigua i Barbuda|Antigua och Barbuda|Antigua og Barbuda
AI|AIA|Anguilla|Anguila
AL|ALB|Albania|Republic of Albania|Albanien|Albanie|Albanië|Albânia|Shqipëri
AM|ARM|Armenia|Republic of Armenia|Armenien|Arménie|Armenië|Armênia
AO|AGO|Angola|Republic of Angola
AQ|ATA|Antarctica|Antarktis|Antarctique|Antártida|Antartide|Antarktyda
AR|ARG|Argentina|Argentine Republic|Argentinien|Argentine|Argentinië|Argentyna
AS|ASM|American Samoa|Amerikanisch-Samoa|Samoa américaines|Samoa Americana|Samoa Americane|Amerikaans-Samoa|Samoa Amerykańskie|Amerikanska Samoa|Amerikansk Samoa
AT|AUT|Austria|Republic of Austria|Österreich|Autriche|Oostenrijk|Áustria|Österrike|Østrig|Itävalta|Rakousko|Rakúsko|Ausztria|Østerrike
AU|AUS|Australia|Australien|Australie|Australië|Austrália
AW|ABW|Aruba
AX|ALA|Åland Islands|Ålandinseln|Îles Åland|Islas Aland|Isole Åland|Åland|Ilhas Aland|Wyspy Alandzkie
AZ|AZE|Azerbaijan|Republic of Azerbaijan|Aserbaidschan|Azerbaïdjan|Azerbaiyán|Azerbaigian|Azerbeidzjan|Azerbaijão|Azerbejdżan|Azerbajdzjan|Aserbajdsjan
BA|BIH|Bosnia and Herzegovina|Republic of Bosnia and Herzegovina|Bosnia & Herzegovina|Bosnien und Herzegowina|Bosnie-Herzégovine|Bosnia y Herzegovina|Bosnia ed Erzegovina|Bosnië en Herzegovina|Bósnia e Herzegovina|Bośnia i Hercegowina|Bosnien och Hercegovina|Bosnien-Hercegovina
BB|BRB|Barbados|Barbade
BD|BGD|Bangladesh|People's Republic of Bangladesh|Bangladesch|Bangladés|Bangladesz
BE|BEL|Belgium|Kingdom of Belgium|Belgien|Belgique|Bélgica|Belgio|België|Belgia|Belgie|Belgicko
BF|BFA|Burkina Faso|Burquina Faso
BG|BGR|Bulgaria|Republic of Bulgaria|Bulgarien|Bulgarie|Bulgarije|Bulgária|Bułgaria|България|Bulharsko
BH|BHR|Bahrain|Kingdom of Bahrain|Bahreïn|Baréin|Bahrein|Barein|Bahrajn|البحرين
BI|BDI|Burundi|Republic of Burundi
BJ|BEN|Benin|Republic of Benin|Bénin|Benín
BL|BLM|Saint Barthélemy|St. Barthélemy|Saint-Barthélemy|San Bartolomé|São Bartolomeu|S:t Barthélemy
BM|BMU|Bermuda|Bermudes|Bermudas|Bermudy
BN|BRN|Brunei Darussalam|Brunei|Brunéi
BO|BOL|Bolivia, Plurinational State of|Bolivia|Plurinational State of Bolivia|Bolivien|Bolivie|Bolívia|Boliwia
BQ|BES|Bonaire, Sint Eustatius and Saba|Caribbean Netherlands|Karibische Niederlande|Pays-Bas caribéens|Caribe neerlandés|Caraibi Olandesi|Caribisch Nederland|Países Baixos Caribenhos|Niderlandy Karaibskie|Karibiska Nederländerna|De tidligere Nederlandske Antiller
BR|BRA|Brazil|Federative Republic of Brazil|Brasilien|Brésil|Brasil|Brasile|Brazilië|Brazylia
BS|BHS|Bahamas|Commonwealth of the Bahamas|Bahama's|Bahamy
BT|BTN|Bhutan|Kingdom of Bhutan|Bhoutan|Bután|Butão
BV|BVT|Bouvet Island|Bouvetinsel|Île Bouvet|Isla Bouvet|Isola Bouvet|Bouveteiland|Ilha Bouvet|Wyspa Bouveta|Bouvetön|Bouvetøen
BW|BWA|Botswana|Republic of Botswana|Botsuana
BY|BLR|Belarus|Republic of Belarus|Biélorussie|Bielorrusia|Bielorussia|Bielorrússia|Białoruś|Беларусь|Hviterussland|Bělorusko
BZ|BLZ|Belize|Belice
CA|CAN|Canada|Kanada|Canadá
CC|CCK|Cocos (Keeling) Islands|Kokosinseln|Îles Cocos|Islas Cocos|Isole Cocos (Keeling)|Cocoseilanden|Ilhas Cocos (Keeling)|Wyspy Kokosowe|Kokosöarna|Cocosøerne
CD|COD|Congo, The Democratic Republic of the|Congo - Kinshasa|Kongo-Kinshasa|Congo-Kinshasa|República Democrática del Congo|Demokratyczna Republika Konga|DRC|DR Congo
CF|CAF|Central African Republic|Zentralafrikanische Republik|République centrafricaine|República Centroafricana|Repubblica Centrafricana|Centraal-Afrikaanse Republiek|República Centro-Africana|Republika Środkowoafrykańska|Centralafrikanska republiken|Den Centralafrikanske Republik
CG|COG|Republic of the Congo|Congo - Brazzaville|Kongo-Brazzaville|Congo-Brazzaville|República do Congo|Kongo
CH|CHE|Switzerland|Swiss Confederation|Schweiz|Suisse|Suiza|Svizzera|Zwitserland|Suíça|Szwajcaria|Sveitsi|Švýcarsko|Švajčiarsko|Svájc|Elveția|Sveits
CI|CIV|Côte d'Ivoire|Republic of Côte d'Ivoire|Costa d'Avorio|Ivoorkust|Costa do Marfim|Elfenbenskusten|Elfenbenskysten|Ivory Coast
CK|COK|Cook Islands|Cookinseln|Îles Cook|Islas Cook|Isole Cook|Cookeilanden|Ilhas Cook|Wyspy Cooka|Cooköarna|Cookøerne
CL|CHL|Chile|Republic of Chile|Chili|Cile
CM|CMR|Cameroon|Republic of Cameroon|Kamerun|Cameroun|Camerún|Camerun|Kameroen|Camarões
CN|CHN|China|People's Republic of China|Chine|Cina|Chiny|Kina|中国|PRC|Mainland China|Kiina|Čína
CO|COL|Colombia|Republic of Colombia|Kolumbien|Colombie|Colômbia|Kolumbia
CR|CRI|Costa Rica|Republic of Costa Rica|Kostaryka
CU|CUB|Cuba|Republic of Cuba|Kuba
CV|CPV|Cabo Verde|Republic of Cabo Verde|Cape Verde|Cap-Vert|Capo Verde|Kaapverdië|Republika Zielonego Przylądka|Kap Verde
CW|CUW|Curaçao|Curazao
CX|CXR|Christmas Island|Weihnachtsinsel|Île Christmas|Isla de Navidad|Isola Christmas|Christmaseiland|Ilha Christmas|Wyspa Bożego Narodzenia|Julön|Juleøen
CY|CYP|Cyprus|Republic of Cyprus|Zypern|Chypre|Chipre|Cipro|Cypr|Cypern
CZ|CZE|Czechia|Czech Republic|Tschechien|Tchéquie|Chequia|Cechia|Tsjechië|Tchéquia|Czechy|Tjeckien|Tjekkiet|Česko|Tšekki|Česká republika|Csehország|Cehia|Tschechische Republik|Tsjekkia
DE|DEU|Germany|Federal Republic of Germany|Deutschland|Allemagne|Alemania|Germania|Duitsland|Alemanha|Niemcy|Tyskland|Saksa|Německo|Nemecko|Németország|BRD|Bundesrepublik Deutschland|Njemačka|Vokietija|Vācija|Saksamaa
DJ|DJI|Djibouti|Republic of Djibouti|Dschibuti|Yibuti|Gibuti|Djibuti|Dżibuti
DK|DNK|Denmark|Kingdom of Denmark|Dänemark|Danemark|Dinamarca|Danimarca|Denemarken|Dania|Danmark|Tanska|Dánsko|Dánia|Danemarca
DM|DMA|Dominica|Commonwealth of Dominica|Dominique|Dominika
DO|DOM|Dominican Republic|Dominikanische Republik|République dominicaine|República Dominicana|Repubblica Dominicana|Dominicaanse Republiek|Dominikana|Dominikanska republiken|Den Dominikanske Republik
DZ|DZA|Algeria|People's Democratic Republic of Algeria|Algerien|Algérie|Argelia|Algerije|Argélia|Algieria|Algeriet|الجزائر
EC|ECU|Ecuador|Republic of Ecuador|Équateur|Equador|Ekwador
EE|EST|Estonia|Republic of Estonia|Estland|Estonie|Estônia|Eesti|Viro|Estonsko|Igaunija|Estija
EG|EGY|Egypt|Arab Republic of Egypt|Ägypten|Égypte|Egipto|Egitto|Egypte|Egito|Egipt|Egypten|مصر
EH|ESH|Western Sahara|Westsahara|Sahara occidental|Sáhara Occidental|Sahara Occidentale|Westelijke Sahara|Saara Ocidental|Sahara Zachodnia|Västsahara|Vestsahara
ER|ERI|Eritrea|the State of Eritrea|Érythrée|Eritreia|Erytrea
ES|ESP|Spain|Kingdom of Spain|Spanien|Espagne|España|Spagna|Spanje|Espanha|Hiszpania|Espanja|Španělsko|Španielsko|Spania|Spanyolország
ET|ETH|Ethiopia|Federal Democratic Republic of Ethiopia|Äthiopien|Éthiopie|Etiopía|Etiopia|Ethiopië|Etiópia|Etiopien
FI|FIN|Finland|Republic of Finland|Finnland|Finlande|Finlandia|Finlândia|Suomi|Finsko|Fínsko|Finnország|Finlanda|Soome
FJ|FJI|Fiji|Republic of Fiji|Fidschi|Fidji|Fiyi|Figi|Fidżi
FK|FLK|Falkland Islands (Malvinas)|Falkland Islands|Falklandinseln|Îles Malouines|Islas Malvinas|Isole Falkland|Falklandeilanden|Ilhas Malvinas|Falklandy|Falklandsöarna|Falklandsøerne
FM|FSM|Micronesia, Federated States of|Federated States of Micronesia|Micronesia|Mikronesien|Micronésie|Micronésia|Mikronezja
FO|FRO|Faroe Islands|Färöer|Îles Féroé|Islas Feroe|Isole Fær Øer|Faeröer|Ilhas Faroé|Wyspy Owcze|Färöarna|Færøerne
FR|FRA|France|French Republic|Frankreich|Francia|Frankrijk|França|Francja|Frankrike|Frankrig|Ranska|Francie|Francúzsko|Franța|Franciaország
GA|GAB|Gabon|Gabonese Republic|Gabun|Gabón|Gabão
GB|GBR|United Kingdom|United Kingdom of Great Britain and Northern Ireland|Vereinigtes Königreich|Royaume-Uni|Reino Unido|Regno Unito|Verenigd Koninkrijk|Wielka Brytania|Storbritannien|UK|U.K.|Great Britain|Britain|England|Scotland|Wales|Northern Ireland|Grossbritannien|Iso-Britannia|Britannia|Yhdistynyt kuningaskunta|Velká Británie|Spojené království|Veľká Británia|Nagy-Britannia|Egyesült Királyság|Marea Britanie|Storbritannia|Grande-Bretagne|Gran Bretagna|Gran Bretaña|Grã-Bretanha|Groot-Brittannië
GD|GRD|Grenada|Grenade|Granada
GE|GEO|Georgia|Georgien|Géorgie|Georgië|Geórgia|Gruzja
GF|GUF|French Guiana|Französisch-Guayana|Guyane française|Guayana Francesa|Guyana Francese|Frans-Guyana|Guiana Francesa|Gujana Francuska|Franska Guyana|Fransk Guyana
GG|GGY|Guernsey|Guernesey
GH|GHA|Ghana|Republic of Ghana|Gana
GI|GIB|Gibraltar|Gibilterra
GL|GRL|Greenland|Grönland|Groenland|Groenlandia|Groenlândia|Grenlandia|Grønland
GM|GMB|Gambia|Republic of the Gambia|Gambie|Gâmbia
GN|GIN|Guinea|Republic of Guinea|Guinée|Guinee|Guiné|Gwinea
GP|GLP|Guadeloupe|Guadalupe|Guadalupa|Gwadelupa
GQ|GNQ|Equatorial Guinea|Republic of Equatorial Guinea|Äquatorialguinea|Guinée équatoriale|Guinea Ecuatorial|Guinea Equatoriale|Equatoriaal-Guinea|Guiné Equatorial|Gwinea Równikowa|Ekvatorialguinea|Ækvatorialguinea
GR|GRC|Greece|Hellenic Republic|Griechenland|Grèce|Grecia|Griekenland|Grécia|Grecja|Grekland|Grækenland|Ελλάδα|EL|Kreikka|Řecko|Grécko|Görögország|Hellas
GS|SGS|South Georgia and the South Sandwich Islands|South Georgia & South Sandwich Islands|Südgeorgien und die Südlichen Sandwichinseln|Géorgie du Sud-et-les Îles Sandwich du Sud|Islas Georgia del Sur y Sandwich del Sur|Georgia del Sud e Sandwich Australi|Zuid-Georgia en Zuidelijke Sandwicheilanden|Ilhas Geórgia do Sul e Sandwich do Sul|Georgia Południowa i Sandwich Południowy|Sydgeorgien och Sydsandwichöarna|South Georgia og De Sydlige Sandwichøer
GT|GTM|Guatemala|Republic of Guatemala|Gwatemala
GU|GUM|Guam
GW|GNB|Guinea-Bissau|Republic of Guinea-Bissau|Guinée-Bissau|Guinea-Bisáu|Guinee-Bissau|Guiné-Bissau|Gwinea Bissau
GY|GUY|Guyana|Republic of Guyana|Guiana|Gujana
HK|HKG|Hong Kong|Hong Kong Special Administrative Region of China|Hong Kong SAR China|Sonderverwaltungsregion Hongkong|R.A.S. chinoise de Hong Kong|RAE de Hong Kong (China)|RAS di Hong Kong|Hongkong SAR van China|Hong Kong, RAE da China|SRA Hongkong (Chiny)|Hongkong SAR|SAR Hongkong|Hong Kong SAR|香港
HM|HMD|Heard Island and McDonald Islands|Heard & McDonald Islands|Heard und McDonaldinseln|Îles Heard-et-MacDonald|Islas Heard y McDonald|Isole Heard e McDonald|Heard en McDonaldeilanden|Ilhas Heard e McDonald|Wyspy Heard i McDonalda|Heardön och McDonaldöarna|Heard Island og McDonald Islands
HN|HND|Honduras|Republic of Honduras
HR|HRV|Croatia|Republic of Croatia|Kroatien|Croatie|Croacia|Croazia|Kroatië|Croácia|Chorwacja|Hrvatska|Chorvatsko|Horvátország|Croația
HT|HTI|Haiti|Republic of Haiti|Haïti|Haití
HU|HUN|Hungary|Ungarn|Hongrie|Hungría|Ungheria|Hongarije|Hungria|Węgry|Ungern|Magyarország|Unkari|Maďarsko|Ungaria
ID|IDN|Indonesia|Republic of Indonesia|Indonesien|Indonésie|Indonesië|Indonésia|Indonezja
IE|IRL|Ireland|Irland|Irlande|Irlanda|Ierland|Irlandia|Éire|Republic of Ireland|Eire|Irlanti|Irsko|Írsko|Írország
IL|ISR|Israel|State of Israel|Israël|Israele|Izrael|ישראל
IM|IMN|Isle of Man|Île de Man|Isla de Man|Isola di Man|Ilha de Man|Wyspa Man
IN|IND|India|Republic of India|Indien|Inde|Índia|Indie|भारत|Intia
IO|IOT|British Indian Ocean Territory|Britisches Territorium im Indischen Ozean|Territoire britannique de l'océan Indien|Territorio Británico del Océano Índico|Territorio Britannico dell'Oceano Indiano|Brits Indische Oceaanterritorium|Território Britânico do Oceano Índico|Brytyjskie Terytorium Oceanu Indyjskiego|Brittiska territoriet i Indiska oceanen|Det Britiske Territorium i Det Indiske Ocean
IQ|IRQ|Iraq|Republic of Iraq|Irak|Iraque|العراق
IR|IRN|Iran, Islamic Republic of|Iran|Islamic Republic of Iran|Irán|Irã
IS|ISL|Iceland|Republic of Iceland|Island|Islande|Islandia|Islanda|IJsland|Islândia|Ísland|Islanti
IT|ITA|Italy|Italian Republic|Italien|Italie|Italia|Italië|Itália|Włochy|Taliansko|Olaszország
JE|JEY|Jersey
JM|JAM|Jamaica|Jamaika|Jamaïque|Giamaica|Jamajka
JO|JOR|Jordan|Hashemite Kingdom of Jordan|Jordanien|Jordanie|Jordania|Giordania|Jordanië|Jordânia|الأردن
JP|JPN|Japan|Japon|Japón|Giappone|Japão|Japonia|日本|Japani
KE|KEN|Kenya|Republic of Kenya|Kenia|Quênia
KG|KGZ|Kyrgyzstan|Kyrgyz Republic|Kirgisistan|Kirghizstan|Kirguistán|Kirghizistan|Kirgizië|Quirguistão|Kirgistan|Kirgizistan
KH|KHM|Cambodia|Kingdom of Cambodia|Kambodscha|Cambodge|Camboya|Cambogia|Cambodja|Camboja|Kambodża|Kambodja
KI|KIR|Kiribati|Republic of Kiribati|Quiribati
KM|COM|Comoros|Union of the Comoros|Komoren|Comores|Comoras|Comore|Comoren|Komory|Komorerna|Comorerne
KN|KNA|Saint Kitts and Nevis|St. Kitts & Nevis|St. Kitts und Nevis|Saint-Christophe-et-Niévès|San Cristóbal y Nieves|Saint Kitts e Nevis|Saint Kitts en Nevis|São Cristóvão e Névis|Saint Kitts i Nevis|S:t Kitts och Nevis|Saint Kitts og Nevis
KP|PRK|Korea, Democratic People's Republic of|North Korea|Democratic People's Republic of Korea|Nordkorea|Corée du Nord|Corea del Norte|Corea del Nord|Noord-Korea|Coreia do Norte|Korea Północna
KR|KOR|Korea, Republic of|South Korea|Südkorea|Corée du Sud|Corea del Sur|Corea del Sud|Zuid-Korea|Coreia do Sul|Korea Południowa|Sydkorea|대한민국|Korea, South|Republic of Korea|한국
KW|KWT|Kuwait|State of Kuwait|Koweït|Koeweit|Kuwejt|الكويت
KY|CYM|Cayman Islands|Kaimaninseln|Îles Caïmans|Islas Caimán|Isole Cayman|Kaaimaneilanden|Ilhas Cayman|Kajmany|Caymanöarna|Caymanøerne
KZ|KAZ|Kazakhstan|Republic of Kazakhstan|Kasachstan|Kazajistán|Kazakistan|Kazachstan|Cazaquistão|Kazakstan|Kasakhstan|Казахстан
LA|LAO|Lao People's Democratic Republic|Laos
LB|LBN|Lebanon|Lebanese Republic|Libanon|Liban|Líbano|Libano
LC|LCA|Saint Lucia|St. Lucia|Sainte-Lucie|Santa Lucía|Santa Lúcia|S:t Lucia
LI|LIE|Liechtenstein|Principality of Liechtenstein
LK|LKA|Sri Lanka|Democratic Socialist Republic of Sri Lanka
LR|LBR|Liberia|Republic of Liberia|Libéria
LS|LSO|Lesotho|Kingdom of Lesotho|Lesoto
LT|LTU|Lithuania|Republic of Lithuania|Litauen|Lituanie|Lituania|Litouwen|Lituânia|Litwa|Lietuva|Liettua|Litva|Leedu
LU|LUX|Luxembourg|Grand Duchy of Luxembourg|Luxemburg|Luxemburgo|Lussemburgo|Luksemburg|Lucembursko
LV|LVA|Latvia|Republic of Latvia|Lettland|Lettonie|Letonia|Lettonia|Letland|Letônia|Łotwa|Latvija|Lotyšsko|Läti
LY|LBY|Libya|Libyen|Libye|Libia|Libië|Líbia
MA|MAR|Morocco|Kingdom of Morocco|Marokko|Maroc|Marruecos|Marocco|Marrocos|Maroko|Marocko|المغرب
MC|MCO|Monaco|Principality of Monaco|Mónaco|Mônaco|Monako
MD|MDA|Moldova, Republic of|Moldova|Republic of Moldova|Republik Moldau|Moldavie|Moldavia|Moldavië|Moldávia|Mołdawia|Moldavien
ME|MNE|Montenegro|Monténégro|Czarnogóra
MF|MAF|Saint Martin (French part)|St. Martin|Saint-Martin|San Martín|Saint Martin|São Martinho
MG|MDG|Madagascar|Republic of Madagascar|Madagaskar
MH|MHL|Marshall Islands|Republic of the Marshall Islands|Marshallinseln|Îles Marshall|Islas Marshall|Isole Marshall|Marshalleilanden|Ilhas Marshall|Wyspy Marshalla|Marshallöarna|Marshalløerne
MK|MKD|North Macedonia|Republic of North Macedonia|Nordmazedonien|Macédoine du Nord|Macedonia del Norte|Macedonia del Nord|Noord-Macedonië|Macedônia do Norte|Macedonia Północna|Nordmakedonien|Macedonia
ML|MLI|Mali|Republic of Mali
MM|MMR|Myanmar|Republic of Myanmar|Myanmar (Burma)|Myanmar (Birmanie)|Myanmar (Birmania)|Myanmar (Birma)|Mianmar (Birmânia)|Mjanma (Birma)|Burma
MN|MNG|Mongolia|Mongolei|Mongolie|Mongolië|Mongólia|Mongoliet
MO|MAC|Macao|Macao Special Administrative Region of China|Macao SAR China|Sonderverwaltungsregion Macau|R.A.S. chinoise de Macao|RAE de Macao (China)|RAS di Macao|Macau SAR van China|Macau, RAE da China|SRA Makau (Chiny)|Macao SAR|SAR Macao|Macau
MP|MNP|Northern Mariana Islands|Commonwealth of the Northern Mariana Islands|Nördliche Marianen|Îles Mariannes du Nord|Islas Marianas del Norte|Isole Marianne Settentrionali|Noordelijke Marianen|Ilhas Marianas do Norte|Mariany Północne|Nordmarianerna|Nordmarianerne
MQ|MTQ|Martinique|Martinica|Martynika
MR|MRT|Mauritania|Islamic Republic of Mauritania|Mauretanien|Mauritanie|Mauritanië|Mauritânia|Mauretania
MS|MSR|Montserrat
MT|MLT|Malta|Republic of Malta|Malte
MU|MUS|Mauritius|Republic of Mauritius|Maurice|Mauricio|Maurício
MV|MDV|Maldives|Republic of Maldives|Malediven|Maldivas|Maldive|Maldiven|Malediwy|Maldiverna|Maldiverne
MW|MWI|Malawi|Republic of Malawi|Malaui
MX|MEX|Mexico|United Mexican States|Mexiko|Mexique|México|Messico|Meksyk
MY|MYS|Malaysia|Malaisie|Malasia|Maleisië|Malásia|Malezja
MZ|MOZ|Mozambique|Republic of Mozambique|Mosambik|Mozambico|Moçambique|Mozambik
NA|NAM|Namibia|Republic of Namibia|Namibie|Namibië|Namíbia
NC|NCL|New Caledonia|Neukaledonien|Nouvelle-Calédonie|Nueva Caledonia|Nuova Caledonia|Nieuw-Caledonië|Nova Caledônia|Nowa Kaledonia|Nya Kaledonien|Ny Kaledonien
NE|NER|Niger|Republic of the Niger|Níger
NF|NFK|Norfolk Island|Norfolkinsel|Île Norfolk|Isla Norfolk|Isola Norfolk|Norfolk|Ilha Norfolk|Norfolkön
NG|NGA|Nigeria|Federal Republic of Nigeria|Nigéria
NI|NIC|Nicaragua|Republic of Nicaragua|Nicarágua|Nikaragua
NL|NLD|Netherlands|Kingdom of the Netherlands|Niederlande|Pays-Bas|Países Bajos|Paesi Bassi|Nederland|Países Baixos|Holandia|Nederländerna|Nederlandene|Holland|The Netherlands|Alankomaat|Hollanti|Nizozemsko|Holandsko|Hollandia|Olanda|Holanda
NO|NOR|Norway|Kingdom of Norway|Norwegen|Norvège|Noruega|Norvegia|Noorwegen|Norwegia|Norge|Norja|Norsko|Nórsko|Norvégia
NP|NPL|Nepal|Federal Democratic Republic of Nepal|Népal
NR|NRU|Nauru|Republic of Nauru
NU|NIU|Niue
NZ|NZL|New Zealand|Neuseeland|Nouvelle-Zélande|Nueva Zelanda|Nuova Zelanda|Nieuw-Zeeland|Nova Zelândia|Nowa Zelandia|Nya Zeeland
OM|OMN|Oman|Sultanate of Oman|Omán|Omã
PA|PAN|Panama|Republic of Panama|Panamá
PE|PER|Peru|Republic of Peru|Pérou|Perú|Perù
PF|PYF|French Polynesia|Französisch-Polynesien|Polynésie française|Polinesia Francesa|Polinesia Francese|Frans-Polynesië|Polinésia Francesa|Polinezja Francuska|Franska Polynesien|Fransk Polynesien
PG|PNG|Papua New Guinea|Independent State of Papua New Guinea|Papua-Neuguinea|Papouasie-Nouvelle-Guinée|Papúa Nueva Guinea|Papua Nuova Guinea|Papoea-Nieuw-Guinea|Papua-Nova Guiné|Papua-Nowa Gwinea|Papua Nya Guinea|Papua Ny Guinea
PH|PHL|Philippines|Republic of the Philippines|Philippinen|Filipinas|Filippine|Filipijnen|Filipiny|Filippinerna|Filippinerne
PK|PAK|Pakistan|Islamic Republic of Pakistan|Pakistán|Paquistão
PL|POL|Poland|Republic of Poland|Polen|Pologne|Polonia|Polônia|Polska|Puola|Polsko|Poľsko|Lengyelország
PM|SPM|Saint Pierre and Miquelon|St. Pierre & Miquelon|St. Pierre und Miquelon|Saint-Pierre-et-Miquelon|San Pedro y Miquelón|Saint-Pierre e Miquelon|Saint-Pierre en Miquelon|São Pedro e Miquelão|Saint-Pierre i Miquelon|S:t Pierre och Miquelon|Saint Pierre og Miquelon
PN|PCN|Pitcairn|Pitcairn Islands|Pitcairninseln|Îles Pitcairn|Islas Pitcairn|Isole Pitcairn|Pitcairneilanden|Ilhas Pitcairn|Pitcairnöarna
PR|PRI|Puerto Rico|Porto Rico|Portorico|Portoryko
PS|PSE|Palestine, State of|the State of Palestine|Palestinian Territories|Palästinensische Autonomiegebiete|Territoires palestiniens|Territorios Palestinos|Territori Palestinesi|Palestijnse gebieden|Territórios palestinos|Terytoria Palestyńskie|Palestinska territorierna|De palæstinensiske områder|Palestine
PT|PRT|Portugal|Portuguese Republic|Portogallo|Portugalia|Portugali|Portugalsko|Portugália
PW|PLW|Palau|Republic of Palau|Palaos
PY|PRY|Paraguay|Republic of Paraguay|Paraguai|Paragwaj
QA|QAT|Qatar|State of Qatar|Katar|Catar|قطر
RE|REU|Réunion|La Réunion|Reunión|Riunione|Reunião|Reunion
RO|ROU|Romania|Rumänien|Roumanie|Rumanía|Roemenië|Romênia|Rumunia|Rumænien|România|Rumunsko
RS|SRB|Serbia|Republic of Serbia|Serbien|Serbie|Servië|Sérvia|Србија|Srbija|Srbsko
RU|RUS|Russian Federation|Russia|Russland|Russie|Rusia|Rusland|Rússia|Rosja|Ryssland|Россия|Venäjä|Rusko|Oroszország
RW|RWA|Rwanda|Rwandese Republic|Ruanda
SA|SAU|Saudi Arabia|Kingdom of Saudi Arabia|Saudi-Arabien|Arabie saoudite|Arabia Saudí|Arabia Saudita|Saoedi-Arabië|Arábia Saudita|Arabia Saudyjska|Saudiarabien|المملكة العربية السعودية|السعودية|KSA
SB|SLB|Solomon Islands|Salomonen|Îles Salomon|Islas Salomón|Isole Salomone|Salomonseilanden|Ilhas Salomão|Wyspy Salomona|Salomonöarna|Salomonøerne
SC|SYC|Seychelles|Republic of Seychelles|Seychellen|Seicheles|Seszele|Seychellerna|Seychellerne
SD|SDN|Sudan|Republic of the Sudan|Soudan|Sudán|Soedan|Sudão
SE|SWE|Sweden|Kingdom of Sweden|Schweden|Suède|Suecia|Svezia|Zweden|Suécia|Szwecja|Sverige|Ruotsi|Švédsko|Svédország|Suedia|Rootsi
SG|SGP|Singapore|Republic of Singapore|Singapur|Singapour|Singapura|新加坡
SH|SHN|Saint Helena, Ascension and Tristan da Cunha|St. Helena|Sainte-Hélène|Santa Elena|Sant'Elena|Sint-Helena|Santa Helena|Wyspa Świętej Heleny|S:t Helena
SI|SVN|Slovenia|Republic of Slovenia|Slowenien|Slovénie|Eslovenia|Slovenië|Eslovênia|Słowenia|Slovenien|Slovenija|Slovinsko
SJ|SJM|Svalbard and Jan Mayen|Svalbard & Jan Mayen|Spitzbergen und Jan Mayen|Svalbard et Jan Mayen|Svalbard y Jan Mayen|Svalbard e Jan Mayen|Spitsbergen en Jan Mayen|Svalbard i Jan Mayen|Svalbard och Jan Mayen|Svalbard og Jan Mayen
SK|SVK|Slovakia|Slovak Republic|Slowakei|Slovaquie|Eslovaquia|Slovacchia|Slowakije|Eslováquia|Słowacja|Slovakien|Slovakiet|Slovensko|Slovenská republika|Szlovákia|Slovacia
SL|SLE|Sierra Leone|Republic of Sierra Leone|Sierra Leona|Serra Leoa
SM|SMR|San Marino|Republic of San Marino|Saint-Marin
SN|SEN|Senegal|Republic of Senegal|Sénégal
SO|SOM|Somalia|Federal Republic of Somalia|Somalie|Somalië|Somália
SR|SUR|Suriname|Republic of Suriname|Surinam
SS|SSD|South Sudan|Republic of South Sudan|Südsudan|Soudan du Sud|Sudán del Sur|Sud Sudan|Zuid-Soedan|Sudão do Sul|Sudan Południowy|Sydsudan
ST|STP|Sao Tome and Principe|Democratic Republic of Sao Tome and Principe|São Tomé & Príncipe|São Tomé und Príncipe|Sao Tomé-et-Principe|Santo Tomé y Príncipe|São Tomé e Príncipe|Sao Tomé en Principe|Wyspy Świętego Tomasza i Książęca|São Tomé och Príncipe|São Tomé og Príncipe
SV|SLV|El Salvador|Republic of El Salvador|Salvador|Salwador
SX|SXM|Sint Maarten (Dutch part)|Sint Maarten|Saint-Martin (partie néerlandaise)|Sint-Maarten
SY|SYR|Syrian Arab Republic|Syria|Syrien|Syrie|Siria|Syrië|Síria
SZ|SWZ|Eswatini|Kingdom of Eswatini|Esuatini|Essuatíni|Swaziland
TC|TCA|Turks and Caicos Islands|Turks & Caicos Islands|Turks- und Caicosinseln|Îles Turques-et-Caïques|Islas Turcas y Caicos|Isole Turks e Caicos|Turks- en Caicoseilanden|Ilhas Turcas e Caicos|Turks i Caicos|Turks- och Caicosöarna|Turks- og Caicosøerne
TD|TCD|Chad|Republic of Chad|Tschad|Tchad|Ciad|Tsjaad|Chade|Czad
TF|ATF|French Southern Territories|Französische Süd- und Antarktisgebiete|Terres australes françaises|Territorios Australes Franceses|Terre Australi Francesi|Franse Gebieden in de zuidelijke Indische Oceaan|Territórios Franceses do Sul|Francuskie Terytoria Południowe i Antarktyczne|Franska sydterritorierna|De Franske Besiddelser i Det Sydlige Indiske Ocean og Antarktis
TG|TGO|Togo|Togolese Republic
TH|THA|Thailand|Kingdom of Thailand|Thaïlande|Tailandia|Thailandia|Tailândia|Tajlandia|ไทย
TJ|TJK|Tajikistan|Republic of Tajikistan|Tadschikistan|Tadjikistan|Tayikistán|Tagikistan|Tadzjikistan|Tadjiquistão|Tadżykistan|Tadsjikistan
TK|TKL|Tokelau|Tokelauöarna
TL|TLS|Timor-Leste|Democratic Republic of Timor-Leste|Timor oriental|Timor Est|Oost-Timor|Timor Wschodni|Östtimor
TM|TKM|Turkmenistan|Turkménistan|Turkmenistán|Turcomenistão
TN|TUN|Tunisia|Republic of Tunisia|Tunesien|Tunisie|Túnez|Tunesië|Tunísia|Tunezja|Tunisien|تونس
TO|TON|Tonga|Kingdom of Tonga
TR|TUR|Türkiye|Republic of Türkiye|Türkei|Turquie|Turquía|Turchia|Turkije|Turquia|Turcja|Turkiet|Tyrkiet|Turkey|Turkki|Turecko|Törökország|Turcia|Tyrkia
TT|TTO|Trinidad and Tobago|Republic of Trinidad and Tobago|Trinidad & Tobago|Trinidad und Tobago|Trinité-et-Tobago|Trinidad y Tobago|Trinidad e Tobago|Trinidad en Tobago|Trynidad i Tobago|Trinidad och Tobago|Trinidad og Tobago
TV|TUV|Tuvalu
TW|TWN|Taiwan, Province of China|Taiwan|Taïwan|Taiwán|Tajwan|台灣|Taiwan, R.O.C.|台湾
TZ|TZA|Tanzania, United Republic of|Tanzania|United Republic of Tanzania|Tansania|Tanzanie|Tanzânia
UA|UKR|Ukraine|Ucrania|Ucraina|Oekraïne|Ucrânia|Ukraina|Україна|Ukrajina|Украина
UG|UGA|Uganda|Republic of Uganda|Ouganda|Oeganda
UM|UMI|United States Minor Outlying Islands|U.S. Outlying Islands|Amerikanische Überseeinseln|Îles mineures éloignées des États-Unis|Islas menores alejadas de EE. UU.|Isole Minori Esterne degli Stati Uniti|Kleine afgelegen eilanden van de Verenigde Staten|Ilhas Menores Distantes dos EUA|Dalekie Wyspy Mniejsze Stanów Zjednoczonych|USA:s yttre öar|Amerikanske oversøiske øer
US|USA|United States|United States of America|Vereinigte Staaten|États-Unis|Estados Unidos|Stati Uniti|Verenigde Staten|Stany Zjednoczone|USA|U.S.|U.S.A.|America|United States of America (USA)|EE.UU.|EEUU|Stati Uniti d'America|Estados Unidos de América|Vereinigte Staaten von Amerika|Yhdysvallat|Spojené státy|Spojené státy americké|Spojené štáty|Egyesült Államok|Statele Unite|Förenta staterna|EUA
UY|URY|Uruguay|Eastern Republic of Uruguay|Uruguai|Urugwaj
UZ|UZB|Uzbekistan|Republic of Uzbekistan|Usbekistan|Ouzbékistan|Uzbekistán|Oezbekistan|Uzbequistão
VA|VAT|Holy See (Vatican City State)|Vatican City|Vatikanstadt|État de la Cité du Vatican|Ciudad del Vaticano|Città del Vaticano|Vaticaanstad|Cidade do Vaticano|Watykan|Vatikanstaten|Vatican
VC|VCT|Saint Vincent and the Grenadines|St. Vincent & Grenadines|St. Vincent und die Grenadinen|Saint-Vincent-et-les Grenadines|San Vicente y las Granadinas|Saint Vincent e Grenadine|Saint Vincent en de Grenadines|São Vicente e Granadinas|Saint Vincent i Grenadyny|S:t Vincent och Grenadinerna|Saint Vincent og Grenadinerne
VE|VEN|Venezuela, Bolivarian Republic of|Venezuela|Bolivarian Republic of Venezuela|Wenezuela
VG|VGB|Virgin Islands, British|British Virgin Islands|Britische Jungferninseln|Îles Vierges britanniques|Islas Vírgenes Británicas|Isole Vergini Britanniche|Britse Maagdeneilanden|Ilhas Virgens Britânicas|Brytyjskie Wyspy Dziewicze|Brittiska Jungfruöarna|De Britiske Jomfruøer
VI|VIR|Virgin Islands, U.S.|Virgin Islands of the United States|U.S. Virgin Islands|Amerikanische Jungferninseln|Îles Vierges des États-Unis|Islas Vírgenes de EE. UU.|Isole Vergini Americane|Amerikaanse Maagdeneilanden|Ilhas Virgens Americanas|Wyspy Dziewicze Stanów Zjednoczonych|Amerikanska Jungfruöarna|De Amerikanske Jomfruøer
VN|VNM|Viet Nam|Vietnam|Socialist Republic of Viet Nam|Viêt Nam|Vietnã|Wietnam|Việt Nam
VU|VUT|Vanuatu|Republic of Vanuatu
WF|WLF|Wallis and Futuna|Wallis & Futuna|Wallis und Futuna|Wallis-et-Futuna|Wallis y Futuna|Wallis e Futuna|Wallis en Futuna|Wallis i Futuna|Wallis- och Futunaöarna|Wallis og Futuna
WS|WSM|Samoa|Independent State of Samoa
YE|YEM|Yemen|Republic of Yemen|Jemen|Yémen|Iêmen
YT|MYT|Mayotte|Majotta
ZA|ZAF|South Africa|Republic of South Africa|Südafrika|Afrique du Sud|Sudáfrica|Sudafrica|Zuid-Afrika|África do Sul|Republika Południowej Afryki|Sydafrika
ZM|ZMB|Zambia|Republic of Zambia|Sambia|Zambie|Zâmbia
ZW|ZWE|Zimbabwe|Republic of Zimbabwe|Simbabwe|Zimbabue|Zimbábue
"""
"""One country a line: alpha-2, alpha-3, names; separated by bars."""
