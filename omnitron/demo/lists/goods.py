"""What is sold, by language: `name | SKU prefix | category | euro cents | sizes`, common first.

A ! before the name marks goods that cannot be returned.
"""

GOODS = {
    "tr": """Pamuklu nevresim takımı|NVR|home|4900|tek kişilik,çift kişilik,king
        Jakarlı banyo havlusu|HVL|home|1450|50 × 90,70 × 140
        Kadın triko kazak|KZK|fashion|3200|S,M,L,XL
        Erkek keten gömlek|GML|fashion|2900|S,M,L,XL,XXL
        Deri sırt çantası|CNT|bags|7900|
        Seramik kahve fincanı takımı|FNC|kitchen|2400|2 kişilik,6 kişilik
        Döküm tava|TAV|kitchen|3800|24 cm,28 cm
        Spor ayakkabı|AYK|shoes|5900|38,39,40,41,42,43
        Kablosuz kulaklık|KLK|electronics|6900|
        Yün kilim|KLM|home|11900|80 × 150,140 × 200
        Bebek uyku tulumu|BBK|baby|2600|0-6 ay,6-12 ay
        !Yüz bakım serumu|SRM|beauty|1900|30 ml
        Ahşap oyun seti|OYN|toys|2100|
        Masa lambası|LMB|lighting|4200|
        Bakır cezve|CZV|kitchen|1700|2 kişilik,4 kişilik
        Yoga matı|YGM|sports|2300|""",
    "pt": """Jogo de toalhas|TOA|home|1890|banho,rosto
        Fronha de algodão egípcio|FRO|home|990|50 × 70 cm
        Lençol casal percal|LEN|home|2490|casal,queen,king
        Edredom dupla face|EDR|home|3990|solteiro,casal,queen
        Cortina blackout|COR|home|3290|280 × 180,280 × 230
        Tênis de corrida|TEN|shoes|5490|36,37,38,39,40,41,42
        Camisa de linho|CAM|fashion|2690|P,M,G,GG
        Vestido midi|VES|fashion|3190|P,M,G
        Mochila escolar|MOC|bags|2790|
        Panela de pressão|PAN|kitchen|4590|4,5 l,7 l
        Cafeteira italiana|CAF|kitchen|2190|3 xícaras,6 xícaras
        Fone de ouvido bluetooth|FON|electronics|3490|
        Luminária de mesa|LUM|lighting|2890|
        !Perfume deo colônia|PRF|beauty|2390|50 ml,100 ml
        Carrinho de bebê|CAR|baby|15900|
        Quebra-cabeça de madeira|QUE|toys|1290|500 peças,1000 peças""",
    "en": """Merino crew sweater|SWE|fashion|6900|S,M,L,XL
        Linen bed set|LIN|home|9900|single,double,king
        Stoneware dinner set|DIN|kitchen|7900|12 pieces,16 pieces
        Leather weekender|WKD|bags|18900|
        Trail running shoes|TRL|shoes|11900|38,39,40,41,42,43,44
        Noise-cancelling headphones|HPH|electronics|14900|
        Cast-iron pan|PAN|kitchen|5900|24 cm,28 cm
        Wool throw|THR|home|4900|130 × 180 cm
        Bath towel pair|TWL|home|2900|70 × 140 cm
        Oak side table|OAK|furniture|12900|
        Baby sleeping bag|BSB|baby|3900|0-6 months,6-18 months
        Reading lamp|LMP|lighting|6400|
        !Face serum|SER|beauty|3400|30 ml,50 ml
        Wooden train set|TRN|toys|4400|
        Yoga mat|YOG|sports|3900|
        Ceramic pour-over|POV|kitchen|2700|1-2 cups,2-4 cups""",
    "ja": """今治タオル|TWL|home|1500|フェイス,バス
        有田焼 湯呑み|YNM|kitchen|2800|
        南部鉄器 急須|KYU|kitchen|8900|0.5 L,0.8 L
        リネンシャツ|SHT|fashion|5900|S,M,L
        トートバッグ|TOT|bags|3900|
        箸置きセット|HSO|kitchen|1200|
        ワイヤレスイヤホン|EAR|electronics|9800|
        !化粧水|SKN|beauty|2400|150 ml,300 ml""",
}

# Series: a name, and three letters of the SKU.
SERIES = {
    "tr": "Çınaraltı-CNR;Boğaziçi-BGZ;Anadolu-AND;Lale-LAL;Kapadokya-KPD;Ege-EGE;Yıldız-YLD;"
    "Safran-SFR;Ihlamur-IHL;Pamukkale-PMK",
    "pt": "Amazônia-AMZ;Inverno Sul-IVS;São Bento-SBT;Aurora-AUR;Ipê-IPE;Maré-MAR;Sertão-SRT;"
    "Jangada-JGD;Garoa-GRA;Pantanal-PTN",
    "en": "Harbour-HRB;Fjord-FJD;Lavender-LAV;Meadow-MDW;Slate-SLT;Solstice-SOL;Heather-HTR;"
    "Copper-CPR;Drift-DRF;Juniper-JUN",
    "ja": "桜-SKR;藍-AI;月-TSK;波-NMI;森-MRI;雪-YKI",
}

# Colours: a name, and two letters of the SKU.
COLOURS = {
    "tr": "Beyaz/BY;Siyah/SY;Antrasit/AN;Kum/KM;Zümrüt/ZM;Bordo/BR;Lacivert/LC;Hardal/HD",
    "pt": "Branco/BR;Preto/PR;Areia/AR;Verde-musgo/VD;Grafite/GR;Terracota/TR;Azul/AZ;Vinho/VN",
    "en": "White/WH;Black/BK;Sand/SA;Moss/MO;Slate/SL;Rust/RU;Navy/NA;Plum/PL",
    "ja": "白/WH;黒/BK;藍/AI;抹茶/MC;桜色/PK",
}

LABELS = {
    "tr": ("renk", "boyut"),
    "pt": ("cor", "tamanho"),
    "en": ("colour", "size"),
    "ja": ("色", "サイズ"),
}
