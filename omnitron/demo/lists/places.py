"""Where people live, by locale: `city | township | district | postcode`, big cities first.

A # in a postcode or in a phone number stands for any digit.
"""

from typing import NamedTuple


class Locale(NamedTuple):
    """What a locale says of a person: country, language, number format, mail host."""

    country: str
    language: str
    phone: str
    mail: str


# example.com and .example belong to nobody.
LOCALES = {
    "tr": Locale("TR", "tr", "+90532#######", "posta.example"),
    "pt": Locale("BR", "pt", "+55119########", "correio.example"),
    "de": Locale("DE", "de", "+49151########", "post.example"),
    "en": Locale("GB", "en", "+447400######", "example.com"),
    "fr": Locale("FR", "fr", "+33612######", "courriel.example"),
    "ja": Locale("JP", "ja", "+81903#######", "yubin.example"),
    "kanji": Locale("JP", "ja", "+81805#######", "yubin.example"),
    "ar": Locale("KW", "ar", "+965500#####", "bareed.example"),
    "arabic": Locale("KW", "ar", "+965660#####", "bareed.example"),
}

PLACES = {
    "TR": """İstanbul|Kadıköy|Moda|3471#
        İstanbul|Beşiktaş|Levent|3433#
        Ankara|Çankaya|Kavaklıdere|0669#
        İzmir|Konak|Alsancak|3522#
        İstanbul|Üsküdar|Çengelköy|3468#
        Bursa|Nilüfer|Görükle|1628#
        Antalya|Muratpaşa|Lara|0723#
        Adana|Seyhan|Reşatbey|0112#
        Eskişehir|Tepebaşı|Bahçelievler|2617#
        Trabzon|Ortahisar|Boztepe|6103#
        Gaziantep|Şahinbey|Kolejtepe|2701#
        Muğla|Bodrum|Gümüşlük|4896#
        Iğdır|Merkez|Söğütlü|7600#""",
    "BR": """São Paulo|SP|Pinheiros|054##-###
        Rio de Janeiro|RJ|Botafogo|222##-###
        Belo Horizonte|MG|Savassi|301##-###
        Curitiba|PR|Batel|804##-###
        Porto Alegre|RS|Moinhos de Vento|905##-###
        Salvador|BA|Rio Vermelho|419##-###
        Recife|PE|Boa Viagem|510##-###
        Florianópolis|SC|Trindade|880##-###
        Goiânia|GO|Setor Bueno|742##-###
        Chapecó|SC|Centro|898##-###
        Niterói|RJ|Icaraí|242##-###
        São João del-Rei|MG|Tijuco|363##-###""",
    "DE": """Berlin||Kreuzberg|109##
        Hamburg||Eimsbüttel|202##
        München||Schwabing|808##
        Köln||Ehrenfeld|508##
        Leipzig||Plagwitz|042##
        Düsseldorf||Flingern|402##
        Nürnberg||Gostenhof|904##
        Görlitz||Altstadt|028##""",
    "GB": """London|Greater London|Hackney|E8 #AB
        Manchester|Greater Manchester|Didsbury|M20 #LW
        Bristol||Clifton|BS8 #TH
        Edinburgh|Midlothian|Leith|EH6 #QX
        Cardiff||Pontcanna|CF11 #NU
        Leeds|West Yorkshire|Headingley|LS6 #DA
        St Davids|Pembrokeshire||SA62 #SD""",
    "FR": """Paris||11e arrondissement|75011
        Lyon||Croix-Rousse|69004
        Marseille||Endoume|13007
        Nantes||Île de Nantes|44200
        Strasbourg||Neudorf|67100
        Besançon||Battant|25000
        Saint-Étienne||Fauriel|42100""",
    "JP": """東京都|世田谷区|三軒茶屋|154-00##
        Tokyo|Shibuya-ku|Ebisu|150-00##
        Osaka|Kita-ku|Umeda|530-00##
        京都市|左京区|吉田|606-85##
        Yokohama|Naka-ku|Yamate|231-08##
        Sapporo|Chuo-ku|Maruyama|064-08##
        福岡市|中央区|大名|810-00##""",
    "KW": """Kuwait City|Al Asimah|Dasman|15###
        Salmiya|Hawalli|Block 10|22###
        Hawalli|Hawalli|Block 4|32###
        Farwaniya|Al Farwaniyah|Block 2|81###
        Jahra|Al Jahra|Block 3|01###
        السالمية|حولي|قطعة ١٠|22###""",
}

STREETS = {
    "TR": "Bağdat Caddesi;Atatürk Bulvarı;Cumhuriyet Caddesi;İnönü Sokak;Çınar Sokak;"
    "Gül Sokak;Şehit Ersan Caddesi;Papatya Sokak;Değirmen Yolu;Üzüm Sokak",
    "BR": "Rua das Flores;Avenida Paulista;Rua Sergipe;Rua XV de Novembro;Avenida Brasil;"
    "Rua São João;Travessa do Comércio;Alameda dos Ipês;Rua Conceição;Ladeira da Misericórdia",
    "DE": "Hauptstraße;Bahnhofstraße;Lindenweg;Gartenstraße;Goethestraße;Am Mühlbach;"
    "Birkenallee;Kirchplatz",
    "GB": "High Street;Station Road;Church Lane;Victoria Road;Mill Lane;Queens Crescent;"
    "Orchard Close;The Maltings",
    "FR": "Rue de la République;Rue Victor Hugo;Avenue Jean Jaurès;Place du Marché;"
    "Rue des Écoles;Chemin des Vignes;Quai de la Fosse",
    "JP": "Sakura-dori;Chuo-dori;銀杏通り;Meiji-dori;Ekimae;本町",
    "KW": "Salem Al Mubarak Street;Gulf Road;Tunis Street;Block 5 Street 12;شارع الخليج العربي",
}

COMPANIES = (
    "Çınar Mobilya Ltd. Şti.;Aurora Comércio Ltda.;Nordlicht GmbH;Harbour & Sons Ltd;"
    "Maison Lavande SARL;Al Noor Trading Co.;Yamate Shokai KK;Ege Otelcilik A.Ş."
)
TAX_OFFICES = "Kadıköy;Beşiktaş;Konak;Çankaya;Nilüfer"
